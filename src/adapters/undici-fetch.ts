// undici is CommonJS: a dynamic import of it from the bundle has no named exports, a static one has.
export { Agent, fetch } from "undici";

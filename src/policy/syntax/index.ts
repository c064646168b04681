export { decodeEntities, encodeEntities } from "./entities.ts";
export type * from "./nodes.ts";
export { parsePolicy } from "./parse.ts";

export { renderAccessPage } from "./render-access-page.ts";

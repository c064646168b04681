export { format } from "./format.ts";
export type { FormatOptions } from "./indentation.ts";

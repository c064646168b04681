export { format, obstacleToFormat } from "./format.ts";
export type { FormatOptions } from "./indentation.ts";

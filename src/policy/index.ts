export * from "./edits/index.ts";
export * from "./syntax/index.ts";

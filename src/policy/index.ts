export * from "./syntax/index.ts";

export type { Caller, CallerToken } from "./caller.ts";
export { callersOf, type WantedToken } from "./callers-of.ts";
export type { Fate } from "./fate.ts";
export { Fates, fateOf, type OperationName } from "./fates.ts";

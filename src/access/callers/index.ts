export type { Caller, CallerToken } from "./caller.ts";
export { callersOf, type WantedToken } from "./callers-of.ts";
export {
  type AccessChange,
  type AccessRow,
  accessChange,
  type ChangedOperation,
  type ToldCaller,
} from "./change.ts";
export type { Fate, FateChange } from "./fate.ts";
export { Fates, fateOf, type OperationName } from "./fates.ts";
export { isSecured } from "./secured.ts";

export { accessOf, joinedReports } from "./access.ts";
export * from "./callers/index.ts";
export {
  type Change,
  changeIn,
  differenceOf,
  nameOf,
  type ToldEntry,
} from "./difference.ts";
export { type FindingId, findingKinds } from "./finding-ids.ts";
export { closingIds, type WholeFinding } from "./findings.ts";
export type {
  ApiSnapshot,
  InstanceSnapshot,
  OperationSnapshot,
  ProductSnapshot,
  SettingPlace,
  SpaceSnapshot,
} from "./instance-snapshot.ts";
export { placeLabel } from "./place-label.ts";
export type { AccessEntry, AccessReport, Verdict } from "./report.ts";
export { productsToCallBy, type Whole, type WholeSubject, wholeOf } from "./whole.ts";
export { withoutSecrets } from "./without-secrets.ts";
export {
  checkInWords,
  checksOf,
  meanings,
  operationName,
  placeInWords,
  verdicts,
  wayInWords,
} from "./words.ts";

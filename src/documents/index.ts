/** Resources as documents: text, what it says, what is wrong with it, and what it leads to. Pure; loaded when first needed. */
export { checkDocument, ownProblems } from "./check-document.ts";
export type { DocumentProblem, Draft, SecretWish } from "./document.ts";
export { documentOf, duplicateOf } from "./document-text.ts";
export { planCreation } from "./plan-creation.ts";
export { type DocumentPlan, planUpdate } from "./plan-update.ts";
export { readDocument } from "./read-document.ts";
export { templateOf } from "./template.ts";
export { valueAt } from "./value-at.ts";

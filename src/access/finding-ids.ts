/** How bad what a finding tells is. */
type FindingSeverity = "error" | "warning" | "info";

/** What is told under an id. */
interface FindingKind {
  readonly severity: FindingSeverity;
  /** What should be so, in one sentence. */
  readonly doc: string;
}

/** What is wrong with policies that are right by themselves, once they run together: by id, which is also a page in docs/rules. */
export const findingKinds = {
  "checks-never-agree": {
    severity: "error",
    doc: "Two checks that every call meets accept tokens of a common issuer.",
  },
  "product-shuts-out": {
    severity: "error",
    doc: "A product's check and the API's accept tokens of a common issuer.",
  },
  "branch-never-accepts": {
    severity: "warning",
    doc: "Two checks that some calls meet accept tokens of a common issuer.",
  },
  "nobody-gets-in": { severity: "warning", doc: "Some call gets through all policies." },
  "check-accepts-nobody": { severity: "error", doc: "A check accepts somebody." },
  "checks-share-no-audience": {
    severity: "warning",
    doc: "Two checks of the same token accept a common audience.",
  },
  "cors-behind-check": { severity: "warning", doc: "cors stands before the checks." },
  "check-never-runs": { severity: "error", doc: "A check stands before what answers every call." },
  "policies-never-run": { severity: "info", doc: "Some branch of a choose lets calls go on." },
  "checks-left-out": {
    severity: "warning",
    doc: "An inbound section says <base /> where the levels around it check callers.",
  },
  "check-by-condition": { severity: "info", doc: "Every call meets some check." },
  "check-keeps-nobody-out": { severity: "warning", doc: "A check keeps somebody out." },
  "cache-before-check": { severity: "warning", doc: "cache-lookup stands behind the checks." },
  "error-answered": {
    severity: "warning",
    doc: "on-error does not answer a call that failed a check with success.",
  },
} as const satisfies Readonly<Record<string, FindingKind>>;

/** Which of them it is. */
export type FindingId = keyof typeof findingKinds;

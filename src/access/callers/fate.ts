import type { CheckPlace } from "../report.ts";

/** What becomes of a caller at an operation. */
export type Fate =
  /** The call reaches the backend, or an answer of success that a policy gives. */
  | { readonly kind: "in" }
  /** `status` and `by` are `undefined` where they are not known. */
  | {
      readonly kind: "refused";
      readonly status: number | undefined;
      readonly by: CheckPlace | undefined;
      /** A key is missing, or opens something else; no policy stands there. */
      readonly isForKey?: true;
    }
  /** `why` is a whole sentence. */
  | { readonly kind: "unknown"; readonly why: string };

/** What becomes of a caller at an operation, as it is and as it will be. */
export interface FateChange {
  readonly before: Fate;
  readonly after: Fate;
}

/** One of several fates of which it is not known which; `why` is what it hangs on. */
export function fateOfAll(fates: readonly Fate[], why: () => string): Fate {
  const unknown = fates.find(({ kind }) => kind === "unknown");
  const [first] = fates;
  if (unknown || !first) return unknown ?? { kind: "unknown", why: why() };
  if (fates.some(({ kind }) => kind !== first.kind)) return { kind: "unknown", why: why() };
  if (first.kind !== "refused") return first;
  const isSame = fates.every((fate) => fate.kind === "refused" && fate.status === first.status);
  return isSame ? first : { ...first, status: undefined };
}

/** The same for callers, or operations, that fare the same: what they get counts, not by which check. */
export function signatureOf(fates: readonly FateChange[]): string {
  return fates.map(({ before, after }) => `${short(before)}→${short(after)}`).join("\n");
}

function short(fate: Fate): string {
  if (fate.kind === "refused") return `${fate.status}`;
  return fate.kind === "unknown" ? "?" : "in";
}

/** Whether a caller gets something else than before. */
export function isChange({ before, after }: FateChange): boolean {
  return short(before) !== short(after);
}

/** Whether a caller got in and does not any more. */
export function isShutOut({ before, after }: FateChange): boolean {
  return before.kind === "in" && after.kind === "refused";
}

/** Whether a caller who got in, or may have, may not any more. */
export function isPerhapsShutOut({ before, after }: FateChange): boolean {
  if (before.kind === "in") return after.kind === "unknown";
  return before.kind === "unknown" && after.kind === "refused";
}

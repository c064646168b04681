import { type AccessEntry, nameOf } from "../../access/index.ts";
import { Failure } from "../../core/failure.ts";

/** The operations that are meant to be open. */
export type Expected = ReadonlySet<string>;

/** @throws Failure `invalid-input` for anything but `{"open": ["api/operation"…]}`. */
export function readExpectations(text: string, file: string): Expected {
  const wrong = (cause?: unknown) =>
    new Failure("invalid-input", `${file} holds no expectations.`, {
      remedy: 'Expected is {"open": ["api/operation"…]}.',
      cause,
    });
  let value: unknown;
  try {
    value = JSON.parse(text.replace(/^\uFEFF/, ""));
  } catch (error) {
    throw wrong(error);
  }
  const open: unknown = typeof value === "object" && value !== null ? Reflect.get(value, "open") : undefined;
  if (!Array.isArray(open) || !open.every((item) => typeof item === "string")) throw wrong();
  return new Set(open);
}

/** How an expectation names what an entry is of. */
function expectedName({ api, operation }: AccessEntry): string {
  return nameOf({ ...emptyWay, api, operation });
}

const emptyWay = { product: null, verdict: "open", subscriptionKey: "unknown", paths: [] } as const;

/** Whether an entry is open and meant to be. */
export function isExpected(entry: AccessEntry, expected: Expected): boolean {
  return entry.verdict === "open" && expected.has(expectedName(entry));
}

/** Expectations of what is not open. */
export function brokenExpectations(entries: readonly AccessEntry[], expected: Expected): readonly string[] {
  const open = new Set(entries.flatMap((entry) => (entry.verdict === "open" ? [expectedName(entry)] : [])));
  return [...expected]
    .filter((name) => !open.has(name))
    .map(
      (name) => `${name} is expected to be open and is not: take it out of the expectations, or look why.`,
    );
}

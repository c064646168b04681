import type { AccessReport } from "../../access/index.ts";
import { Failure } from "../../core/failure.ts";

/**
 * Reads an earlier answer in JSON.
 *
 * @throws Failure `invalid-input` for anything else.
 */
export function readEarlierReport(text: string, file: string): AccessReport {
  try {
    const value: unknown = JSON.parse(text.replace(/^\uFEFF/, ""));
    if (isReport(value)) return value;
  } catch (cause) {
    throw new Failure("invalid-input", `${file} is no JSON.`, { cause });
  }
  throw new Failure("invalid-input", `${file} is no answer of auth0-apim access.`, {
    remedy: "Write one with --format json.",
  });
}

const isText = (value: unknown): value is string => typeof value === "string";
const isTextOrNull = (value: unknown) => value === null || isText(value);
const isTexts = (value: unknown) => Array.isArray(value) && value.every(isText);
const isOneOf = (all: readonly string[]) => (value: unknown) => isText(value) && all.includes(value);

/** What the members of an object must be. */
type Shape = Readonly<Record<string, (value: unknown) => boolean>>;

const claim: Shape = { name: isText, values: isTexts, match: isOneOf(["all", "any", "?"]) };
const place: Shape = {
  scope: isOneOf(["global", "workspace", "product", "api", "operation", "fragment"]),
  file: isText,
  line: (value) => Number.isInteger(value),
};
const check: Shape = {
  kind: isOneOf(["jwt", "entra", "certificate", "address", "header", "key", "other"]),
  rejects: (value) => typeof value === "boolean",
  issuers: optional(isTexts),
  discovery: optional(isTexts),
  audiences: optional(isTexts),
  claims: optional(listOf(claim)),
  asks: optional((value) => Array.isArray(value) && value.every(isTexts)),
  from: shaped(place),
};
const entry: Shape = {
  api: isText,
  operation: isTextOrNull,
  product: isTextOrNull,
  verdict: isOneOf(["open", "key", "restricted", "closed", "unknown"]),
  paths: listOf({ when: isTexts, checks: listOf(check) }),
};

function isReport(value: unknown): value is AccessReport {
  return shaped({ entries: listOf(entry) })(value);
}

function optional(is: (value: unknown) => boolean): (value: unknown) => boolean {
  return (value) => value === undefined || is(value);
}

function listOf(shape: Shape): (value: unknown) => boolean {
  return (value) => Array.isArray(value) && value.every(shaped(shape));
}

function shaped(shape: Shape): (value: unknown) => boolean {
  return (value) =>
    typeof value === "object" &&
    value !== null &&
    Object.entries(shape).every(([name, is]) => is((value as Readonly<Record<string, unknown>>)[name]));
}

import type { AccessReport } from "../../access/index.ts";
import { Failure } from "../../core/failure.ts";

const verdicts: readonly unknown[] = ["open", "key", "restricted", "closed", "unknown"];

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

function isReport(value: unknown): value is AccessReport {
  return isObject(value) && Array.isArray(value["entries"]) && value["entries"].every(isEntry);
}

function isEntry(value: unknown): boolean {
  if (!isObject(value) || typeof value["api"] !== "string") return false;
  const isName = (name: unknown) => name === null || typeof name === "string";
  const { operation, product, verdict, paths } = value;
  const isWay = isName(operation) && isName(product) && verdicts.includes(verdict);
  return isWay && Array.isArray(paths) && paths.every(isPath);
}

function isPath(value: unknown): boolean {
  return (
    isObject(value) &&
    Array.isArray(value["when"]) &&
    Array.isArray(value["checks"]) &&
    value["checks"].every(isObject)
  );
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

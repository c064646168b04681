import type { StoredResource } from "../azure/state.ts";
import type { ArmRequest } from "./arm.ts";
import { etagOf } from "./arm.ts";
import { preconditionFailed, preconditionRequired } from "./errors.ts";

/**
 * Holds a write to the ETags it names.
 *
 * @throws ArmError 412 when `current` is not what the client read, 428 when `required` and no If-Match is sent.
 */
export function checkPreconditions(
  request: ArmRequest,
  current: StoredResource | undefined,
  required: boolean,
): void {
  const ifMatch = request.header("if-match");
  if (ifMatch === undefined && required) throw preconditionRequired();
  if (ifMatch !== undefined && !matches(ifMatch, current, !required)) throw preconditionFailed();
  const ifNoneMatch = request.header("if-none-match");
  if (ifNoneMatch !== undefined && current && matches(ifNoneMatch, current, false))
    throw preconditionFailed();
}

/** `*` also matches nothing yet when `creating`: clients send it for "create or replace". */
function matches(header: string, current: StoredResource | undefined, creating: boolean): boolean {
  const tags = header.split(",").map((tag) => tag.trim().replace(/^W\//, ""));
  if (tags.includes("*")) return current !== undefined || creating;
  return current !== undefined && tags.some((tag) => unquote(tag) === unquote(etagOf(current)));
}

function unquote(tag: string): string {
  return tag.replace(/^"(.*)"$/, "$1");
}

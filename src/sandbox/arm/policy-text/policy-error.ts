import type { Span } from "../../../core/span.ts";
import type { ArmError, ErrorDetail } from "../errors.ts";
import { validationError } from "../errors.ts";

/** What the service answers to a policy that it refuses. */
export function policyError(text: string, element: string, place: Span, message: string): ArmError {
  return validationError(policyProblem(text, element, place, message));
}

/** One thing that is wrong with a policy; line and column count from 1. */
export function policyProblem(
  text: string,
  element: string,
  place: Span,
  message: string,
): Omit<ErrorDetail, "code"> {
  const before = text.slice(0, place.start).split(/\r\n|\r|\n/);
  const line = before.length;
  const column = (before.at(-1)?.length ?? 0) + 1;
  return {
    target: element,
    message: `Error in element '${element}' on line ${line}, column ${column}: ${message}`,
  };
}

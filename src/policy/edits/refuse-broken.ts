import { Failure } from "../../core/failure.ts";
import type { PolicyDocument, SyntaxProblem, SyntaxProblemCode } from "../syntax/index.ts";

/** Wrong, but where elements begin and end is beyond doubt. */
const harmless: ReadonlySet<SyntaxProblemCode> = new Set<SyntaxProblemCode>([
  "bad-character",
  "bad-entity",
  "cdata-end-in-text",
  "double-hyphen-in-comment",
  "duplicate-attribute",
  "empty-expression",
  "missing-space-between-attributes",
  "text-after-expression",
]);

/** Whether it is beyond doubt where the elements of `document` begin and end. */
export function isStructurallySound(document: PolicyDocument): boolean {
  return structuralProblem(document) === undefined;
}

/** The first problem that leaves it in doubt where the elements of `document` begin and end. */
export function structuralProblem(document: PolicyDocument): SyntaxProblem | undefined {
  return document.problems.find(({ code }) => !harmless.has(code) && code !== "several-roots");
}

/**
 * Refuses to change a document that may mean something else than it seems to; one without any element is no such.
 *
 * @throws Failure `invalid-input` with the place of the first such problem.
 */
export function refuseBrokenDocument(document: PolicyDocument): void {
  const problem = document.problems.find(({ code }) => !harmless.has(code) && code !== "no-root");
  if (!problem) return;
  const { line, column } = document.lines.positionAt(problem.span.start);
  const place = `line ${line + 1}, column ${column + 1}`;
  throw new Failure("invalid-input", `The policy is malformed at ${place}: ${problem.message}`, {
    remedy: `Mend the policy at ${place} and try again. Nothing has been changed.`,
    details: [{ target: place, message: problem.message }],
  });
}

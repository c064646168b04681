import { Failure } from "../../core/failure.ts";
import { withoutBody } from "../without-body.ts";

/** Answers that speak of who asks, how often and where, and not of what was written before. */
const statuses: ReadonlySet<unknown> = new Set([401, 403, 404, 429]);
const codes: ReadonlySet<string> = new Set(["unauthorized", "forbidden", "not-found", "rate-limited"]);

/**
 * What is asked after a request that the service has taken: how far it is, what is there now. That this is refused is no refusal
 * of the request.
 *
 * @throws Failure `unreachable` then: it is not known what became of it.
 */
export async function afterWriting<T>(ask: () => PromiseLike<T>): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    if (!isElsewhere(error)) throw error;
    const why = error instanceof Failure ? ` ${error.message}` : "";
    throw new Failure("unreachable", `Azure took it, and then did not say what came of it.${why}`, {
      cause: withoutBody(error),
    });
  }
}

function isElsewhere(error: unknown): boolean {
  if (error instanceof Failure) return codes.has(error.code);
  if (!(error instanceof Error)) return false;
  return (
    ("statusCode" in error && statuses.has(error.statusCode)) || /Authentication|Credential/.test(error.name)
  );
}

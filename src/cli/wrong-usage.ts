import { Failure } from "../core/failure.ts";

/** `error` of reading the command line, with the right usage behind it. */
export function wrongUsage(error: unknown, usage: string): Failure {
  const message = error instanceof Error ? error.message : String(error);
  // the parser's hint about operands that begin with a dash says more than anybody asked
  const [first = message] = message.split(/(?<=\.) To specify /);
  return new Failure("invalid-input", `${first}\n${usage}`, { cause: error });
}

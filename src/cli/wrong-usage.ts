import { Failure } from "../core/failure.ts";

/** `error` of reading the command line, with the right usage behind it. */
export function wrongUsage(error: unknown, usage: string): Failure {
  const message = error instanceof Error ? error.message : String(error);
  // the parser's hints about operands that begin with a dash say more than anybody asked
  const [first = message] = message.split(/(?<=\.) To specify |\n/);
  return new Failure("invalid-input", first, { remedy: usage, cause: error });
}

/** Whether the words ask for help; behind `--` they are paths. */
export function asksForHelp(args: readonly string[]): boolean {
  const end = args.indexOf("--");
  return args.slice(0, end < 0 ? args.length : end).some((word) => word === "--help" || word === "-h");
}

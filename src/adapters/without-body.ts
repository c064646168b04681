/**
 * `error` as the cause of a failure: its kind, the answer's status and where it was thrown. Its message and its members stay
 * behind, since SDKs put the body of an answer there, and bodies hold secrets, in places that no pattern knows.
 */
export function withoutBody(error: unknown): Error {
  if (!(error instanceof Error)) return new Error(`a thrown ${typeof error}`);
  const { name } = error;
  const status =
    "statusCode" in error && typeof error.statusCode === "number" ? `HTTP ${error.statusCode}` : "";
  const code =
    "code" in error && typeof error.code === "string" && /^\w{1,60}$/.test(error.code) ? error.code : "";
  const bare = new Error([name, status, code].filter(Boolean).join(", "));
  const frames = (error.stack ?? "").split("\n").filter((line) => /^\s+at .*:\d+:\d+\)?$/.test(line));
  bare.name = name;
  bare.stack = [`${bare.message}`, ...frames].join("\n");
  return bare;
}

/** What an error says that is no answer of a service; what JSON parsers say is left out, for it quotes what they read. */
export function reasonOf(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return /JSON|Unexpected (?:token|end)|parsing/i.test(text)
    ? "the answer cannot be read"
    : text.replace(/\.$/, "");
}

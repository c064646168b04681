/** Why a request got no answer at all. */
export type NetworkProblem = "unknown-host" | "refused" | "certificate" | "timeout" | "lost";

/** Error codes of the system, of Node's TLS (whose names are OpenSSL's) and of undici. */
const kinds: readonly (readonly [RegExp, NetworkProblem])[] = [
  [/^(ENOTFOUND|EAI_AGAIN|EAI_NONAME)$/, "unknown-host"],
  [/^(ECONNREFUSED|EHOSTUNREACH|ENETUNREACH)$/, "refused"],
  [/^(ERR_TLS_|CERT_|UNABLE_TO_|SELF_SIGNED_|DEPTH_ZERO_|ERR_SSL_|EPROTO)/, "certificate"],
  [/^(ETIMEDOUT|UND_ERR_(CONNECT|HEADERS|BODY)_TIMEOUT|ESOCKETTIMEDOUT)$/, "timeout"],
  // the last two: an answer that was cut off as HTTP, or in its compression
  [/^(ECONNRESET|EPIPE|UND_ERR_SOCKET|ERR_STREAM_PREMATURE_CLOSE|HPE_\w+|Z_\w+)$/, "lost"],
];

/** What `error`, or whatever caused it, says about the network; `undefined` when an answer did come. */
export function networkProblem(error: unknown): NetworkProblem | undefined {
  for (const one of causes(error)) {
    const code = "code" in one && typeof one.code === "string" ? one.code : "";
    const kind = kinds.find(([pattern]) => pattern.test(code))?.[1];
    if (kind) return kind;
    // AbortSignal.timeout has a name and no code
    if (one.name === "TimeoutError") return "timeout";
  }
  return undefined;
}

function* causes(error: unknown, depth = 0): Generator<Error> {
  if (!(error instanceof Error) || depth > 8) return;
  yield error;
  if (error instanceof AggregateError) for (const inner of error.errors) yield* causes(inner, depth + 1);
  yield* causes(error.cause, depth + 1);
}

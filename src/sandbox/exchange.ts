import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from "node:http";
import type { PartName } from "./faults.ts";

/** One request with its answer, as they crossed the wire. It may hold secrets. */
export interface Exchange {
  readonly service: PartName;
  readonly method: string;
  /** Absolute, with query. */
  readonly url: string;
  readonly requestHeaders: Readonly<Record<string, string>>;
  readonly requestBody: string;
  readonly status: number;
  readonly responseHeaders: Readonly<Record<string, string>>;
  readonly responseBody: string;
}

/** Listens in on a request and its answer and hands both to `done` once the answer is complete. */
export function listenIn(
  request: IncomingMessage,
  response: ServerResponse,
  origin: string,
  service: PartName,
  done: (exchange: Exchange) => void,
): void {
  const requestChunks: Buffer[] = [];
  const responseChunks: Buffer[] = [];
  tapRequest(request, requestChunks);
  tapResponse(response, responseChunks);
  response.once("finish", () =>
    done({
      service,
      method: request.method ?? "GET",
      url: `${origin}${request.url ?? "/"}`,
      requestHeaders: flatten(request.headers),
      requestBody: Buffer.concat(requestChunks).toString("utf8"),
      status: response.statusCode,
      responseHeaders: flatten(response.getHeaders()),
      responseBody: Buffer.concat(responseChunks).toString("utf8"),
    }),
  );
}

/** The HTTP parser pushes each chunk of a body into the message: the one place to see it without consuming it. */
function tapRequest(request: IncomingMessage, chunks: Buffer[]): void {
  const push = request.push.bind(request);
  request.push = (chunk: unknown, encoding?: BufferEncoding) => {
    if (chunk !== null) chunks.push(toBuffer(chunk));
    return push(chunk, encoding);
  };
}

function tapResponse(response: ServerResponse, chunks: Buffer[]): void {
  const { write, end } = response;
  const keep = (values: readonly unknown[]) => {
    const [chunk, encoding] = values;
    if (typeof chunk === "string" || chunk instanceof Uint8Array) chunks.push(toBuffer(chunk, encoding));
  };
  response.write = new Proxy(write, {
    apply(target, self, values: unknown[]) {
      keep(values);
      return Reflect.apply(target, self, values);
    },
  });
  response.end = new Proxy(end, {
    apply(target, self, values: unknown[]) {
      keep(values);
      // end() calls write() inside Node only through its own symbols, so nothing is kept twice
      return Reflect.apply(target, self, values);
    },
  });
}

function toBuffer(chunk: unknown, encoding?: unknown): Buffer {
  if (chunk instanceof Uint8Array) return Buffer.from(chunk);
  return Buffer.from(String(chunk), encoding === "latin1" || encoding === "base64" ? encoding : "utf8");
}

function flatten(headers: OutgoingHttpHeaders): Record<string, string> {
  const pairs = Object.entries(headers).filter(([, value]) => value !== undefined);
  return Object.fromEntries(pairs.map(([name, value]) => [name.toLowerCase(), [value].flat().join(", ")]));
}

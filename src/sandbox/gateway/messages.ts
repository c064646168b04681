import type { IncomingMessage, ServerResponse } from "node:http";

/** A request on its way through the gateway; policies change headers and body. */
export interface GatewayRequest {
  readonly method: string;
  /** As the caller sent it. */
  readonly url: URL;
  readonly headers: Headers;
  /** The caller's address, IPv4 where it has one. */
  readonly ip: string;
  body: Buffer;
}

/** An answer on its way back. */
export interface GatewayResponse {
  status: number;
  reason: string | undefined;
  readonly headers: Headers;
  body: Buffer;
}

/** Reads a request whole. */
export async function readRequest(incoming: IncomingMessage, origin: string): Promise<GatewayRequest> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of incoming) chunks.push(chunk);
  const headers = new Headers();
  for (let index = 0; index + 1 < incoming.rawHeaders.length; index += 2) {
    headers.append(incoming.rawHeaders[index] ?? "", incoming.rawHeaders[index + 1] ?? "");
  }
  return {
    method: incoming.method ?? "GET",
    url: new URL(`${origin}/${(incoming.url ?? "/").replace(/^\/+/, "")}`),
    headers,
    ip: (incoming.socket.remoteAddress ?? "").replace(/^::ffff:/, ""),
    body: Buffer.concat(chunks),
  };
}

/** Sends an answer; a reason that HTTP does not allow is left out. */
export function sendResponse(outgoing: ServerResponse, response: GatewayResponse): void {
  const { reason } = response;
  if (reason !== undefined && /^[\t\x20-\x7e]+$/.test(reason)) outgoing.statusMessage = reason;
  outgoing.statusCode = response.status;
  for (const [name, value] of response.headers) {
    if (name !== "set-cookie") outgoing.setHeader(name, value);
  }
  const cookies = response.headers.getSetCookie();
  if (cookies.length > 0) outgoing.setHeader("set-cookie", cookies);
  outgoing.end(response.body);
}

/** An answer with no body. */
export function emptyResponse(status: number, headers: Record<string, string> = {}): GatewayResponse {
  return { status, reason: undefined, headers: new Headers(headers), body: Buffer.alloc(0) };
}

/** The gateway's own way of saying no: `{ "statusCode": …, "message": … }`. */
export function refusal(
  status: number,
  message: string,
  headers: Record<string, string> = {},
): GatewayResponse {
  return {
    status,
    reason: undefined,
    headers: new Headers({ "content-type": "application/json", ...headers }),
    body: Buffer.from(JSON.stringify({ statusCode: status, message })),
  };
}

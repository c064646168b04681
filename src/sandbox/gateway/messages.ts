import type { X509Certificate } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { TLSSocket } from "node:tls";
import { MessageHeaders } from "./message-headers.ts";
import { type RequestTarget, readTarget } from "./request-target.ts";

/** A certificate that a caller has shown. */
export interface ShownCertificate {
  readonly certificate: X509Certificate;
  /** Whether it comes from the sandbox's own authority, the only one that is trusted. */
  readonly isTrusted: boolean;
}

/** A request on its way through the gateway; policies change headers and body. */
export interface GatewayRequest {
  readonly method: string;
  /** What the caller sent. */
  readonly target: RequestTarget;
  /** The same as an address of the gateway, for those who read it. */
  readonly url: URL;
  readonly headers: MessageHeaders;
  /** The caller's address, IPv4 where it has one. */
  readonly ip: string;
  /** What the caller has shown of itself at the handshake. */
  readonly certificate?: ShownCertificate;
  body: Buffer;
}

/** An answer on its way back. */
export interface GatewayResponse {
  status: number;
  reason: string | undefined;
  readonly headers: MessageHeaders;
  body: Buffer;
}

/** Reads a request whole. */
export async function readRequest(incoming: IncomingMessage, origin: string): Promise<GatewayRequest> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of incoming) chunks.push(chunk);
  const headers = new MessageHeaders();
  for (let index = 0; index + 1 < incoming.rawHeaders.length; index += 2) {
    headers.append(incoming.rawHeaders[index] ?? "", incoming.rawHeaders[index + 1] ?? "");
  }
  const target = readTarget(incoming.url ?? "/");
  return {
    method: incoming.method ?? "GET",
    target,
    url: new URL(origin + target.path + target.query),
    headers,
    ip: (incoming.socket.remoteAddress ?? "").replace(/^::ffff:/, ""),
    ...certificateOf(incoming),
    body: Buffer.concat(chunks),
  };
}

function certificateOf({ socket }: IncomingMessage): Pick<GatewayRequest, "certificate"> {
  if (!(socket instanceof TLSSocket)) return {};
  const certificate = socket.getPeerX509Certificate();
  return certificate ? { certificate: { certificate, isTrusted: socket.authorized } } : {};
}

/** Sends an answer; a reason that HTTP does not allow is left out. */
export function sendResponse(outgoing: ServerResponse, response: GatewayResponse): void {
  const { reason } = response;
  if (reason !== undefined && /^[\t\x20-\x7e]+$/.test(reason)) outgoing.statusMessage = reason;
  outgoing.statusCode = response.status;
  for (const [name] of response.headers) {
    const values = response.headers.getAll(name);
    outgoing.setHeader(name, values.length === 1 ? (values[0] ?? "") : values);
  }
  outgoing.end(response.body);
}

/** An answer with no body. */
export function emptyResponse(status: number, headers: Record<string, string> = {}): GatewayResponse {
  return {
    status,
    reason: undefined,
    headers: new MessageHeaders(Object.entries(headers)),
    body: Buffer.alloc(0),
  };
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
    headers: new MessageHeaders(Object.entries({ "content-type": "application/json", ...headers })),
    body: Buffer.from(JSON.stringify({ statusCode: status, message })),
  };
}

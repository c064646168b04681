import type { Dispatcher } from "undici";
import { type Call, next, type Outcome } from "./call.ts";
import { MessageHeaders } from "./message-headers.ts";
import { refusal } from "./messages.ts";
import { withoutParameter } from "./request-target.ts";
import { keyNames } from "./subscription.ts";

/** Headers that concern one connection only, or that the client library sets itself. */
const own = ["connection", "keep-alive", "proxy-authenticate", "proxy-authorization", "te", "trailer"];
const connectionHeaders = new Set([
  ...own,
  "transfer-encoding",
  "upgrade",
  "host",
  "content-length",
  "expect",
]);

/** Sends the call's request to its backend and keeps status, headers and body of the answer. */
export async function forwardCall(call: Call, dispatcher: Dispatcher): Promise<Outcome> {
  const place = backendPlace(call);
  if (!place) return failure("The API has no web service URL.");
  try {
    const { body, method } = call.request;
    // not by `request` with an address, which would write path and query anew
    const answer = await dispatcher.request({
      ...place,
      method,
      headers: requestHeaders(call).flat(),
      body: body.length > 0 ? body : null,
    });
    call.response = {
      status: answer.statusCode,
      reason: undefined,
      headers: readHeaders(answer.headers),
      body: Buffer.from(await answer.body.arrayBuffer()),
    };
    return next;
  } catch (error) {
    return failure(error instanceof Error ? error.message : "The backend could not be reached.");
  }
}

/** Headers as somebody else may be sent them. */
export function withoutConnectionHeaders(headers: MessageHeaders): MessageHeaders {
  return new MessageHeaders([...headers].filter(([name]) => !connectionHeaders.has(name.toLowerCase())));
}

function requestHeaders({ request: { headers, ip } }: Call): (readonly [string, string])[] {
  const sent = withoutConnectionHeaders(headers);
  sent.set("X-Forwarded-For", ip);
  return [...sent];
}

/** The service's URL, the path below the API's own, and the query without the subscription key; both as they were sent. */
function backendPlace({
  backendUrl: base,
  route,
  request: { target },
}: Call): { origin: string; path: string } | undefined {
  if (!URL.canParse(base)) return undefined;
  const { origin, pathname, search } = new URL(base);
  const query = withoutParameter(target.query, keyNames(route.api).query);
  const whole = search === "" ? query : search + query.replace(/^\?/, "&");
  return { origin, path: pathname.replace(/\/+$/, "") + route.rest + whole };
}

/** The headers of an answer, but for those of its connection. */
export function readHeaders(
  received: Readonly<Record<string, string | string[] | undefined>>,
): MessageHeaders {
  const headers = new MessageHeaders();
  for (const [name, value] of Object.entries(received)) {
    if (connectionHeaders.has(name)) continue;
    for (const item of [value].flat()) if (item !== undefined) headers.append(name, item);
  }
  return headers;
}

function failure(message: string): Outcome {
  return {
    kind: "error",
    error: { source: "forward-request", reason: "BackendConnectionFailure", message },
    response: refusal(500, "Internal server error"),
  };
}

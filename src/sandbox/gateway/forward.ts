import { type Dispatcher, request } from "undici";
import { type Call, next, type Outcome } from "./call.ts";
import { refusal } from "./messages.ts";
import { keyNames } from "./subscription.ts";

/** Headers that concern one connection only, or that the client library sets itself. */
const OWN = ["connection", "keep-alive", "proxy-authenticate", "proxy-authorization", "te", "trailer"];
const CONNECTION_HEADERS = new Set([
  ...OWN,
  "transfer-encoding",
  "upgrade",
  "host",
  "content-length",
  "expect",
]);

/** Sends the call's request to its backend and keeps status, headers and body of the answer. */
export async function forwardCall(call: Call, dispatcher: Dispatcher): Promise<Outcome> {
  const url = backendUrl(call);
  if (!url) return failure("The API has no web service URL.");
  try {
    const { body, method } = call.request;
    const headers = Object.fromEntries(
      [...call.request.headers].filter(([name]) => !CONNECTION_HEADERS.has(name)),
    );
    const answer = await request(url, {
      dispatcher,
      method,
      headers: { ...headers, "x-forwarded-for": call.request.ip },
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

/** The service's URL, the path below the API's own, and the query without the subscription key. */
function backendUrl({ backendUrl: base, route, request: { url } }: Call): string | undefined {
  if (!URL.canParse(base)) return undefined;
  const target = new URL(base.replace(/\/+$/, "") + route.rest);
  for (const [name, value] of url.searchParams) {
    if (name !== keyNames(route.api).query) target.searchParams.append(name, value);
  }
  return target.href;
}

function readHeaders(received: Readonly<Record<string, string | string[] | undefined>>): Headers {
  const headers = new Headers();
  for (const [name, value] of Object.entries(received)) {
    if (CONNECTION_HEADERS.has(name)) continue;
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

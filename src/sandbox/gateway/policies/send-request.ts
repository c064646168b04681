import type { Dispatcher } from "undici";
import { PassedOver } from "../../../policy/index.ts";
import { type Call, next, type Outcome } from "../call.ts";
import { ResponseVariable } from "../call-variables.ts";
import { readHeaders, withoutConnectionHeaders } from "../forward.ts";
import { MessageHeaders } from "../message-headers.ts";
import { type GatewayResponse, refusal } from "../messages.ts";
import type { Statement } from "../statement.ts";
import { readBody, readHeaderChange } from "./messages.ts";
import type { Policy, PolicyServices } from "./policy.ts";

/**
 * Asks somebody else and keeps the answer in a variable. The sandbox asks nobody beyond this machine. What
 * `response-variable-name` holds where `ignore-error` hides a failure is nothing.
 */
export const sendRequest: Policy = async (statement, call, services) => {
  const variable = statement.attribute("response-variable-name");
  const request = await readRequest(statement, call, services);
  const ignoresErrors = statement.flag("ignore-error", false);
  const seconds = statement.number("timeout", 60);
  const keep = (answer: GatewayResponse | undefined): Outcome => {
    if (variable !== undefined) {
      call.variables.set(variable, answer ? new ResponseVariable(answer) : null);
      call.unknowns.learn(variable);
    }
    return next;
  };
  try {
    const signal = AbortSignal.timeout(seconds * 1000);
    const answer = await services.agent.request({ ...request, signal });
    return keep({
      status: answer.statusCode,
      reason: undefined,
      headers: readHeaders(answer.headers),
      body: Buffer.from(await answer.body.arrayBuffer()),
    });
  } catch (error) {
    if (ignoresErrors) return keep(undefined);
    const message = error instanceof Error ? error.message : "There was no answer.";
    return {
      kind: "error",
      error: { source: "send-request", reason: "BackendConnectionFailure", message },
      response: refusal(500, "Internal server error"),
    };
  }
};

type Sent = Pick<Dispatcher.RequestOptions, "method" | "headers" | "body"> & {
  readonly origin: string;
  readonly path: string;
};

/** @throws PassedOver for what the sandbox does not send. */
async function readRequest(statement: Statement, call: Call, services: PolicyServices): Promise<Sent> {
  const [url] = statement.children("set-url");
  const { origin, pathname, search } = addressOf(url);
  const isCopy = modeOf(statement) === "copy";
  const headers = isCopy ? withoutConnectionHeaders(call.request.headers) : new MessageHeaders();
  const [method] = statement.children("set-method");
  let body = isCopy ? call.request.body : Buffer.alloc(0);
  for (const child of statement.children()) {
    if (child.name === "set-header") readHeaderChange(child)(headers);
    else if (child.name === "set-body") body = readBody(child);
    else if (child.name === "authentication-managed-identity") await identify(child, headers, services);
    else if (child.name !== "set-url" && child.name !== "set-method") {
      throw new PassedOver(`send-request with ${child.name} is not supported.`);
    }
  }
  return {
    origin,
    path: pathname + search,
    method: (method?.content() ?? (isCopy ? call.request.method : "GET")) as Dispatcher.HttpMethod,
    headers: [...headers].flat(),
    body: body.length > 0 ? body : null,
  };
}

function modeOf(statement: Statement): "new" | "copy" {
  const mode = statement.attribute("mode")?.trim().toLowerCase() ?? "new";
  if (mode === "new" || mode === "copy") return mode;
  throw new PassedOver(`The mode “${mode}” is not known.`);
}

/** @throws PassedOver for a place beyond this machine; where a copy goes when nothing is said is not documented. */
function addressOf(element: Statement | undefined): URL {
  const written = element?.content() ?? "";
  if (!URL.canParse(written)) throw new PassedOver("Where it goes is no address.");
  const url = new URL(written);
  const isHere = /^(?:127(?:\.\d+){3}|localhost|\[::1\])$/.test(url.hostname);
  if (isHere && /^https?:$/.test(url.protocol)) return url;
  throw new PassedOver("It goes beyond this machine.");
}

async function identify(
  statement: Statement,
  headers: MessageHeaders,
  { tokenFor }: PolicyServices,
): Promise<void> {
  const token = await tokenFor(statement.needed("resource"), statement.attribute("client-id"));
  if (token === undefined) throw new PassedOver("There is no token.");
  headers.set("Authorization", `Bearer ${token}`);
}

import type { IncomingMessage, ServerResponse } from "node:http";
import type { AdminActions } from "./admin.ts";
import { handleAdmin } from "./admin.ts";
import type { Exchange } from "./exchange.ts";
import { listenIn } from "./exchange.ts";
import type { Fault, Faults, PartName } from "./faults.ts";
import type { Origins, SandboxService } from "./service.ts";

/** What all requests to all parts go through. */
export interface Pipeline {
  readonly faults: Faults;
  readonly origins: Origins;
  /** Looked up for each request, since a reset makes new parts. */
  readonly part: (name: PartName) => SandboxService;
  readonly record: ((exchange: Exchange) => void) | undefined;
  /** Set when faults may be added over HTTP. */
  readonly admin: AdminActions | undefined;
}

const recorded: ReadonlySet<PartName> = new Set<PartName>(["auth0", "entra", "resourceManager"]);

/** Handles one request to the part `name`: admin, then injected faults, then the part itself, recorded. */
export async function handleRequest(
  pipeline: Pipeline,
  name: PartName,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  // Node keeps headers readable afterwards only when one was set before writeHead
  response.setHeader("strict-transport-security", "max-age=31536000; includeSubDomains");
  if (pipeline.admin && request.url?.startsWith("/_sandbox/")) {
    return handleAdmin(pipeline.admin, request, response);
  }
  const fault = pipeline.faults.take(name, request.method ?? "GET", request.url ?? "/");
  if (fault?.delayMs) await wait(fault.delayMs);
  if (fault?.reset) {
    request.socket.destroy();
  } else if (fault?.status !== undefined) {
    answerFault(fault, fault.status, request, response);
  } else {
    if (pipeline.record && recorded.has(name)) {
      listenIn(request, response, pipeline.origins[name], name, pipeline.record);
    }
    pipeline.part(name).listener(request, response);
  }
}

function answerFault(fault: Fault, status: number, request: IncomingMessage, response: ServerResponse): void {
  const isText = typeof fault.body === "string";
  const body = fault.body === undefined ? "" : isText ? String(fault.body) : JSON.stringify(fault.body);
  request.resume();
  response.writeHead(status, {
    ...(body === "" || isText ? {} : { "content-type": "application/json; charset=utf-8" }),
    ...fault.headers,
  });
  response.end(body);
}

function wait(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

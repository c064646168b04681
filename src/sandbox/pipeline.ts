import type { IncomingMessage, ServerResponse } from "node:http";
import type { AdminActions } from "./admin.ts";
import { handleAdmin } from "./admin.ts";
import { breakAnswer, goesWrong } from "./broken-answer.ts";
import type { Exchange } from "./exchange.ts";
import { listenIn } from "./exchange.ts";
import type { Faults, PartName } from "./faults.ts";
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
  const { listener } = pipeline.part(name);
  const fault = pipeline.faults.take(name, request.method ?? "GET", request.url ?? "/");
  const isBroken = fault !== undefined && goesWrong(fault);
  if (!isBroken && pipeline.record && recorded.has(name)) {
    // before any wait: a body that has come meanwhile would not be heard
    listenIn(request, response, pipeline.origins[name], name, pipeline.record);
  }
  if (fault?.delayMs) await wait(fault.delayMs);
  if (isBroken) return breakAnswer(fault, listener, request, response);
  listener(request, response);
}

function wait(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

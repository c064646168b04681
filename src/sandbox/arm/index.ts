import { randomUUID } from "node:crypto";
import { getRequestListener } from "@hono/node-server";
import { Hono } from "hono";
import type { AzureState } from "../azure/state.ts";
import { complain } from "../complain.ts";
import type { SandboxContext, SandboxService } from "../service.ts";
import { checkApiVersion } from "./api-version.ts";
import type { Answer, Arm, ArmRequest } from "./arm.ts";
import { authenticate, authorize } from "./authorize.ts";
import { ArmError } from "./errors.ts";
import { route } from "./route.ts";

/** Paths that every principal of the tenant may read. */
const openPaths = /^\/(tenants|subscriptions)\/?$/i;

/** Azure Resource Manager with one subscription and its API Management instance. */
export function createResourceManagerService(context: SandboxContext, state: AzureState): SandboxService {
  const arm: Arm = { context, state };
  const app = new Hono();
  app.all("*", async (c) => {
    const request = readRequest(c.req.raw, context.origins.resourceManager);
    return send(await answer(arm, request), request, context);
  });
  app.onError((error, c) => {
    const request = readRequest(c.req.raw, context.origins.resourceManager);
    const known = error instanceof ArmError ? error : internal(error);
    return send({ status: known.status, body: known.body, headers: known.headers }, request, context);
  });
  return { listener: getRequestListener(app.fetch, { overrideGlobalObjects: false }) };
}

async function answer(arm: Arm, request: ArmRequest): Promise<Answer> {
  const principal = await authenticate(arm, request.header("authorization"));
  const { pathname } = request.url;
  checkApiVersion(request.url);
  if (!openPaths.test(pathname)) authorize(principal, request.method, pathname);
  return route(arm, request, principal);
}

function readRequest(raw: Request, origin: string): ArmRequest {
  const { pathname, search } = new URL(raw.url);
  return {
    method: raw.method,
    url: new URL(pathname + search, origin),
    header: (name) => raw.headers.get(name) ?? undefined,
    body: async () => parseBody(await raw.text()),
  };
}

function parseBody(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new ArmError(
      400,
      "InvalidRequestContent",
      `The request content was invalid and could not be deserialized: '${why}'.`,
    );
  }
}

function internal(error: Error): ArmError {
  complain(`Resource Manager of the sandbox failed: ${error.stack ?? error.message}`);
  return new ArmError(500, "InternalServerError", `The sandbox failed: ${error.message}`);
}

function send({ status, body, headers }: Answer, request: ArmRequest, context: SandboxContext): Response {
  const withBody = body !== undefined && request.method !== "HEAD";
  return new Response(withBody ? format(body) : null, {
    status,
    headers: {
      ...(withBody ? { "content-type": "application/json; charset=utf-8" } : {}),
      ...commonHeaders(request.method, context.now()),
      ...headers,
    },
  });
}

/** As recorded: two spaces, CRLF. */
function format(body: unknown): string {
  return JSON.stringify(body, null, 2).replaceAll("\n", "\r\n");
}

function commonHeaders(method: string, now: number): Record<string, string> {
  const id = randomUUID();
  const [kind, left] = quotaOf(method);
  const stamp = `${new Date(now).toISOString().slice(0, 19).replace(/[-:]/g, "")}Z`;
  return {
    "cache-control": "no-cache",
    pragma: "no-cache",
    expires: "-1",
    "x-content-type-options": "nosniff",
    "x-ms-request-id": id,
    "x-ms-correlation-request-id": id,
    "x-ms-routing-request-id": `SANDBOX:${stamp}:${id}`,
    [`x-ms-ratelimit-remaining-subscription-${kind}`]: left,
  };
}

function quotaOf(method: string): readonly [string, string] {
  if (method === "GET" || method === "HEAD") return ["reads", "11999"];
  return method === "DELETE" ? ["deletes", "14999"] : ["writes", "1199"];
}

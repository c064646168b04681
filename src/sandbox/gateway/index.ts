import { randomUUID, X509Certificate } from "node:crypto";
import type { Dispatcher } from "undici";
import { PassedOver } from "../../policy/index.ts";
import type { AzureState } from "../azure/state.ts";
import { signIdentityToken } from "../entra/access-token.ts";
import type { SandboxContext, SandboxService } from "../service.ts";
import { createTrustedAgent } from "../trusted-agent.ts";
import type { Call, Outcome, Route } from "./call.ts";
import { DiscoveryCache } from "./discovery-cache.ts";
import { createKeyFetcher } from "./fetch-keys.ts";
import { forwardCall } from "./forward.ts";
import { Limits } from "./limits.ts";
import { MessageHeaders } from "./message-headers.ts";
import {
  emptyResponse,
  type GatewayRequest,
  type GatewayResponse,
  readRequest,
  refusal,
  sendResponse,
} from "./messages.ts";
import { failCall, runCall, sectionStatements } from "./pipeline.ts";
import { answerPreflight, type Preflight, readPreflight } from "./policies/cors.ts";
import type { PolicyServices } from "./policies/policy.ts";
import { runPolicies } from "./policy-runner.ts";
import { findRoute } from "./routing.ts";
import { admit, keyNames } from "./subscription.ts";
import { Unknowns } from "./unknowns.ts";

export { createBackendService } from "./calculator.ts";

/** The gateway of the API Management instance in `state`, on `context.origins.gateway`. */
export function createGatewayService(context: SandboxContext, state: AzureState): SandboxService {
  const agent = createTrustedAgent(context.ca);
  const services: PolicyServices = {
    state,
    discovery: new DiscoveryCache(createKeyFetcher(agent), context.now),
    entra: context.origins.entra,
    authority: new X509Certificate(context.ca),
    agent,
    now: context.now,
    limits: new Limits(context.now),
    running: new Map(),
    tokenFor: (resource, clientId) => signIdentityToken(context, state, resource, clientId),
    forward: (call) => forwardShowing(call, agent, context.ca),
    run: (statements, call) => runPolicies(statements, call, services),
  };
  return {
    listener: (incoming, outgoing) => {
      readRequest(incoming, context.origins.gateway)
        .then((request) => answer(request, services))
        .catch((error: unknown) => refusal(500, "Internal server error", { "sandbox-error": nameOf(error) }))
        .then((response) => sendResponse(outgoing, response))
        .catch(() => outgoing.destroy());
    },
  };
}

/** With a connection of its own where the backend is shown a certificate: another call must not come to use it. */
async function forwardShowing(call: Call, agent: Dispatcher, ca: string): Promise<Outcome> {
  if (call.clientCertificate === undefined) return forwardCall(call, agent);
  const own = createTrustedAgent(ca, call.clientCertificate);
  try {
    return await forwardCall(call, own);
  } finally {
    await own.destroy();
  }
}

/** The kind of an error that should not have happened; its message may hold what is nobody's business. */
function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : "unknown";
}

async function answer(request: GatewayRequest, services: PolicyServices): Promise<GatewayResponse> {
  const { state } = services;
  const route = findRoute(state, request);
  if (!route) return answerWithoutRoute(request, services);
  const admission = admit(state, route.api, request);
  const call = createCall(request, route);
  if (!admission.admitted) {
    const names = keyNames(route.api);
    const challenge = `AzureApiManagementKey realm="${request.url.origin}/${route.api.properties["path"]}",name="${names.header}",type="header"`;
    const response = refusal(401, admission.error.message, { "www-authenticate": challenge });
    return failCall(call, { kind: "error", error: admission.error, response }, services);
  }
  const { product, subscription } = admission;
  return runCall({ ...call, product, subscription }, services);
}

/** A preflight asks about another method's operation; anything else is unknown here. */
function answerWithoutRoute(request: GatewayRequest, { state }: PolicyServices): GatewayResponse {
  const preflight = readPreflight(request);
  const route = preflight && findRoute(state, { ...request, method: preflight.method });
  if (!preflight || !route) return refusal(404, "Resource not found");
  return answerPreflightOf(createCall(request, route), preflight, state);
}

function answerPreflightOf(call: Call, preflight: Preflight, state: AzureState): GatewayResponse {
  try {
    const statements = sectionStatements("inbound", call, state).filter(({ name }) => name === "cors");
    if (statements.length === 0) return refusal(404, "Resource not found");
    return answerPreflight(statements, preflight);
  } catch (error) {
    if (error instanceof PassedOver) return emptyResponse(200, { "sandbox-skipped-policies": "cors" });
    throw error;
  }
}

function createCall(request: GatewayRequest, route: Route): Call {
  return {
    id: randomUUID(),
    request,
    route,
    product: undefined,
    subscription: undefined,
    variables: new Map(),
    skipped: new Set(),
    unknowns: new Unknowns(),
    undecided: undefined,
    holdsNamedValues: false,
    why: undefined,
    afterwards: [],
    corsHeaders: new MessageHeaders(),
    backendUrl: String(route.api.properties["serviceUrl"] ?? ""),
    clientCertificate: undefined,
    response: undefined,
    lastError: undefined,
  };
}

import { PassedOver } from "../../policy/index.ts";
import type { AzureState } from "../azure/state.ts";
import { type Call, next, type Outcome } from "./call.ts";
import { createResolver } from "./call-context.ts";
import { effectiveSection } from "./effective-policy.ts";
import { emptyResponse, type GatewayResponse } from "./messages.ts";
import type { PolicyServices } from "./policies/policy.ts";
import { runPolicies } from "./policy-runner.ts";
import { type Place, type SectionName, type Statement, statementsOf } from "./statement.ts";
import { endUndecided } from "./undecided.ts";

/** Sends a call through its effective policy and the backend, and returns what the caller gets. */
export async function runCall(call: Call, services: PolicyServices): Promise<GatewayResponse> {
  const outcome = await runSections(call, services);
  return outcome.kind === "error" ? failCall(call, outcome, services) : finish(call, outcome);
}

/** Ends a call that went wrong: the section `on-error` may still change the answer. */
export async function failCall(
  call: Call,
  failure: Extract<Outcome, { kind: "error" }>,
  services: PolicyServices,
): Promise<GatewayResponse> {
  call.lastError = failure.error;
  call.response = failure.response;
  return finish(call, await runSection("on-error", call, services));
}

async function runSections(call: Call, services: PolicyServices): Promise<Outcome> {
  const inbound = await runSection("inbound", call, services);
  if (inbound.kind !== "next") return inbound;
  const skippedBefore = call.skipped.size;
  const backend = await runSection("backend", call, services);
  if (backend.kind !== "next") return backend;
  // a policy that was passed over, such as retry, may have held the forward-request
  if (!call.response && call.skipped.size > skippedBefore) {
    const forwarded = await services.forward(call);
    if (forwarded.kind !== "next") return forwarded;
  }
  call.response ??= emptyResponse(200);
  return runSection("outbound", call, services);
}

async function runSection(section: SectionName, call: Call, services: PolicyServices): Promise<Outcome> {
  try {
    return await runPolicies(sectionStatements(section, call, services.state), call, services);
  } catch (error) {
    if (!(error instanceof PassedOver)) throw error;
    return section === "on-error" ? next : endUndecided(call, section, error.message);
  }
}

/**
 * The policies of one section of a call's effective policy.
 *
 * @throws PassedOver when a document of it cannot be read.
 */
export function sectionStatements(section: SectionName, call: Call, state: AzureState): readonly Statement[] {
  const { product, route } = call;
  const scopes = { product, api: route.api, operation: route.operation };
  const resolveAt = (scope: Place["scope"]) => createResolver(state, call, scope);
  const nodes = effectiveSection(state, scopes, section, () => {
    call.holdsNamedValues = true;
  });
  return statementsOf(nodes, { section }, resolveAt);
}

function finish(call: Call, outcome: Outcome): GatewayResponse {
  const response = (outcome.kind === "next" ? call.response : outcome.response) ?? emptyResponse(200);
  call.response = response;
  for (const task of call.afterwards) task();
  for (const [name, value] of call.corsHeaders) response.headers.set(name, value);
  if (call.skipped.size > 0) {
    response.headers.set("sandbox-skipped-policies", [...call.skipped].sort().join(", "));
  }
  if (call.undecided !== undefined) response.headers.set("sandbox-undecided-policy", call.undecided);
  return response;
}

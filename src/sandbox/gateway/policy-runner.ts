import { PassedOver } from "../../policy/index.ts";
import type { Call, Outcome } from "./call.ts";
import { next } from "./call.ts";
import {
  authenticationBasic,
  authenticationCertificate,
  authenticationManagedIdentity,
  setBackendService,
} from "./policies/backend-credentials.ts";
import { checkHeader } from "./policies/check-header.ts";
import { cors } from "./policies/cors.ts";
import { choose, forwardRequest, includeFragment, setVariable } from "./policies/flow.ts";
import { ipFilter } from "./policies/ip-filter.ts";
import { limitConcurrency } from "./policies/limit-concurrency.ts";
import { quota, quotaByKey, rateLimit, rateLimitByKey } from "./policies/limits.ts";
import { returnResponse, setBody, setHeader, setStatus } from "./policies/messages.ts";
import { mockResponse } from "./policies/mock-response.ts";
import type { Policy, PolicyServices } from "./policies/policy.ts";
import { canRefuse, type FragmentOf, fragmentRoot } from "./policies/refusing.ts";
import { retry, wait } from "./policies/repeating.ts";
import { sendRequest } from "./policies/send-request.ts";
import { validateAzureAdToken } from "./policies/validate-azure-ad-token.ts";
import { validateClientCertificate } from "./policies/validate-client-certificate.ts";
import { validateJwt } from "./policies/validate-jwt.ts";
import type { Statement } from "./statement.ts";
import { endUndecided } from "./undecided.ts";

/** Every policy the sandbox runs. */
export const policies: ReadonlyMap<string, Policy> = new Map([
  ["authentication-basic", authenticationBasic],
  ["authentication-certificate", authenticationCertificate],
  ["authentication-managed-identity", authenticationManagedIdentity],
  ["check-header", checkHeader],
  ["choose", choose],
  ["cors", cors],
  ["forward-request", forwardRequest],
  ["include-fragment", includeFragment],
  ["ip-filter", ipFilter],
  ["limit-concurrency", limitConcurrency],
  ["mock-response", mockResponse],
  ["quota", quota],
  ["quota-by-key", quotaByKey],
  ["rate-limit", rateLimit],
  ["rate-limit-by-key", rateLimitByKey],
  ["retry", retry],
  ["return-response", returnResponse],
  ["send-request", sendRequest],
  ["set-backend-service", setBackendService],
  ["set-body", setBody],
  ["set-header", setHeader],
  ["set-status", setStatus],
  ["set-variable", setVariable],
  ["validate-azure-ad-token", validateAzureAdToken],
  ["validate-client-certificate", validateClientCertificate],
  ["validate-jwt", validateJwt],
  ["wait", wait],
]);

/** Runs policies one after the other until one ends the call or fails. */
export async function runPolicies(
  statements: readonly Statement[],
  call: Call,
  services: PolicyServices,
): Promise<Outcome> {
  for (const statement of statements) {
    const outcome = await runPolicy(statement, call, services);
    if (outcome.kind === "answer") return outcome;
    if (outcome.kind === "error") {
      const { section, scope } = statement.place;
      return { ...outcome, error: { section, scope, ...outcome.error } };
    }
  }
  return next;
}

/** What cannot be run is passed over and named in a response header, or ends the call where it could have refused it. */
async function runPolicy(statement: Statement, call: Call, services: PolicyServices): Promise<Outcome> {
  const policy = policies.get(statement.name);
  call.why = undefined;
  try {
    if (!policy) throw new PassedOver("The sandbox does not run this policy.");
    return await policy(statement, call, services);
  } catch (error) {
    if (!(error instanceof PassedOver)) throw error;
    const { section, scope } = statement.place;
    const fragmentOf: FragmentOf = (id) => fragmentRoot(services.state, call.route.api, scope, id);
    if (canRefuse(statement, fragmentOf)) return endUndecided(call, statement.name, error.message);
    call.skipped.add(statement.name);
    call.unknowns.note(statement.element, section, fragmentOf);
    return next;
  }
}

import { Failure } from "../../core/failure.ts";
import {
  attribute,
  childElements,
  type ElementNode,
  isStructurallySound,
  type PolicyDocument,
} from "../../policy/index.ts";
import { findCallerChecks } from "../policy-levels/caller-checks.ts";
import type { ApiPolicies, LevelPolicy } from "../read-access/api-policies.ts";
import { policyTextOf, type ReadPolicy } from "../read-access/api-policies.ts";
import type { Protection } from "./protection.ts";

/** What of the same sort may stand in a policy already, by the kind of protection. */
const rivals: Readonly<Record<Protection["kind"], (document: PolicyDocument) => readonly ElementNode[]>> = {
  token: (document) =>
    findCallerChecks(document)
      .filter(({ kind }) => kind === "jwt" || kind === "entra")
      .map(({ element }) => element),
  "client-certificate": (document) => inboundOf(document, ["validate-client-certificate"]),
  "caller-addresses": (document) => inboundOf(document, ["ip-filter"]),
  "subscription-key": () => [],
  "managed-identity": credentialsForBackend,
  "backend-certificate": (document) => inboundOf(document, ["authentication-certificate"]),
  "backend-password": credentialsForBackend,
  connection: credentialsForBackend,
};

/** What has to be done about one that is there, by the kind of protection. */
const advice: Readonly<Record<Protection["kind"], string>> = {
  token:
    "A caller would need a token that passes both. Change the one that is there; “Secure API with Auth0” completes one for its tenant.",
  "client-certificate": "A caller would need a certificate that passes both. Change the one that is there.",
  "caller-addresses": "A caller would have to pass both. Add the addresses to the one that is there.",
  "subscription-key": "",
  "managed-identity": "The backend gets one Authorization header only. Change the one that is there.",
  "backend-certificate": "The backend gets one certificate only. Change the one that is there.",
  "backend-password": "The backend gets one Authorization header only. Change the one that is there.",
  connection: "The backend gets one Authorization header only. Change the one that is there.",
};

/**
 * Sees to it that `protection` comes to nothing of its own sort, at any level that a call may meet, and that this is known.
 *
 * @throws Failure `invalid-input` that names the place; nothing is planned then.
 */
export function refuseIfInTheWay(protection: Protection, policies: ApiPolicies): void {
  if (protection.kind === "subscription-key") return;
  if (policies.productsProblem !== undefined) {
    throw refusal(`The products of the API could not be listed: ${policies.productsProblem}`, unread);
  }
  for (const origin of [...policies.levels, ...policies.fragments]) {
    const policy = readable(origin, policies.namedValues);
    const [rival] = policy ? rivals[protection.kind](policy.filled.document) : [];
    if (!policy || !rival) continue;
    const line = policy.filled.placeOf(rival.span.start).line;
    throw refusal(`Line ${line} of ${origin.name} has <${rival.name}> already.`, advice[protection.kind]);
  }
}

const unread =
  "What cannot be read may hold such a policy already. Look at it in API Management, then try again.";

function refusal(found: string, remedy: string): Failure {
  return new Failure("invalid-input", found, { remedy: `${remedy} Nothing has been changed.` });
}

/** @throws Failure for a policy that could not be read, or is none. */
function readable(origin: LevelPolicy, values: ReadonlyMap<string, string>): ReadPolicy | undefined {
  if (origin.problem !== undefined) {
    throw refusal(`${capitalized(origin.name)} could not be read: ${origin.problem}`, unread);
  }
  const filled = policyTextOf(origin, values);
  if (!filled) return undefined;
  const { document } = filled;
  const root = origin.level.kind === "fragment" ? "fragment" : "policies";
  if (document.root?.name === root && isStructurallySound(document)) return { origin, filled };
  const [problem] = document.problems;
  const where = problem
    ? `line ${filled.placeOf(problem.span.start).line}: ${problem.message}`
    : `it is no <${root}>.`;
  throw refusal(`${capitalized(origin.name)} is malformed, ${where}`, "Mend it, then try again.");
}

/** Whatever sets the Authorization header of the call to the backend. */
function credentialsForBackend(document: PolicyDocument): readonly ElementNode[] {
  const policies = ["authentication-basic", "authentication-managed-identity"];
  const authentication = inboundOf(document, policies).filter(
    (element) => !attribute(element, "output-token-variable-name"),
  );
  const headers = inboundOf(document, ["set-header"]).filter(
    (element) =>
      attribute(element, "name")?.value.trim().toLowerCase() === "authorization" &&
      childElements(element, "value").length > 0,
  );
  return [...authentication, ...headers].filter(({ parent }) => parent?.name !== "send-request");
}

function inboundOf(document: PolicyDocument, names: readonly string[]): readonly ElementNode[] {
  const isFragment = document.root?.name === "fragment";
  return names
    .flatMap((name) => document.elements(name))
    .filter(({ section }) => isFragment || section === "inbound");
}

function capitalized(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}

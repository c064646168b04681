import { X509Certificate } from "node:crypto";
import type { JWK } from "jose";
import { PassedOver } from "../../../policy/index.ts";
import {
  evaluateToken,
  type JwtRequirements,
  type KeySets,
  noKeySets,
  type PresentedToken,
  type RejectedVerdict,
  readJwtRequirements,
  readPresentedToken,
  type Verdict,
} from "../../../token/index.ts";
import { certificateData } from "../../azure/gateway-view.ts";
import type { AzureState } from "../../azure/state.ts";
import { type Call, next, type Outcome } from "../call.ts";
import { JwtVariable } from "../call-context.ts";
import type { DiscoveryCache } from "../discovery-cache.ts";
import { refusal } from "../messages.ts";
import type { Policy } from "./policy.ts";

/** Lets only requests with a token pass that satisfies the element. */
export const validateJwt: Policy = async (statement, call, { discovery, now, state }) => {
  const requirements = readJwtRequirements(statement.element, statement.place.text, statement.resolve);
  const token = findToken(requirements, call);
  const certificates = certificateKeys(requirements, state);
  const verdict = await judge(token, requirements, { discovery, certificates }, new Date(now()));
  if (verdict.kind === "undecided") throw new PassedOver(`It hangs on ${verdict.unread.join(", ")}.`);
  if (verdict.kind === "rejected") return refuse(verdict, statement.attribute("id"));
  const { outputVariable } = requirements;
  if (outputVariable !== undefined) call.variables.set(outputVariable, new JwtVariable(verdict.token));
  return next;
};

function findToken({ source }: JwtRequirements, { request, unknowns }: Call): PresentedToken | undefined {
  if (!source.known) throw new PassedOver("Where the token stands cannot be read.");
  const { value } = source;
  if (value.kind === "header") {
    unknowns.require("request header", value.name);
    return readPresentedToken(request.headers.get(value.name) ?? undefined);
  }
  if (value.kind === "query") unknowns.require("address");
  if (value.kind === "value" && !value.value.known) throw new PassedOver("token-value cannot be evaluated.");
  const text = value.kind === "query" ? request.url.searchParams.get(value.name) : null;
  const given = value.kind === "value" && value.value.known ? value.value.value : (text ?? "");
  return given === "" ? undefined : { text: given, scheme: undefined };
}

/** Where keys come from besides the policy itself. */
interface KeySource {
  readonly discovery: DiscoveryCache;
  readonly certificates: KeySets["certificates"];
}

/** A token whose key is not at hand gets a second chance once the keys were fetched anew. */
async function judge(
  token: PresentedToken | undefined,
  requirements: JwtRequirements,
  { discovery, certificates }: KeySource,
  now: Date,
): Promise<Verdict> {
  if (!token) return evaluateToken(token, requirements, noKeySets, now);
  const urls = requirements.openIdConfigs.flatMap((url) => (url.known ? [url.value] : []));
  const keySets = async () => ({ ...(await discovery.keySets(urls)), certificates });
  const verdict = await evaluateToken(token, requirements, await keySets(), now);
  const keyIsMissing = verdict.kind === "rejected" && verdict.reason === "TokenSignatureKeyNotFound";
  if (!keyIsMissing || !(await discovery.refetch(urls))) return verdict;
  return evaluateToken(token, requirements, await keySets(), now);
}

/** The public keys of the instance's certificates that sign; one that is not there, or no RSA key, stays unknown. */
function certificateKeys({ signingKeys }: JwtRequirements, state: AzureState): KeySets["certificates"] {
  const keys = new Map<string, JWK>();
  for (const { material } of signingKeys) {
    if (!material.known || material.value.kind !== "certificate") continue;
    const { certificateId } = material.value;
    const data = certificateData(state, certificateId);
    const key = data === undefined ? undefined : readCertificate(data)?.publicKey;
    if (key?.asymmetricKeyType === "rsa") keys.set(certificateId, key.export({ format: "jwk" }) as JWK);
  }
  return keys;
}

function readCertificate(data: string): X509Certificate | undefined {
  try {
    return new X509Certificate(data.includes("-----") ? data : Buffer.from(data, "base64"));
  } catch {
    return undefined;
  }
}

function refuse(verdict: RejectedVerdict, policyId: string | undefined): Outcome {
  const { reason, seenReason, message, response } = verdict;
  const challenge = reason === "TokenNotPresent" ? "Bearer" : 'Bearer error="invalid_token"';
  const headers = response.status === 401 ? { "www-authenticate": challenge } : undefined;
  return {
    kind: "error",
    error: {
      source: "validate-jwt",
      reason: seenReason,
      message,
      ...(policyId === undefined ? {} : { policyId }),
    },
    response: refusal(response.status, response.message, headers),
  };
}

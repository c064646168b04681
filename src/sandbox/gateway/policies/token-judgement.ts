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
  readPresentedToken,
  type SignedToken,
  type Verdict,
} from "../../../token/index.ts";
import { certificateData } from "../../azure/gateway-view.ts";
import type { AzureState } from "../../azure/state.ts";
import { type Call, next, type Outcome } from "../call.ts";
import { JwtVariable } from "../call-variables.ts";
import type { DiscoveryCache } from "../discovery-cache.ts";
import { refusal } from "../messages.ts";
import type { Statement } from "../statement.ts";
import type { PolicyServices } from "./policy.ts";

/** What a policy asks of a token besides what {@link JwtRequirements} can say: `undefined` when the token has it. */
export type FurtherCheck = (token: SignedToken) => Omit<RejectedToken, "response"> | undefined;

type RejectedToken = Pick<RejectedVerdict, "seenReason" | "message" | "response">;

/**
 * Holds the token of a call to what a policy asks of it, and keeps it in the variable that the policy names.
 *
 * @throws PassedOver when that cannot be decided.
 */
export async function requireToken(
  statement: Statement,
  call: Call,
  requirements: JwtRequirements,
  { discovery, now, state }: Pick<PolicyServices, "discovery" | "now" | "state">,
  further: FurtherCheck = () => undefined,
): Promise<Outcome> {
  const token = findToken(requirements, call);
  const certificates = certificateKeys(requirements, state);
  const verdict = await judge(token, requirements, { discovery, certificates }, new Date(now()));
  if (verdict.kind === "undecided") throw new PassedOver(`It hangs on ${verdict.unread.join(", ")}.`);
  if (verdict.kind === "rejected") return refuse(statement, verdict);
  const lacking = further(verdict.token);
  if (lacking) return refuse(statement, { ...lacking, response: ownRefusal(requirements) });
  const { outputVariable } = requirements;
  if (outputVariable !== undefined) {
    call.variables.set(outputVariable, new JwtVariable(verdict.token));
    call.unknowns.learn(outputVariable);
  }
  return next;
}

function ownRefusal({ failureStatus, failureMessage }: JwtRequirements): RejectedToken["response"] {
  return {
    status: failureStatus.known ? failureStatus.value : 401,
    message: (failureMessage.known ? failureMessage.value : undefined) ?? "Invalid JWT.",
  };
}

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

/** A certificate as the instance keeps it; `undefined` for what is none. */
export function readCertificate(data: string): X509Certificate | undefined {
  try {
    return new X509Certificate(data.includes("-----") ? data : Buffer.from(data, "base64"));
  } catch {
    return undefined;
  }
}

function refuse(statement: Statement, { seenReason, message, response }: RejectedToken): Outcome {
  const policyId = statement.attribute("id");
  const challenge = seenReason === "TokenNotPresent" ? "Bearer" : 'Bearer error="invalid_token"';
  const headers = response.status === 401 ? { "www-authenticate": challenge } : undefined;
  return {
    kind: "error",
    error: {
      source: statement.name,
      reason: seenReason,
      message,
      ...(policyId === undefined ? {} : { policyId }),
    },
    response: refusal(response.status, response.message, headers),
  };
}

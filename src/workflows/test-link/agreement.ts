import type { ApiAnswer } from "../../domain/azure-cloud.ts";
import type { JwtRequirements, RejectedVerdict } from "../../token/index.ts";

/** What gateways answer without `failed-validation-error-message`; the reason itself stays inside. */
const plain = { missing: "JWT not present.", invalid: "Invalid JWT." };

const reasonForm =
  /\b(?:Token(?:NotPresent|Signature(?:Invalid|KeyNotFound)|InvalidSignature|Expired|AudienceNotAllowed|IssuerNotAllowed|Claim(?:NotFound|ValueNotAllowed|ValueMismatch))|JwtInvalid)\b/;
/** Other names under which the same reasons were seen at real gateways. */
const sameReason: Readonly<Record<string, string>> = {
  TokenInvalidSignature: "TokenSignatureInvalid",
  TokenClaimValueMismatch: "TokenClaimValueNotAllowed",
};
const codeForm = /\bIDX\d{5}\b/;
/** The codes of one finding, of newer and older gateways. */
const sameCode: readonly (readonly string[])[] = [
  ["IDX10500", "IDX10501", "IDX10503", "IDX10517"],
  ["IDX10503", "IDX10511"],
  ["IDX10205", "IDX10211"],
  ["IDX10206", "IDX10214"],
];

/**
 * Whether `answer` is the refusal that `verdict` foretells: the same status, the same words, and no other reason than its
 * own where the answer gives one.
 */
export function agrees(verdict: RejectedVerdict, requirements: JwtRequirements, answer: ApiAnswer): boolean {
  if (verdict.unread.length > 0 || !requirements.failureStatus.known) return false;
  if (answer.status !== verdict.response.status) return false;
  const challenges = Object.entries(answer.headers).filter(([name]) => /^www-authenticate$/i.test(name));
  const text = [answer.body, ...challenges.map(([, value]) => value)].join("\n");
  const reason = reasonForm.exec(text)?.[0];
  if (reason !== undefined && (sameReason[reason] ?? reason) !== canonical(verdict.reason)) return false;
  const code = codeForm.exec(text)?.[0];
  if (code !== undefined && !isSameCode(code, codeForm.exec(verdict.message)?.[0])) return false;
  const names = reason !== undefined || code !== undefined;
  return names || hasExpectedWords(verdict, requirements, messageOf(answer.body));
}

function canonical(reason: string): string {
  return sameReason[reason] ?? reason;
}

function isSameCode(one: string, other: string | undefined): boolean {
  return (
    one === other ||
    sameCode.some((codes) => other !== undefined && codes.includes(one) && codes.includes(other))
  );
}

function hasExpectedWords(
  { finding, message }: RejectedVerdict,
  { failureMessage }: JwtRequirements,
  said: string,
): boolean {
  if (!failureMessage.known) return false;
  if (failureMessage.value !== undefined) return said === failureMessage.value.trim();
  const isMissing = finding.kind === "no-token" || finding.kind === "wrong-scheme";
  return said === message || said === (isMissing ? plain.missing : plain.invalid);
}

/** `message` of a JSON answer, or all of another. */
function messageOf(body: string): string {
  try {
    const json: unknown = JSON.parse(body);
    if (typeof json === "object" && json !== null && "message" in json) return String(json.message).trim();
  } catch {
    // no JSON: the text itself
  }
  return body.trim();
}

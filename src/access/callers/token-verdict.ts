import { areDisjoint, isOfEntra } from "../issuers.ts";
import type { TokenCheck } from "../token-check.ts";
import type { RequiredClaim } from "../token-demands.ts";
import { every, some, type Trilean } from "../trilean.ts";
import { notKnown } from "../written.ts";
import type { CallerToken } from "./caller.ts";
import { claimIn } from "./claims.ts";
import { documentNames, isSameKey } from "./documents.ts";
import { type CheckVerdict, verdictOf } from "./verdict.ts";

/** What a check of tokens makes of one; `undefined`: none is sent where it looks. */
export function judgeToken(read: TokenCheck, token: CallerToken | undefined): CheckVerdict {
  if (!token || token.expired || read.effect === "refuses everybody") return { kind: "fails" };
  return verdictOf([
    [negated(read.needsOtherScheme), "it asks for another scheme than Bearer"],
    [isIssuerAccepted(read, token), "which issuers it accepts is not known"],
    [isSigned(read, token), "whether it knows the key that signs the token is not known"],
    [isAudienceAccepted(read, token), "which audiences it accepts is not known"],
    ...read.required.map(
      (claim) => [hasClaim(claim, token), `whether the token's claim “${claim.name}” will do`] as const,
    ),
  ]);
}

function negated(answer: Trilean): Trilean {
  return answer === undefined ? undefined : !answer;
}

function isIssuerAccepted({ check, named }: TokenCheck, token: CallerToken): Trilean {
  if (check.kind === "entra") return isOneOf(token.issuer, check.issuers ?? [notKnown]);
  if (named.includes(token.issuer) && token.issuer !== notKnown) return true;
  const documents = check.discovery ?? [];
  // what signs its own document's tokens names itself there
  if (documents.some((url) => token.keys.includes(url) && isOfDocument(url, token))) return true;
  if (named.length === 0 && documents.length === 0) return true;
  const answers = [
    ...named.map((one) => isText(one, token.issuer)),
    ...documents.map((url) => documentNames(url, token.issuer, named)),
  ];
  return some(answers, (answer) => answer);
}

/** Whether the document is that of the token's issuer, not only of its key. */
function isOfDocument(url: string, { issuer }: CallerToken): boolean {
  return issuer === notKnown || documentNames(url, issuer, []) !== false;
}

function isText(one: string, other: string): Trilean {
  return one === notKnown || other === notKnown ? undefined : one === other;
}

/** A tenant of Entra has an identifier and domains. */
function isOneOf(issuer: string, accepted: readonly string[]): Trilean {
  if (accepted.includes(notKnown) || issuer === notKnown) return undefined;
  if (accepted.includes(issuer)) return true;
  return areDisjoint(new Set([issuer]), new Set(accepted)) ? false : undefined;
}

function isSigned({ check, keys, effect }: TokenCheck, token: CallerToken): Trilean {
  const isKnown = some(token.keys, (key) => some(keys, (other) => isSameKey(key, other)));
  // the issuer has been held against the tenant's, and Microsoft's tenants share their keys
  if (check.kind === "entra") return token.keys.length > 0 ? isMicrosoft(token.keys) : undefined;
  if (token.keys.length === 0) return undefined;
  return isKnown === false && effect === "lets pass" ? undefined : isKnown;
}

function isMicrosoft(keys: readonly string[]): Trilean {
  return keys.some(isOfEntra) ? true : undefined;
}

function isAudienceAccepted({ check }: TokenCheck, { audiences }: CallerToken): Trilean {
  const accepted = check.audiences ?? [];
  if (accepted.length === 0) return true;
  return some(audiences, (audience) => some(accepted, (one) => isSameAudience(one, audience)));
}

/** The gateway's library ignores one slash at the end, on either side. */
function isSameAudience(one: string, other: string): Trilean {
  if (one === notKnown || other === notKnown) return undefined;
  return one === other || `${one}/` === other || one === `${other}/`;
}

function hasClaim({ name, values, match, separator }: RequiredClaim, token: CallerToken): Trilean {
  const got = claimIn(token, name);
  if (got === "absent") return false;
  if (got === "unknown") return undefined;
  if (values.length === 0) return true;
  // text of several values stands for none of them until it is taken apart
  if (got === "any") return separator === undefined || separator === notKnown ? undefined : true;
  if (separator === notKnown || match === "?") return undefined;
  const parts = got.flatMap((text) =>
    separator === undefined ? [text] : text.split(separator).filter((part) => part !== ""),
  );
  const has = (value: string) => some(parts, (part) => isText(part, value));
  return match === "all" ? every(values, has) : some(values, has);
}

import { attribute } from "../../policy/index.ts";
import type { Reservation } from "../assurance.ts";
import type { ReadPolicy } from "../read-access/api-policies.ts";
import { type CallerCheck, comparesAuthorization } from "./caller-checks.ts";
import type { OwnTenant, TokenOwner } from "./token-owner.ts";
import { describeOwner, left, tokenWords } from "./token-words.ts";

/** What is said about a check. */
export type Words = Pick<Reservation, "kind" | "found" | "advice" | "blocks">;

const refuses = "return-response refuses calls";

/** What any other check keeps from being said. */
export function wordsFor(
  check: CallerCheck,
  policy: ReadPolicy,
  owner: TokenOwner | undefined,
  tenant: OwnTenant,
): Words {
  if (check.condition) return conditionalWords(check, owner, tenant);
  if (policy.origin.level.kind === "fragment") return fragmentWords(check, owner, tenant);
  if (owner) return tokenWords(owner, check, policy, tenant);
  if (check.kind === "entra") {
    return {
      kind: "entra",
      found: "validate-azure-ad-token lets only tokens of Microsoft Entra ID in.",
      advice: `No token passes both that and a check for this tenant. ${left} To take either, decide in a choose by the token's issuer, or replace it by hand.`,
      blocks: true,
    };
  }
  if (check.kind === "credentials") return credentialsWords(check);
  return {
    kind: "client-certificate",
    found: "validate-client-certificate asks for a client certificate.",
    advice: "With validate-jwt callers need both, the certificate and a token; Test Link sends none.",
    blocks: false,
  };
}

function credentialsWords({ element }: CallerCheck): Words {
  if (comparesAuthorization(element)) {
    return {
      kind: "credentials",
      found: "check-header compares the Authorization header, or one that cannot be read, with fixed values.",
      advice: `Callers who get in by it today send no token of this tenant. ${left} Replace it by hand when they can.`,
      blocks: true,
    };
  }
  return {
    kind: "credentials",
    found: `check-header compares the header ${attribute(element, "name")?.value.trim()} with fixed values.`,
    advice: "With validate-jwt callers need both, that header and a token; Test Link sends no such header.",
    blocks: false,
  };
}

function conditionalWords(
  { kind, element, condition }: CallerCheck,
  owner: TokenOwner | undefined,
  { audience }: OwnTenant,
): Words {
  const whose = owner ? describeOwner(owner) : "";
  const name = condition?.name ?? "choose";
  const what = kind === "refusal" ? refuses : `${element.name}${whose} runs`;
  return {
    kind: "conditional",
    found:
      name === "choose"
        ? `${what} in a branch of choose, which decides call by call.`
        : `${what} inside ${name}.`,
    advice: `A check for every call beside it would shut out whoever gets in there without a token of this tenant, such as a partner or a webhook. ${left} Put validate-jwt for “${audience}” by hand into the branches whose callers have such tokens.`,
    blocks: true,
  };
}

function fragmentWords(
  { kind, element }: CallerCheck,
  owner: TokenOwner | undefined,
  { audience }: OwnTenant,
): Words {
  return {
    kind: "fragment",
    found: `${kind === "refusal" ? refuses : `${element.name}${owner ? describeOwner(owner) : ""} stands`} in a fragment that the policies include.`,
    advice: `A call must pass it as well. ${left} Add what “${audience}” needs to the fragment by hand, for all who include it.`,
    blocks: true,
  };
}

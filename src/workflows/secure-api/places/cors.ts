import type { PolicyLevel } from "../../../domain/apim.ts";
import { insertIntoInbound, type NewElement, parsePolicy } from "../../../policy/index.ts";
import type { CheckPlace, SecureApiChoices } from "../choices.ts";
import type { SecureApiSnapshot } from "../snapshot.ts";
import type { PolicyDrafts } from "./policy-drafts.ts";

/** How long a browser may remember what it was told, in seconds. */
const maxAge = 300;

/**
 * Whether a `cors` of the API's own would stand before the check, and before those that are there, where no policy that a call may
 * meet has one yet. What could not be read may have one.
 */
export function canOfferCors({ policies, api }: SecureApiSnapshot, place: CheckPlace): boolean {
  const isRead = policies.productsProblem === undefined;
  const all = [...policies.levels, ...policies.fragments];
  return (
    place.kind !== "product" &&
    place.kind !== "global" &&
    ["http", "graphql"].includes(api.type.toLowerCase()) &&
    isRead &&
    policies.levels.every(({ level, policy }) => !isOutside(level.kind) || !hasCheck(policy?.text ?? "")) &&
    all.every(({ policy, problem }) => problem === undefined && !hasCors(policy?.text ?? ""))
  );
}

/** Whether a level runs before the policy of an API. */
function isOutside(kind: PolicyLevel["kind"]): boolean {
  return kind === "global" || kind === "product";
}

function hasCheck(text: string): boolean {
  const document = parsePolicy(text);
  return ["validate-jwt", "validate-azure-ad-token"].some((name) => document.elements(name).length > 0);
}

function hasCors(text: string): boolean {
  return parsePolicy(text).elements("cors").length > 0;
}

/** Drafts a `cors` for the chosen origins in the API's policy; what checks tokens is put behind it. */
export function planCors(
  snapshot: SecureApiSnapshot,
  drafts: PolicyDrafts,
  { corsOrigins = [], place }: SecureApiChoices["policy"],
): void {
  if (corsOrigins.length === 0 || !canOfferCors(snapshot, place)) return;
  const { instance, apiId } = snapshot.api;
  const level = { kind: "api", instance, apiId } as const;
  const edits = insertIntoInbound(drafts.documentOf(level), [corsFor(snapshot, corsOrigins)], {
    place: "check",
  });
  drafts.edit(level, edits, { verb: "Insert", element: "cors" });
}

/** Why a `cors` that is wanted is not made, as a sentence. */
export function omittedCors(
  snapshot: SecureApiSnapshot,
  { corsOrigins = [], place }: SecureApiChoices["policy"],
): readonly string[] {
  if (corsOrigins.length === 0 || canOfferCors(snapshot, place)) return [];
  return [
    "No cors is inserted: a policy has one or could not be read, or a check stands further out, before which none of the API's would run.",
  ];
}

/** Without credentials: a token in a header is none, and cookies are of no use to a check of tokens. */
function corsFor({ api, operations }: SecureApiSnapshot, origins: readonly string[]): NewElement {
  const used = new Set(operations.map(({ method }) => method.toUpperCase()));
  const methods = used.size === 0 || used.has("*") ? ["*"] : [...used].filter((one) => one !== "OPTIONS");
  const headers = ["Authorization", "Content-Type", api.subscriptionKeyNames.header];
  return {
    name: "cors",
    attributes: { "allow-credentials": "false" },
    children: [
      { name: "allowed-origins", children: origins.map((text) => ({ name: "origin", text })) },
      {
        name: "allowed-methods",
        attributes: { "preflight-result-max-age": String(maxAge) },
        children: methods.map((text) => ({ name: "method", text })),
      },
      { name: "allowed-headers", children: headers.map((text) => ({ name: "header", text })) },
    ],
  };
}

/** Where the check stands further out than a `cors`, which then runs too late: one sentence for each. */
export function lateCors({ policies }: SecureApiSnapshot, place: CheckPlace): readonly string[] {
  if (place.kind !== "product" && place.kind !== "global") return [];
  const inner = place.kind === "global" ? ["product", "api", "operation"] : ["api", "operation"];
  return policies.levels
    .filter(({ level, policy }) => inner.includes(level.kind) && policy && runsBehindBase(policy.text))
    .map(
      ({ name }) =>
        `The cors in ${name} runs behind this check: a page in a browser sees a CORS error in place of the 401. Put it before <base /> there.`,
    );
}

function runsBehindBase(text: string): boolean {
  const document = parsePolicy(text);
  const inbound = (name: string) => document.elements(name).filter(({ section }) => section === "inbound");
  const [base] = inbound("base");
  return base !== undefined && inbound("cors").some(({ span }) => span.start > base.span.start);
}

/** What is wrong with a text as the origin of a page, as a sentence; `undefined` when nothing is. */
export function originProblem(text: string): string | undefined {
  if (text === "*") return "Any page of anybody would do: name each origin.";
  if (!URL.canParse(text) || !/^https?:\/\//.test(text)) {
    return `“${text}” is no origin: write one such as https://app.example.`;
  }
  const { origin } = new URL(text);
  return origin === text ? undefined : `“${text}” is no origin: a browser says ${origin}.`;
}

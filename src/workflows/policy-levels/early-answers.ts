import type { PolicyLevel } from "../../domain/apim.ts";
import {
  attribute,
  childElements,
  type ElementNode,
  isForPreflights,
  type PolicyDocument,
} from "../../policy/index.ts";
import type { Reservation } from "../assurance.ts";
import type { ReadPolicy } from "../read-access/api-policies.ts";

/** Policies that answer a call before its token was looked at. */
interface EarlyAnswer {
  /** Among the children of the section. */
  readonly element: ElementNode;
  /** What answers, such as `return-response`; it may stand in a fragment that `element` includes. */
  readonly name: string;
  /** Whether every call is answered so. */
  readonly always: boolean;
}

/** The documents of included fragments, by their ids in lower case. */
type Fragments = ReadonlyMap<string, PolicyDocument>;

/** What looks at a token: behind it no answer is early. */
const checks = ["validate-jwt", "validate-azure-ad-token"];

/** The first answer in `section` before the first child that `ends` or checks a token. */
function earlyAnswer(
  section: ElementNode,
  fragments: Fragments,
  ends: (child: ElementNode) => boolean,
): EarlyAnswer | undefined {
  for (const element of childElements(section)) {
    if (checks.includes(element.name) || ends(element)) return undefined;
    const answer = answerOf(element, fragments, []);
    if (answer) return { element, ...answer };
  }
  return undefined;
}

interface Answer extends Pick<EarlyAnswer, "name" | "always"> {
  /** Neither a refusal nor a redirection. */
  readonly succeeds: boolean;
}

function answerOf(element: ElementNode, fragments: Fragments, within: readonly string[]): Answer | undefined {
  switch (element.name) {
    case "return-response":
      return { name: element.name, always: true, succeeds: maySucceed(element) };
    case "mock-response":
      return { name: element.name, always: true, succeeds: true };
    case "cache-lookup":
      return servesPrivateAnswers(element)
        ? { name: element.name, always: false, succeeds: true }
        : undefined;
    case "choose":
      return answerInBranch(element, fragments, within);
    case "retry":
    case "wait":
    case "limit-concurrency":
      return firstAnswer(element, fragments, within);
    case "include-fragment":
      return answerOfFragment(element, fragments, within);
    default:
      return undefined;
  }
}

function firstAnswer(
  holder: ElementNode,
  fragments: Fragments,
  within: readonly string[],
): Answer | undefined {
  for (const child of childElements(holder)) {
    if (checks.includes(child.name)) return undefined;
    const answer = answerOf(child, fragments, within);
    if (answer) return answer;
  }
  return undefined;
}

/** A refusal, a redirection and the answer to a preflight, which carries no token, give nobody anything. */
function answerInBranch(
  choose: ElementNode,
  fragments: Fragments,
  within: readonly string[],
): Answer | undefined {
  for (const branch of childElements(choose)) {
    const answer = isForPreflights(branch) ? undefined : firstAnswer(branch, fragments, within);
    if (answer?.succeeds) return { ...answer, always: false };
  }
  return undefined;
}

function maySucceed(response: ElementNode): boolean {
  const [status] = childElements(response, "set-status");
  const code = (status && attribute(status, "code")?.value.trim()) ?? "200";
  return !/^[1345]\d\d$/.test(code);
}

/** Answers to calls with an Authorization header are kept only when that is asked for. */
function servesPrivateAnswers(lookup: ElementNode): boolean {
  const value = attribute(lookup, "allow-private-response-caching")?.value.trim().toLowerCase();
  const varies = childElements(lookup, "vary-by-header").length > 0;
  return value !== undefined && value !== "false" && !varies;
}

function answerOfFragment(
  element: ElementNode,
  fragments: Fragments,
  within: readonly string[],
): Answer | undefined {
  const id = attribute(element, "fragment-id")?.value.trim().toLowerCase() ?? "";
  const root = fragments.get(id)?.root;
  return root && !within.includes(id) ? firstAnswer(root, fragments, [...within, id]) : undefined;
}

/**
 * What answers calls before the API's own check was reached: in its policy, before the `<base />` of an operation that leads
 * to it, and in the policies of all APIs and of products, which run before it where its `<base />` says so.
 */
export function findEarlyAnswers(
  policies: readonly ReadPolicy[],
  ownChecks: readonly ElementNode[],
): readonly Reservation[] {
  const fragments = new Map(
    policies.flatMap(({ origin: { level }, filled }) =>
      level.kind === "fragment" ? [[level.fragmentId.toLowerCase(), filled.document] as const] : [],
    ),
  );
  const outerRuns = outerRunsFirst(policies, ownChecks);
  return policies.flatMap((policy) => {
    const { kind } = policy.origin.level;
    const inbound = policy.filled.document.root && childElements(policy.filled.document.root, "inbound")[0];
    const isOuter = kind === "global" || kind === "product";
    if (!inbound || kind === "fragment" || (isOuter && !outerRuns)) return [];
    const hasEnd = isOuter || childElements(inbound).some((child) => isEnd(child, kind, ownChecks));
    if (!hasEnd) return [];
    const answer = earlyAnswer(inbound, fragments, (child) => isEnd(child, kind, ownChecks));
    return answer ? [reservation(policy, answer)] : [];
  });
}

function isEnd(child: ElementNode, kind: PolicyLevel["kind"], ownChecks: readonly ElementNode[]): boolean {
  return kind === "operation" ? child.name === "base" : ownChecks.includes(child);
}

/** Whether the policies around the API's run before its own check; as long as there is none, whether they run at all. */
function outerRunsFirst(policies: readonly ReadPolicy[], ownChecks: readonly ElementNode[]): boolean {
  const root = policies.find(({ origin }) => origin.level.kind === "api")?.filled.document.root;
  const inbound = root && childElements(root, "inbound")[0];
  if (!inbound) return true;
  const children = childElements(inbound);
  const base = children.findIndex(({ name }) => name === "base");
  const check = children.findIndex((child) => ownChecks.includes(child));
  return base >= 0 && (check < 0 || base < check);
}

function reservation({ origin, filled }: ReadPolicy, { element, name, always }: EarlyAnswer): Reservation {
  const where = element.name === name ? "" : ` in ${element.name}`;
  return {
    kind: always ? "answers-first" : "answers-some",
    place: { level: origin.level, name: origin.name, line: filled.placeOf(element.span.start).line },
    found: `<${name}>${where} ${always ? "answers every call" : "may answer calls"} before a token is checked.`,
    advice: "Move it behind the check, unless everybody may have that answer.",
    blocks: false,
  };
}

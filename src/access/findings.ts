import type { EffectiveElement, EffectivePolicy, ElementNode, PolicyText } from "../policy/index.ts";
import { type FindingId, findingKinds } from "./finding-ids.ts";
import { checkNames, cutOf, elementsIn, placeIn } from "./left-out.ts";
import type { AccessPath, Verdict } from "./report.ts";
import type { Seen, Sightings } from "./sightings.ts";
import { readEntraCheck, readJwtCheck } from "./token-check.ts";

/** An element in the document that it is written in. */
interface WrittenAt {
  readonly element: ElementNode;
  readonly origin: PolicyText;
}

/** One thing that only the whole shows. */
export interface WholeFinding {
  readonly id: FindingId;
  readonly severity: (typeof findingKinds)[FindingId]["severity"];
  readonly at: WrittenAt;
  /** What it does not go together with. */
  readonly other?: WrittenAt;
  /** What the policy does, where there are several possibilities; half a sentence. */
  readonly why?: string;
}

/** What one way of a call came to. */
interface Conclusion {
  readonly policy: EffectivePolicy;
  readonly verdict: Verdict;
  readonly paths: readonly AccessPath[];
}

/** What says that nobody gets in; one of them is told exactly where the verdict is `closed`. */
export const closingIds: readonly FindingId[] = ["checks-never-agree", "product-shuts-out", "nobody-gets-in"];

/**
 * What is wrong with an effective policy as a whole, by what was seen while its calls were followed: a finding stands on the very
 * walk that the verdict is of. Nothing is told that is not certain. Takes time linear in what was seen.
 */
export function findingsOf(sightings: Sightings, conclusion: Conclusion): readonly WholeFinding[] {
  const { verdict } = conclusion;
  const all = [
    ...behindAnswer(sightings, conclusion.policy),
    ...neverAgreeing(sightings, verdict),
    ...nobodyAtAll(sightings, conclusion),
    ...seenAlone(sightings),
    ...corsBehindCheck(sightings, conclusion.policy),
    ...byCondition(sightings, conclusion),
    ...fromCache(sightings),
    ...[...sightings.answersToErrors].map((node) => finding("error-answered", node)),
    ...leftOut(sightings, conclusion.policy),
  ];
  const key = ({ id, at, other }: WholeFinding) => `${id} ${placeIn(at)} ${other && placeIn(other)}`;
  return [...new Map(all.map((one) => [key(one), one])).values()];
}

/** The places of what calls reach: a fragment of the instance is read anew for its own policy. */
function placesMet({ met }: Sightings): ReadonlySet<string> {
  return new Set(met.map(({ node }) => placeIn(node)));
}

function finding(id: FindingId, at: WrittenAt, other?: WrittenAt, why?: string): WholeFinding {
  const { severity } = findingKinds[id];
  return { id, severity, at, ...(other && { other }), ...(why !== undefined && { why }) };
}

function isCheck({ name }: EffectiveElement): boolean {
  return checkNames.includes(name);
}

/** Policies that answer calls, and the one that may do so in each of its branches. */
const answering = ["return-response", "mock-response", "choose"];

function behindAnswer(sightings: Sightings, policy: EffectivePolicy): readonly WholeFinding[] {
  const met = placesMet(sightings);
  const isLost = (node: EffectiveElement) => !met.has(placeIn(node));
  return sightings.ends.flatMap(({ nodes, index }): readonly WholeFinding[] => {
    const by = sightings.endOf(nodes);
    if (!by || !answering.includes(by.name) || nodes === policy.section("backend")) return [];
    const lost = elementsIn(nodes.slice(index + 1)).filter(isLost);
    const checks = lost.filter(isCheck);
    if (checks.length > 0) return checks.map((check) => finding("check-never-runs", check, by));
    const [first] = by.name === "choose" ? lost : [];
    return first ? [finding("policies-never-run", first, by)] : [];
  });
}

function neverAgreeing(sightings: Sightings, verdict: Verdict): readonly WholeFinding[] {
  return sightings.seen.flatMap(({ node, sight }): readonly WholeFinding[] => {
    const visit = sightings.visitOf(node);
    if (sight.kind !== "never agrees" || !visit) return [];
    const isByCondition = visit.isByCondition || sightings.visitOf(sight.other)?.isByCondition === true;
    if (verdict === "closed" && !isByCondition) {
      const isOfProduct = [node, sight.other].some(({ origin }) => origin.source.level === "product");
      return [finding(isOfProduct ? "product-shuts-out" : "checks-never-agree", node, sight.other)];
    }
    // where tokens of another issuer pass it, it is the one before it that lets none of its callers get through
    if (visit.passes) return visit.isByCondition ? [] : [finding("branch-never-accepts", sight.other, node)];
    return [finding("branch-never-accepts", node, sight.other)];
  });
}

/** What ends all calls, where no two checks are to blame. */
function nobodyAtAll(sightings: Sightings, { policy, verdict }: Conclusion): readonly WholeFinding[] {
  if (verdict !== "closed" || neverAgreeing(sightings, verdict).some(({ id }) => closingIds.includes(id)))
    return [];
  const by = sightings.endOf(policy.section("inbound")) ?? sightings.endOf(policy.section("backend"));
  return by ? [finding("nobody-gets-in", by)] : [];
}

function seenAlone(sightings: Sightings): readonly WholeFinding[] {
  return sightings.seen.flatMap((seen) => foundAlone(seen, sightings) ?? []);
}

function foundAlone(seen: Seen, sightings: Sightings): WholeFinding | undefined {
  const { node, sight, times } = seen;
  const visit = sightings.visitOf(node);
  switch (sight.kind) {
    case "accepts nobody":
      if (visit?.passes) return undefined;
      return finding("check-accepts-nobody", node, replacerBefore(seen, sightings), sight.why);
    case "keeps nobody out":
      // on other ways it may check what the caller sends
      if (times !== visit?.times) return undefined;
      return finding("check-keeps-nobody-out", node, replacerBefore(seen, sightings), sight.why);
    case "other audiences":
      return finding("checks-share-no-audience", node, sight.other);
    case "never agrees":
    case "answers from the cache":
      return undefined;
  }
}

function replacerBefore({ node, sight }: Seen, sightings: Sightings): EffectiveElement | undefined {
  if (!("why" in sight) || !/^(?:a policy before|it checks a token that)/.test(sight.why)) return undefined;
  switch (node.name) {
    case "validate-jwt":
      return sightings.replacerOf(readJwtCheck(node).source);
    case "validate-azure-ad-token":
      return sightings.replacerOf(readEntraCheck(node).source);
    default:
      return undefined;
  }
}

/** A browser asks ahead with OPTIONS: where methods decide, it may be that such a call meets no check. */
function corsBehindCheck({ corsBehind }: Sightings, { levels }: EffectivePolicy): readonly WholeFinding[] {
  if (!corsBehind?.behind) return [];
  const { node, behind } = corsBehind;
  const documents = new Set([...levels, node.origin, behind.origin]);
  const decides = [...documents].some(({ document, text }) =>
    document
      .elements("when")
      .some(({ span, contentSpan }) => /\.\s*Method\b/.test(text.slice(span.start, contentSpan.start))),
  );
  return decides ? [] : [finding("cors-behind-check", node, behind)];
}

function byCondition(sightings: Sightings, { verdict, paths }: Conclusion): readonly WholeFinding[] {
  // where every way through meets some check, conditions only say which
  if (verdict === "restricted" || verdict === "closed") return [];
  if (!paths.some(({ checks }) => checks.every(({ kind }) => kind === "key"))) return [];
  const all = sightings.met.filter(({ node, section }) => isCheck(node) && section === "inbound");
  if (all.some(({ isByCondition }) => !isByCondition)) return [];
  return all.map(({ node }) => finding("check-by-condition", node));
}

function fromCache(sightings: Sightings): readonly WholeFinding[] {
  return sightings.seen.flatMap(({ node, sight }): readonly WholeFinding[] => {
    if (sight.kind !== "answers from the cache") return [];
    const { met } = sightings;
    const behind = met.slice(met.findIndex((visit) => visit.node === node) + 1);
    const check = behind.find((visit) => visit.section === "inbound" && isCheck(visit.node));
    return check ? [finding("cache-before-check", node, check.node)] : [];
  });
}

/** Told at the innermost level that has no `<base />`, of each check that would run with one. */
function leftOut(sightings: Sightings, policy: EffectivePolicy): readonly WholeFinding[] {
  const there = elementsIn(policy.section("inbound")).map(placeIn);
  const cut = cutOf(policy, new Set([...placesMet(sightings), ...there]));
  if (!cut) return [];
  return cut.checks.map((check) =>
    finding("checks-left-out", { element: cut.inbound, origin: cut.origin }, check),
  );
}

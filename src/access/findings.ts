import {
  childElements,
  type EffectiveElement,
  type EffectiveNode,
  type EffectivePolicy,
  type ElementNode,
  type PolicyText,
} from "../policy/index.ts";
import { areDisjoint } from "./issuers.ts";
import { readCertificateCheck } from "./plain-checks.ts";
import { readEntraCheck, readJwtCheck, type TokenCheck } from "./token-check.ts";
import type { Whole } from "./whole.ts";

/** What is wrong with policies that are right by themselves, once they run together. */
export type FindingId =
  /** No token passes two checks that every call meets: they accept different issuers. */
  | "checks-never-agree"
  /** The same, where one is the product's: whoever calls with its key is shut out. */
  | "product-shuts-out"
  /** A browser's preflight carries no token, and is refused before `cors` answers it. */
  | "cors-behind-check"
  /** Every call is answered before it. */
  | "check-never-runs"
  /** An inner level without `<base />` leaves out the checks of the levels around it. */
  | "checks-left-out"
  /** It stands in a branch, no other check is met by every call, and it is not certain that each way meets one. */
  | "check-by-condition";

/** An element in the document that it is written in. */
interface WrittenAt {
  readonly element: ElementNode;
  readonly origin: PolicyText;
}

/** One thing that only the whole shows. */
export interface WholeFinding {
  readonly id: FindingId;
  readonly at: WrittenAt;
  /** What it does not go together with. */
  readonly other?: WrittenAt;
}

const tokenChecks = ["validate-jwt", "validate-azure-ad-token"];
/** What keeps callers out, by what they send along. */
const checks: readonly string[] = [...tokenChecks, "check-header", "validate-client-certificate"];

/** What keeps out whoever brings no token. */
const refusing: readonly TokenCheck["effect"][] = ["rejects", "refuses everybody"];

/** An element of the inbound section in the order in which calls meet it. */
interface Met {
  readonly node: EffectiveElement;
  /** Every call that comes so far meets it. */
  readonly always: boolean;
}

/** What is wrong with the inbound section of an effective policy as a whole. Nothing is told that is not certain. */
export function findingsIn({ policy, verdict }: Pick<Whole, "policy" | "verdict">): readonly WholeFinding[] {
  const met = [...metIn(policy.section("inbound"), true)];
  return [
    ...behindAnswer(met),
    ...neverAgree(met),
    ...corsBehindCheck(met),
    // where every way through meets some check, conditions only say which
    ...(verdict === "restricted" || verdict === "closed" ? [] : byCondition(met)),
    ...leftOut(policy, met),
  ];
}

function* metIn(nodes: readonly EffectiveNode[], always: boolean): Generator<Met> {
  for (const node of nodes) {
    if (node.kind === "unknown") continue;
    if (node.kind === "part") yield* metIn(node.nodes, always);
    else {
      yield { node, always };
      yield* metIn(node.children, always && node.name === "limit-concurrency");
    }
  }
}

function behindAnswer(met: readonly Met[]): readonly WholeFinding[] {
  const answer = met.findIndex(({ node, always }) => always && node.name === "return-response");
  const [by] = met.slice(answer, answer + 1);
  if (answer < 0 || !by) return [];
  const behind = met.slice(answer + 1).filter(({ node }) => checks.includes(node.name));
  return behind.map(({ node }) => ({ id: "check-never-runs", at: node, other: by.node }));
}

/** What may put another token where the caller's was. */
const replacing = [
  "set-header",
  "set-query-parameter",
  "rewrite-uri",
  "authentication-basic",
  "authentication-managed-identity",
];

/** A token check that every call meets. */
interface MetCheck {
  readonly node: EffectiveElement;
  readonly read: TokenCheck;
  /** How often what was sent may have been replaced before. */
  readonly replaced: number;
}

function neverAgree(met: readonly Met[]): readonly WholeFinding[] {
  const all = met.flatMap(({ node, always }, index): readonly MetCheck[] => {
    if (!always || !tokenChecks.includes(node.name)) return [];
    const read = node.name === "validate-jwt" ? readJwtCheck(node) : readEntraCheck(node);
    if (read.effect !== "rejects" || read.source === undefined || read.source === "value") return [];
    const before = met.slice(0, index).filter((one) => replacing.includes(one.node.name));
    return [{ node, read, replaced: before.length }];
  });
  return all.flatMap((one, index) => {
    const other = all
      .slice(0, index)
      .find((before) => before.replaced === one.replaced && isAtOdds(before.read, one.read));
    if (!other) return [];
    const isOfProduct = [one, other].some(({ node }) => node.origin.source.level === "product");
    return [
      { id: isOfProduct ? "product-shuts-out" : "checks-never-agree", at: one.node, other: other.node },
    ];
  });
}

function isAtOdds(one: TokenCheck, other: TokenCheck): boolean {
  if (one.source !== other.source || !one.issuers || !other.issuers) return false;
  return areDisjoint(one.issuers, other.issuers);
}

function corsBehindCheck(met: readonly Met[]): readonly WholeFinding[] {
  const cors = met.findIndex(({ node }) => node.name === "cors");
  const [at] = met.slice(cors, cors + 1);
  const check = met.find(({ node, always }) => always && keepsOut(node));
  if (cors < 0 || !at || !check || met.indexOf(check) > cors) return [];
  return [{ id: "cors-behind-check", at: at.node, other: check.node }];
}

/** Whether it is certain that callers without what it asks for are refused. */
function keepsOut(node: EffectiveElement): boolean {
  switch (node.name) {
    case "validate-jwt":
      return refusing.includes(readJwtCheck(node).effect);
    case "validate-azure-ad-token":
      return refusing.includes(readEntraCheck(node).effect);
    case "validate-client-certificate":
      return readCertificateCheck(node).effect === "rejects";
    default:
      // whatever the value is worth: a preflight does not carry the header
      return node.name === "check-header";
  }
}

function byCondition(met: readonly Met[]): readonly WholeFinding[] {
  const all = met.filter(({ node }) => checks.includes(node.name));
  if (all.some(({ always }) => always)) return [];
  return all.map(({ node }) => ({ id: "check-by-condition", at: node }));
}

/** Told at the innermost level that has no `<base />`, of each check that would run with one. */
function leftOut({ levels }: EffectivePolicy, met: readonly Met[]): readonly WholeFinding[] {
  const run = new Set(met.map(({ node }) => node.element));
  const cut = levels.findLastIndex((level) => {
    const inbound = inboundOf(level);
    return (
      inbound !== undefined && !level.document.elements("base").some(({ parent }) => within(parent, inbound))
    );
  });
  const [by] = levels.slice(cut, cut + 1);
  const inbound = by && inboundOf(by);
  if (cut < 1 || !by || !inbound) return [];
  return levels.slice(0, cut).flatMap((origin) =>
    checks
      .flatMap((name) => origin.document.elements(name))
      .filter((element) => element.section === "inbound" && !run.has(element))
      .map((element) => ({
        id: "checks-left-out" as const,
        at: { element: inbound, origin: by },
        other: { element, origin },
      })),
  );
}

function inboundOf({ document, problem }: PolicyText): ElementNode | undefined {
  return problem === undefined && document.root ? childElements(document.root, "inbound")[0] : undefined;
}

function within(element: ElementNode | undefined, outer: ElementNode): boolean {
  for (let one = element; one; one = one.parent) if (one === outer) return true;
  return false;
}

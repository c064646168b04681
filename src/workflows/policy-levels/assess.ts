import type { PolicyLevel } from "../../domain/apim.ts";
import {
  childElements,
  type ElementNode,
  hasNamedValue,
  isStructurallySound,
  parsePolicy,
} from "../../policy/index.ts";
import type { Reservation, ReservationKind } from "../assurance.ts";
import type { ApiPolicies, LevelPolicy } from "../read-access/api-policies.ts";
import { policyTextOf, type ReadPolicy } from "../read-access/api-policies.ts";
import { includedFragments } from "../read-access/included-fragments.ts";
import { findCallerChecks } from "./caller-checks.ts";
import { findEarlyAnswers } from "./early-answers.ts";
import { type JudgedCheck, judgeCheck, placeOfCheck } from "./judge-check.ts";
import type { OwnTenant } from "./token-owner.ts";
import { sameTenantWords, takesAudience } from "./token-words.ts";

/** What the policies say about who gets in, each looked at for itself. */
export interface Assessment {
  /** In the order in which a call meets the levels; fragments last. */
  readonly reservations: readonly Reservation[];
  /** The API's own, unconditional checks for tokens of the tenant. */
  readonly ownChecks: readonly ElementNode[];
  /** Every `validate-jwt` that a call may meet. */
  readonly tokenChecks: readonly JudgedCheck[];
  /** Ids of fragments that hold a `cors`. */
  readonly corsFragments: readonly string[];
  /** The line of the API's own policy where a `cors` stands that does not run for every call. */
  readonly conditionalCors: number | undefined;
}

/** Looks for whatever keeps from saying that exactly the callers with a token of `tenant` get in. */
export function assessLevels(read: ApiPolicies, tenant: OwnTenant): Assessment {
  const reservations: Reservation[] = [];
  const judged: JudgedCheck[] = [];
  const policies: ReadPolicy[] = [];
  const corsFragments: string[] = [];
  for (const origin of [...read.levels, ...read.fragments]) {
    const filled = policyTextOf(origin, read.namedValues);
    if (!filled) {
      if (origin.problem !== undefined) reservations.push(unreadable(origin, origin.problem));
      continue;
    }
    const policy: ReadPolicy = { origin, filled };
    const checks = findCallerChecks(filled.document).map((check) => judgeCheck(check, policy, tenant));
    judged.push(...checks);
    policies.push(policy);
    reservations.push(...structure(policy), ...byCondition(checks));
    if (origin.level.kind === "fragment" && filled.document.elements("cors").length > 0) {
      corsFragments.push(origin.level.fragmentId);
    }
  }
  if (read.productsProblem !== undefined) reservations.push(...productsUnread(read, read.productsProblem));
  const own = judged.filter(({ isOwn }) => isOwn);
  const ownChecks = own.map(({ check }) => check.element);
  reservations.push(...besideWanted(own, tenant), ...findEarlyAnswers(policies, ownChecks));
  return {
    reservations: ownChecks.length === 0 ? reservations : reservations.map(besideOwnCheck),
    ownChecks,
    tokenChecks: judged.filter(({ check }) => check.kind === "jwt"),
    corsFragments,
    conditionalCors: conditionalCors(read),
  };
}

/** Where a check for every call is there already, the question is no more whether to put one there. */
function besideOwnCheck(reservation: Reservation): Reservation {
  if (reservation.kind !== "conditional") return reservation;
  const advice =
    "The API's own policy has a check for every call as well: see that whoever gets in by that branch has a token that passes it.";
  return { ...reservation, advice };
}

/** Of several checks for the tenant a call must pass each, but only one is made to take the audience. */
function besideWanted(own: readonly JudgedCheck[], tenant: OwnTenant): readonly Reservation[] {
  const [wanted] = [...own].sort(
    (a, b) => Number(takesAudience(b, tenant)) - Number(takesAudience(a, tenant)),
  );
  return own
    .filter((one) => one !== wanted && !takesAudience(one, tenant))
    .flatMap((one) => {
      const place = placeOfCheck(one);
      return place ? [{ ...sameTenantWords(one.check, one.policy, tenant), place }] : [];
    });
}

function conditionalCors({ levels }: ApiPolicies): number | undefined {
  const text = levels.find(({ level }) => level.kind === "api")?.policy?.text;
  if (text === undefined) return undefined;
  const document = parsePolicy(text);
  const [cors] = document
    .elements("cors")
    .filter(({ section, parent }) => section === "inbound" && parent?.name !== "inbound");
  return cors && document.lines.positionAt(cors.span.start).line + 1;
}

/** One reservation for all that one `choose` decides about. */
function byCondition(checks: readonly JudgedCheck[]): readonly Reservation[] {
  const seen = new Set<ElementNode>();
  return checks.flatMap(({ check: { condition }, reservation }) => {
    if (!reservation || (condition && seen.has(condition))) return [];
    if (condition) seen.add(condition);
    return [reservation];
  });
}

/** What is wrong with the document as a whole, or with what stands around its checks. */
function structure(policy: ReadPolicy): readonly Reservation[] {
  const { origin, filled } = policy;
  const { document } = filled;
  const root = origin.level.kind === "fragment" ? "fragment" : "policies";
  if (document.root?.name !== root || !isStructurallySound(document)) {
    const [problem] = document.problems;
    const line = problem && filled.placeOf(problem.span.start).line;
    return [unreadable(origin, problem?.message ?? `It is no <${root}>.`, line)];
  }
  const inbound = childElements(document.root, "inbound")[0];
  return [
    ...(origin.level.kind === "operation" ? withoutBase(policy, inbound) : []),
    ...unreadPlaces(policy, inbound ?? document.root),
  ];
}

function withoutBase(
  { origin, filled }: ReadPolicy,
  inbound: ElementNode | undefined,
): readonly Reservation[] {
  if (inbound && childElements(inbound, "base").length > 0) return [];
  const found = inbound
    ? "The inbound section has no <base />, so no check of the API runs for this operation."
    : "There is no inbound section; whether the checks of the API run for this operation is not known.";
  const line = inbound ? filled.placeOf(inbound.span.start).line : undefined;
  return [reserve("without-base", origin, line, found, "Put <base /> first in its inbound section.")];
}

/** Places that hold policies which could not be read. */
function unreadPlaces({ origin, filled }: ReadPolicy, section: ElementNode): readonly Reservation[] {
  const { document } = filled;
  const fragments = includedFragments(document)
    .filter(({ id }) => !id.known)
    .map(({ element }) => ({
      at: element.span.start,
      what: "A fragment is included whose name cannot be read",
    }));
  const texts = textsOf(section)
    .filter(({ start, end }) => hasNamedValue(document.text.slice(start, end)))
    .map(({ start }) => ({
      at: document.text.indexOf("{{", start),
      what: "A named value that cannot be read stands where policies stand",
    }));
  return [...fragments, ...texts].map(({ at, what }) =>
    reserve("unreadable", origin, filled.placeOf(at).line, `${what}; it may check callers.`, unread, true),
  );
}

function textsOf(element: ElementNode): readonly { readonly start: number; readonly end: number }[] {
  return element.children.flatMap((child) => {
    if (child.kind === "text") return [child.span];
    const isBranch = child.kind === "element" && ["choose", "when", "otherwise"].includes(child.name);
    return isBranch ? textsOf(child) : [];
  });
}

const unread =
  "It may check callers in another way, who would be refused by one more check; look at it in API Management.";

function unreadable(origin: LevelPolicy, problem: string, line?: number): Reservation {
  return reserve("unreadable", origin, line, "The policy could not be read.", `${problem} ${unread}`, true);
}

/** Product policies are unknown as a whole then. */
function productsUnread({ levels }: ApiPolicies, problem: string): readonly Reservation[] {
  const found = "The products of the API could not be listed.";
  const name = "the products of the API";
  return levels
    .filter(({ level }) => level.kind === "api")
    .map((origin) =>
      reserve("unreadable", { ...origin, name }, undefined, found, `${problem} ${unread}`, true),
    );
}

function reserve(
  kind: ReservationKind,
  { level, name }: LevelPolicy,
  line: number | undefined,
  found: string,
  advice: string,
  blocks = false,
): Reservation {
  return { kind, place: { level, name, line }, found, advice, blocks };
}

/**
 * The checks among `assessment` that a call of `operationId` may meet: those of its own policy, those of fragments, and, unless
 * its policy has no `<base />`, those around it.
 */
export function checksMetBy(
  { tokenChecks, reservations }: Pick<Assessment, "tokenChecks" | "reservations">,
  operationId: string,
): readonly JudgedCheck[] {
  const isCalled = (level: PolicyLevel) =>
    level.kind === "operation" && level.operationId.toLowerCase() === operationId.toLowerCase();
  const standsAlone = reservations.some(
    ({ kind, place }) => kind === "without-base" && place.line !== undefined && isCalled(place.level),
  );
  return tokenChecks.filter(({ policy: { origin } }) =>
    origin.level.kind === "operation" || (standsAlone && origin.level.kind !== "fragment")
      ? isCalled(origin.level)
      : true,
  );
}

import { applyEdits } from "../../core/edit.ts";
import { Failure } from "../../core/failure.ts";
import { instancePath } from "../../domain/instance-path.ts";
import {
  childElements,
  holdsInInbound,
  insertIntoInbound,
  lint,
  type NewElement,
  parsePolicy,
} from "../../policy/index.ts";
import { creation, update } from "../../resources/changes.ts";
import type { Change } from "../../resources/kind.ts";
import { apimApi } from "../../resources/kinds/apim-api.ts";
import { namedValue } from "../../resources/kinds/named-value.ts";
import type { Plan } from "../../resources/plan.ts";
import { policyChange } from "../policy-change.ts";
import type { ApiPolicies } from "../read-access/api-policies.ts";
import { slug } from "../secure-api/names.ts";
import { type BackendChoice, needsBackend, planBackend, showsCertificate } from "./backend.ts";
import { elementsOf } from "./elements.ts";
import { refuseIfInTheWay } from "./in-the-way.ts";
import { type Protection, sideOf } from "./protection.ts";
import { needed, type ProtectSnapshot } from "./snapshot.ts";
import { nameOf, noteOf } from "./words.ts";

const changeIds = { policy: "policy", password: "password", key: "subscription-required" } as const;

/**
 * One plan that puts all `wanted` on the API: the policy, and what it needs behind it, such as the backend of `choice`. Pure: it
 * reads and writes no cloud.
 *
 * @throws Failure `invalid-input` when one comes to what is there already, or to a policy that cannot be read.
 */
export function planProtection(
  snapshot: ProtectSnapshot,
  wanted: readonly Protection[],
  choice?: BackendChoice,
): Plan {
  const { api, policies } = snapshot;
  const there = wanted.filter((one) => isThere(snapshot, one));
  const protections = wanted.filter((one) => !there.includes(one));
  for (const protection of protections) refuseIfInTheWay(protection, policies);
  const passwordName = protections.some(({ kind }) => kind === "backend-password") ? freeName(snapshot) : "";
  const password = protections.flatMap((one) => planPassword(snapshot, one, passwordName));
  const behind = planBackend(snapshot, protections, choice);
  const elementsFor = (one: Protection) => {
    const isShown =
      one.kind === "backend-certificate" && behind.certificateIds.includes(one.certificateId.toLowerCase());
    const own = isShown ? [] : elementsOf(one, passwordName);
    return needsBackend(one) ? [...behind.route, ...own] : own;
  };
  const needs = [...password, ...behind.changes].map(({ id }) => id);
  const policy = planPolicy(snapshot, protections, elementsFor, needs);
  const key = protections.flatMap((one) => planKey(snapshot, one));
  return {
    title: `Protect “${api.displayName}”: ${wanted.map(nameOf).join(", ")}`,
    subject: api.id.toLowerCase(),
    changes: [...password, ...behind.changes, ...policy, ...key],
    unchanged: there.map((one) => `“${api.displayName}” has this already: ${nameOf(one)}.`),
    notes: [
      ...protections.flatMap((one) => noteOf(one, snapshot)),
      ...behind.notes,
      ...withoutBase(policies, protections),
    ],
  };
}

/** Whether the API's own policy, or its settings, say just this already. */
function isThere(snapshot: ProtectSnapshot, protection: Protection): boolean {
  const { policies, settings } = snapshot;
  if (protection.kind === "subscription-key") return settings === undefined;
  if (protection.kind === "backend-certificate" && showsCertificate(snapshot, protection.certificateId))
    return true;
  const own = policies.levels.find(({ level }) => level.kind === "api")?.policy;
  return own !== undefined && holdsInInbound(parsePolicy(own.text), elementsOf(protection, ""));
}

/** The checks of callers stand in the order in which they cost least; what the backend needs comes last of all. */
function planPolicy(
  { api, policies }: ProtectSnapshot,
  protections: readonly Protection[],
  elementsFor: (protection: Protection) => readonly NewElement[],
  needs: readonly string[],
): readonly Change[] {
  const stored = policies.levels.find(({ level }) => level.kind === "api")?.policy;
  const before = stored?.text ?? "";
  const corsFragments = fragmentsWithCors(policies);
  const put = (text: string, protection: Protection): string => {
    const where = sideOf(protection) === "caller" ? "check" : "last";
    const elements = elementsFor(protection);
    return applyEdits(text, insertIntoInbound(parsePolicy(text), elements, { place: where, corsFragments }));
  };
  // Each check is put before those that were put there already.
  const text = [...protections].sort((a, b) => cost(b) - cost(a)).reduce(put, before);
  if (text === before) return [];
  refuseNewErrors(before, text, api.displayName);
  const names = protections.flatMap(elementsFor).map(({ name }) => name);
  const title = `Insert ${[...new Set(names)].join(" and ")} into the inbound policy of “${api.displayName}”`;
  const change = policyChange({ kind: "api", instance: api.instance, apiId: api.apiId }, stored, text, {
    id: changeIds.policy,
    title,
    needs,
  });
  return change ? [change] : [];
}

/** An address is compared sooner than a certificate, and that sooner than a token, whose keys may have to be fetched. */
function cost({ kind }: Protection): number {
  return ["caller-addresses", "client-certificate", "token"].indexOf(kind);
}

function planPassword(
  snapshot: ProtectSnapshot,
  protection: Protection,
  displayName: string,
): readonly Change[] {
  if (protection.kind !== "backend-password") return [];
  const draft = { displayName, secret: true, secretValue: protection.password };
  return [
    creation(namedValue, instancePath(snapshot.api.instance), draft, {
      id: changeIds.password,
      refId: displayName,
      title: `Create the secret named value “${displayName}” with the password`,
    }),
  ];
}

function planKey({ api, settings }: ProtectSnapshot, { kind }: Protection): readonly Change[] {
  if (kind !== "subscription-key" || !settings) return [];
  const change = update(
    apimApi,
    settings,
    { subscriptionRequired: true },
    { id: changeIds.key, title: `Require a subscription key for “${api.displayName}”` },
  );
  return change ? [change] : [];
}

/** A named value, by id or name, that nobody has yet. */
function freeName({ api, namedValues }: ProtectSnapshot): string {
  const taken = new Set(
    needed(namedValue, namedValues).flatMap(({ ref, value }) => [
      ref.id.toLowerCase(),
      value.displayName.toLowerCase(),
    ]),
  );
  const base = `${(slug(api.displayName) || slug(api.apiId) || "api").slice(0, 60)}-backend-password`;
  let name = base;
  for (let next = 2; taken.has(name); next += 1) name = `${base}-${next}`;
  return name;
}

/** @throws Failure when the text that comes of it has an error that the text before had not. */
function refuseNewErrors(before: string, after: string, name: string): void {
  const errorsIn = (text: string) =>
    lint(parsePolicy(text), { scope: "api" }).filter(({ severity }) => severity === "error");
  const known = new Set(errorsIn(before).map(({ rule, message }) => `${rule} ${message}`));
  const fresh = errorsIn(after).find(({ rule, message }) => !known.has(`${rule} ${message}`));
  if (!fresh) return;
  throw new Failure("invalid-input", `The policy of “${name}” would have an error: ${fresh.message}`, {
    remedy: "Change the policy so that there is room for it, then try again. Nothing has been changed.",
  });
}

function fragmentsWithCors({ fragments }: ApiPolicies): readonly string[] {
  return fragments.flatMap(({ level, policy }) =>
    level.kind === "fragment" && policy && parsePolicy(policy.text).elements("cors").length > 0
      ? [level.fragmentId]
      : [],
  );
}

/** Operations for which nothing of the API's policy runs. */
function withoutBase({ levels }: ApiPolicies, protections: readonly Protection[]): readonly string[] {
  if (protections.every(({ kind }) => kind === "subscription-key")) return [];
  return levels.flatMap(({ level, name, policy }) => {
    if (level.kind !== "operation" || !policy) return [];
    const { root } = parsePolicy(policy.text);
    const inbound = root && childElements(root, "inbound")[0];
    const runs = inbound && childElements(inbound, "base").length > 0;
    return runs
      ? []
      : [
          `None of this runs for an operation: ${name} has no <base /> in its inbound section. Put it there first.`,
        ];
  });
}

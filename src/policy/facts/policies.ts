import type { AttributeFacts, ElementFacts, PolicyFacts, Scope, Section } from "./model.ts";
import { type ElementRow, type PolicyRow, policiesFile } from "./policies-file.ts";

/** Sections of `<policies>`, in the order a call meets them. */
export const sections: readonly Section[] = ["inbound", "backend", "outbound", "on-error"];

/** Scopes from the widest to the narrowest. */
export const scopes: readonly Scope[] = ["global", "workspace", "product", "api", "operation"];

/** Where Microsoft's reference pages live. */
const reference = "https://learn.microsoft.com/azure/api-management/";

/** The page about expressions, for hovers over them. */
export const expressionsUrl = `${reference}api-management-policy-expressions`;

/** The page about how policies fail, with the reasons of `context.LastError`. */
export const errorHandlingUrl = `${reference}api-management-error-handling-policies`;

/** Whether `name` is a section of a policy document. */
export function isSection(name: string): name is Section {
  return sections.some((section) => section === name);
}

/** Whether `name` is a scope. */
export function isScope(name: string): name is Scope {
  return scopes.some((scope) => scope === name);
}

/** Attributes that every policy may have. */
export const commonAttributes = attributesOf(policiesFile.common);

const byName = readPolicies();

/** What is known about the policy `name`; `undefined` when there is no such policy. */
export function policy(name: string): PolicyFacts | undefined {
  return byName.get(name);
}

/** Whether API Management has a policy of this name. */
export function isPolicyName(name: string): boolean {
  return byName.has(name);
}

/** Names of all policies, in alphabetical order. */
export const policyNames: readonly string[] = [...byName.keys()];

/** What stands in the documentation about `<policies>`, `<inbound>`, `<base>` and the like. */
export function documentDescription(name: string): string | undefined {
  return policiesFile.document[name]?.description;
}

/** Policies that may stand in `section`, and at `scope` when that is known. */
export function policiesIn(section: Section, scope?: Scope): PolicyFacts[] {
  return [...byName.values()].filter(
    (facts) => facts.sections?.has(section) && (!scope || !facts.scopes || facts.scopes.has(scope)),
  );
}

function readPolicies(): ReadonlyMap<string, PolicyFacts> {
  const facts = new Map<string, PolicyFacts>();
  for (const name of Object.keys(policiesFile.policies)) policyFrom(name, facts);
  return new Map([...facts].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Reads a policy after those it contains; no policy contains itself by way of a listed child. */
function policyFrom(name: string, facts: Map<string, PolicyFacts>): PolicyFacts | undefined {
  const row = policiesFile.policies[name];
  const known = facts.get(name);
  if (known || !row) return known;
  const result = { ...elementFrom(name, row, facts, commonAttributes), ...policyPart(row) };
  facts.set(name, result);
  return result;
}

function policyPart(row: PolicyRow) {
  const inside = row.sections?.filter(isSection);
  return {
    title: row.title,
    url: row.page && `${reference}${row.page}`,
    sections: inside && new Set(inside),
    scopes: row.scopes && new Set(row.scopes.filter(isScope)),
    gateways: row.gateways ?? [],
    once: row.once ?? false,
    resolver: row.sections?.includes("resolver") ?? false,
  };
}

function elementFrom(
  name: string,
  row: ElementRow,
  facts: Map<string, PolicyFacts>,
  common: ReadonlyMap<string, AttributeFacts>,
): ElementFacts {
  const own = row.policy && policyFrom(name, facts);
  const occurrence = { min: row.min ?? 0, max: row.max ?? Number.POSITIVE_INFINITY };
  if (own) return { ...own, ...occurrence };
  const children = Object.entries(row.children ?? {});
  return {
    name,
    description: row.description ?? "",
    ...occurrence,
    attributes: new Map([...attributesOf(row.attributes ?? {}), ...common]),
    children: new Map(children.map(([child, part]) => [child, elementFrom(child, part, facts, new Map())])),
    ordered: row.order === "sequence",
    content: row.content ?? "nothing",
    groups: row.groups ?? [],
  };
}

function attributesOf(
  rows: Readonly<Record<string, Omit<AttributeFacts, "name">>>,
): ReadonlyMap<string, AttributeFacts> {
  return new Map(Object.entries(rows).map(([name, row]) => [name, { name, ...row }]));
}

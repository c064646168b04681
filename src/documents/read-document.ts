import type { Node } from "jsonc-parser";
import { didYouMean, nearest } from "../core/nearest.ts";
import type { Span } from "../core/span.ts";
import { isSame, keyOf } from "../resources/elements.ts";
import type { Json, Kind } from "../resources/kind.ts";
import type { DocumentProblem, Draft, SecretWish } from "./document.ts";
import { hasChosenId, type NamedField, namedFields } from "./names.ts";
import { jsonOf, type Member, membersOf, parseDocument, problem, spanOf } from "./parse.ts";
import { type DocumentSchema, fieldSchema, schemaOf } from "./schemas.ts";
import { wishesFor } from "./wishes.ts";
import { removal } from "./without.ts";

/** A document with the places of what it says. */
export interface ReadDocument {
  readonly draft: Draft;
  readonly problems: readonly DocumentProblem[];
  readonly root: Node;
  /** The properties of its object by their names in the document. */
  readonly members: ReadonlyMap<string, Member>;
}

/**
 * What `text` says. The draft is `undefined` when something in the text is no JSON, has no place in such a document, or is a
 * secret: then nothing may be planned on the strength of the rest.
 */
export function readDocument(
  kind: Kind,
  text: string,
  schema: DocumentSchema | undefined = schemaOf(kind),
): { readonly draft: Draft | undefined; readonly problems: readonly DocumentProblem[] } {
  const read = readPlaces(kind, text, schema);
  if ("code" in read) return { draft: undefined, problems: [read] };
  const isSound = read.problems.every(({ severity }) => severity !== "error");
  return { draft: isSound ? read.draft : undefined, problems: read.problems };
}

/** As {@link readDocument}, with places, and with what could be read although other things could not. */
export function readPlaces(
  kind: Kind,
  text: string,
  schema: DocumentSchema | undefined,
): ReadDocument | DocumentProblem {
  const parsed = parseDocument(text);
  if ("code" in parsed) return parsed;
  const { root, members, hasComments } = parsed;
  const fields = new Map(namedFields(kind).map((one) => [one.name, one]));
  const values: [string, Json][] = [];
  const secrets: [string, SecretWish][] = [];
  const problems: DocumentProblem[] = [];
  nodeProblems(root, text, problems);
  let id: string | undefined;
  for (const member of members) {
    const field = fields.get(member.name);
    if (field?.field.secret) {
      const wish = wishOf(kind, field, member, schema);
      if (typeof wish === "string") secrets.push([field.path, wish]);
      else problems.push(wish);
    } else if (field) {
      problems.push(...setProblems(field, member), ...secretMembers(field, member.value));
      values.push([field.path, jsonOf(member.value)]);
    } else if (member.name === "id" && hasChosenId(kind)) {
      const given = idOf(member);
      if (typeof given === "string") id = given;
      else problems.push(given);
    } else if (member.name !== "$schema") problems.push(strange(kind, member, { text, members, schema }));
  }
  problems.push(...disguised(namedFields(kind), members, new Map(values)));
  const draft: Draft = {
    ...(id && { id }),
    values: Object.fromEntries(values),
    secrets: Object.fromEntries(secrets),
    hasComments,
  };
  return { draft, problems, root, members: new Map(members.map((member) => [member.name, member])) };
}

/** Values that are secrets because of what another field says. */
function* disguised(
  fields: readonly NamedField[],
  members: readonly Member[],
  values: ReadonlyMap<string, Json>,
): Generator<DocumentProblem> {
  for (const { name, field } of fields) {
    const member = members.find((one) => one.name === name);
    if (!member || !field.secretWhile || values.get(field.secretWhile.field) !== true) continue;
    if (member.value.type === "null") continue;
    const nameOf = (path: string) => fields.find((one) => one.path === path)?.name ?? path;
    const instead = nameOf(field.secretWhile.instead);
    const message = `While “${nameOf(field.secretWhile.field)}” is true “${name}” is a secret, and secrets never stand in a document. Write "${instead}": { "secret": "ask" } in its place.`;
    const edits = [{ span: member.span, newText: `"${instead}": { "secret": "ask" }` }];
    const title = "Take it out of the text, and ask for it when the change is made";
    yield {
      ...problem("secret-in-clear", message, member.valueSpan),
      ...(!members.some((one) => one.name === instead) && { fix: { title, edits } }),
    };
  }
}

/** Secrets among the members of a field's value, wherever they stand in it, in lists and in pairs of name and value, too. */
function* secretMembers(named: NamedField, node: Node, above = ""): Generator<DocumentProblem> {
  const { isSecretMember, secretRemedy = "Take it out: what the service has stays as it is." } = named.field;
  if (!isSecretMember) return;
  const secret = (what: string, at: Span) =>
    problem(
      "secret-in-clear",
      `${what} is a secret, and secrets never stand in a document. ${secretRemedy}`,
      at,
    );
  const members = node.type === "object" ? membersOf(node) : [];
  const names = members.flatMap(({ name, value }) => (/^(?:name|key)$/.test(name) ? [jsonOf(value)] : []));
  for (const { name, value, valueSpan } of members) {
    const others = name === "value" ? [...names, above] : [];
    const all = [name, ...others.filter((one) => typeof one === "string")];
    if (all.some((one) => isSecretMember(one, jsonOf(value)))) yield secret(`“${name}”`, valueSpan);
    else yield* secretMembers(named, value, name);
  }
  for (const child of node.type === "array" ? (node.children ?? []) : []) {
    if (child.type === "string" && isSecretMember("", jsonOf(child))) yield secret("This", spanOf(child));
    else yield* secretMembers(named, child);
  }
}

/** What is wrong with values wherever they stand: `found` is added to, since lists may have tens of thousands of elements. */
function nodeProblems(node: Node, text: string, found: DocumentProblem[]): void {
  const value: unknown = node.value;
  if (node.type === "number" && !isExact(value, text, node)) {
    const message =
      "This number cannot be kept exactly, so it would be sent as another one. Use a smaller one.";
    found.push(problem("inexact-number", message, spanOf(node)));
  }
  if (typeof value === "string" && /[\ud800-\udfff]/.test(value) && /\p{Surrogate}/u.test(value)) {
    const message =
      "This text has half a character (\\ud800 to \\udfff), which no service keeps. Take it out.";
    found.push(problem("broken-character", message, spanOf(node)));
  }
  if (node.type === "object") found.push(...duplicateKeys(node));
  for (const child of node.children ?? []) nodeProblems(child, text, found);
}

function isExact(value: unknown, text: string, { offset, length }: Node): boolean {
  if (typeof value !== "number" || !Number.isFinite(value)) return false;
  return Number.isSafeInteger(value) || !/^-?\d+$/.test(text.slice(offset, offset + length));
}

function* duplicateKeys(node: Node): Generator<DocumentProblem> {
  const seen = new Set<string>();
  for (const { name, nameSpan } of membersOf(node)) {
    if (seen.has(name)) {
      const message = `“${name}” stands here twice, and only one of them can be meant. Take the other out.`;
      yield problem("duplicate-key", message, nameSpan);
    }
    seen.add(name);
  }
}

/** A set is a list, and each of its elements stands in it once. */
function* setProblems({ name, field }: NamedField, { value, valueSpan }: Member): Generator<DocumentProblem> {
  if (!field.set || value.type === "null") return;
  if (value.type !== "array") {
    yield problem("no-list", `“${name}” is a list: [ … ]. Write [] for an empty one.`, valueSpan);
    return;
  }
  const seen = new Map<string, Json>();
  for (const node of value.children ?? []) {
    const element = jsonOf(node);
    const key = keyOf(field, element);
    const other = seen.get(key);
    if (other !== undefined) yield twice(field.set.key, isSame(other, element), spanOf(node));
    seen.set(key, element);
  }
}

function twice(key: string | undefined, isEqual: boolean, at: Span): DocumentProblem {
  if (isEqual) {
    const message = "This stands in the list twice; once is enough.";
    return { ...problem("duplicate-element", message, at), severity: "warning" };
  }
  const message = `Another one of the list has the same ${key}, and only one of them can be meant. Take the other out.`;
  return problem("duplicate-element", message, at);
}

function wishOf(
  kind: Kind,
  { path, name }: NamedField,
  member: Member,
  schema: DocumentSchema | undefined,
): SecretWish | DocumentProblem {
  const allowed = wishesFor(kind, { path, name }, schema);
  const words = allowed.map((wish) => `"${wish}"`).join(", ");
  const [only, ...more] = member.value.type === "object" ? membersOf(member.value) : [];
  const canAsk = allowed.includes("ask");
  const fix = {
    title: canAsk
      ? "Take it out of the text, and ask for it when the change is made"
      : "Take it out of the text",
    edits: [{ span: member.valueSpan, newText: `{ "secret": "${canAsk ? "ask" : "keep"}" }` }],
  };
  if (only?.name !== "secret" || more.length > 0) {
    const message = `“${name}” is a secret, and secrets never stand in a document. Write { "secret": … } with one of ${words}.`;
    return { ...problem("secret-in-clear", message, member.valueSpan), fix };
  }
  const word = jsonOf(only.value);
  const wish = allowed.find((one) => one === word);
  if (wish !== undefined) return wish;
  const message = `What shall become of the secret “${name}” is said by one of ${words}.`;
  return { ...problem("secret-wish", message, only.valueSpan), fix };
}

function idOf({ value, valueSpan }: Member): string | DocumentProblem {
  const id = jsonOf(value);
  return typeof id === "string" ? id : problem("id-form", "The id is a text in quotation marks.", valueSpan);
}

/** What a document is beside one of its properties. */
interface Around {
  readonly text: string;
  readonly members: readonly Member[];
  readonly schema: DocumentSchema | undefined;
}

/** A property that no change can be made of. */
function strange(kind: Kind, member: Member, { text, members, schema }: Around): DocumentProblem {
  const { name, nameSpan } = member;
  if (name === "id" || fieldSchema(schema, name)?.readOnly) {
    const message = `“${name}” is set by the service and cannot be written. Take it out.`;
    const fix = { title: `Take “${name}” out`, edits: removal(text, members, name) };
    return { ...problem("read-only", message, member.span), fix };
  }
  const others = namedFields(kind).map((field) => field.name);
  const meant = nearest(name, hasChosenId(kind) ? ["id", ...others] : others);
  const message = `The ${kind.noun} has no field “${name}” that can be written.${didYouMean(meant)}`;
  const found = problem("unknown-field", message, nameSpan);
  if (meant === undefined) return found;
  const edits = [{ span: nameSpan, newText: JSON.stringify(meant) }];
  return { ...found, fix: { title: `Write “${meant}”`, edits } };
}

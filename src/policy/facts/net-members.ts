import json from "../../../schemas/expressions-net.json" with { type: "json" };
import { type MemberFacts, type NetTypeFacts, netTypes } from "./expressions.ts";
import { readType, type TypeName } from "./type-name.ts";

/** A member of a .NET type. */
export interface NetMember extends MemberFacts {
  /** It belongs to the type itself, not to its values. */
  readonly isStatic: boolean;
}

/** A .NET type as `schemas/expressions-net.json` has it; `schemas/expressions-net.schema.json` describes the file. */
interface Row {
  readonly alias?: string;
  readonly parameters?: readonly string[];
  readonly extends?: readonly string[];
  /** What a loop over it gives; no query over it compiles, since it is several sequences at once. */
  readonly items?: string;
  readonly values?: Readonly<Record<string, string>>;
  readonly members?: Readonly<Record<string, string>>;
}

const parsed: unknown = json;
const { types: rows } = parsed as { readonly types: Readonly<Record<string, Row>> };

/** By name and, where C# has another word for it, by that. */
const byName = new Map(
  netTypes.flatMap((type) => {
    const alias = rows[type.fullName]?.alias;
    return [[type.name, type] as const, ...(alias === undefined ? [] : [[alias, type] as const])];
  }),
);

/** The words that C# has for types, such as `string`. */
export const typeAliases: ReadonlyMap<string, NetTypeFacts> = new Map(
  [...byName].filter(([name, type]) => name !== type.name),
);

/** The .NET type of this name, as code writes it: without namespace and type arguments, or C#'s own word. */
export function netType(name: string): NetTypeFacts | undefined {
  return byName.get(name);
}

/** `name`, or the word that C# has for that type. */
export function commonName(name: string): string {
  const type = byName.get(name);
  return (type && rows[type.fullName]?.alias) ?? name;
}

/** What can be written behind the name of the type: what is static, and values of an enumeration. */
export function staticMembers(type: NetTypeFacts): readonly NetMember[] {
  return ownMembers(type).filter(({ isStatic }) => isStatic);
}

/** Members of a value of `type`, its own before those of the types it extends; generic ones with its type arguments. */
export function instanceMembers(type: string): readonly NetMember[] {
  const found = byType.get(type);
  if (found) return found;
  // Code may name any number of types.
  if (byType.size >= maxTypes) byType.clear();
  const members = readInstanceMembers(type);
  byType.set(type, members);
  return members;
}

const maxTypes = 100;
/** Facts never change, so neither do these; they are asked for at every keystroke. */
const byType = new Map<string, readonly NetMember[]>();

function readInstanceMembers(type: string): readonly NetMember[] {
  return withBases(type).flatMap((each) => {
    const name = readType(each);
    const facts = byName.get(name.name);
    if (!facts) return [];
    const fill = filler(facts, name);
    return ownMembers(facts)
      .filter(({ isStatic }) => !isStatic)
      .map((member) => (fill ? filled(member, fill) : member));
  });
}

/** What a sequence of `type` consists of; `undefined` when that is none. */
export function itemType(type: string): string | undefined {
  const own = rowOf(type)?.items;
  if (own !== undefined) return own;
  const sequence = withBases(type).find((each) => each.startsWith("IEnumerable<"));
  return sequence && readType(sequence).arguments[0];
}

/** `type` and all that it extends, the nearest first. */
function withBases(type: string): readonly string[] {
  const found = [type];
  for (const each of found) {
    const name = readType(each);
    const facts = byName.get(name.name);
    if (!facts) continue;
    const fill = filler(facts, name) ?? ((text: string) => text);
    found.push(...(rows[facts.fullName]?.extends ?? []).map(fill));
  }
  return rowOf(type)?.items === undefined ? found : found.filter((each) => !each.startsWith("IEnumerable<"));
}

function rowOf(type: string): Row | undefined {
  const facts = byName.get(readType(type).name);
  return facts && rows[facts.fullName];
}

/** Puts type arguments in the place of the type's parameters; `undefined` when there are none. */
function filler({ fullName }: NetTypeFacts, name: TypeName): ((text: string) => string) | undefined {
  const parameters = rows[fullName]?.parameters ?? readType(fullName).arguments;
  if (parameters.length === 0 || parameters.length !== name.arguments.length) return undefined;
  const values = new Map(parameters.map((parameter, index) => [parameter, name.arguments[index] ?? ""]));
  return (text) => text.replace(/\bT\w*/g, (word) => values.get(word) ?? word);
}

function filled(member: NetMember, fill: (text: string) => string): NetMember {
  const { type, signature, overloads } = member;
  if (signature === undefined) return { ...member, type: fill(type) };
  const others = overloads && { overloads: overloads.map(fill) };
  return { ...member, type: fill(type), signature: fill(signature), ...others };
}

const known = new Map<string, readonly NetMember[]>();

function ownMembers({ fullName, name }: NetTypeFacts): readonly NetMember[] {
  const found = known.get(fullName);
  if (found) return found;
  const { values = {}, members = {} } = rows[fullName] ?? {};
  const list = [
    ...Object.entries(values).map(([value, text]) => readMember(`static ${name} ${value}`, text)),
    ...Object.entries(members).map(([declaration, text]) => readMember(declaration, text)),
  ];
  known.set(fullName, list);
  return list;
}

/** `static type Name<T>(parameters) | (parameters)`, or `type this[parameters]`. */
const declarationForm = /^(static )?([^(]+) (\w+)(<\w+>)?((?:[([].*)?)$/;

function readMember(declaration: string, description: string): NetMember {
  const [, isStatic, type = "", name = "", generic = "", lists] = declarationForm.exec(declaration) ?? [];
  const [first, ...others] = lists ? lists.split(" | ").map((list) => `${name}${generic}${list}`) : [];
  return {
    name,
    type,
    description,
    isStatic: isStatic !== undefined,
    ...(first !== undefined && { signature: first }),
    ...(others.length > 0 && { overloads: others }),
  };
}

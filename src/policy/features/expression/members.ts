import { extensionsOf, type MemberFacts, netTypes, objectFacts } from "../../facts/expressions.ts";
import { commonName, instanceMembers, itemType, netType, staticMembers } from "../../facts/net-members.ts";
import type { Token } from "./tokens.ts";

/** Names that code has for objects the facts name otherwise. */
const objects: Readonly<Record<string, string>> = { IResponse: "Response", IRequest: "Request", IUrl: "Url" };

/** Members of a value of this type by what the facts know, each name once: its own, added ones, inherited ones. */
export function membersOf(type: string): readonly MemberFacts[] {
  const name = commonName(objects[type] ?? type);
  const own = objectFacts(name);
  const members = new Map<string, MemberFacts>();
  const inherited = own?.extends === undefined ? [] : instanceMembers(own.extends);
  // A group of users is no group of a match.
  const net = own && /^\w+$/.test(name) ? [] : instanceMembers(name);
  for (const list of [own?.members.values() ?? [], extensionsOf(name), inherited, net]) {
    for (const member of list) if (!members.has(member.name)) members.set(member.name, member);
  }
  return [...members.values()];
}

/** The member of this name that a value of `type` has, behind a `?.` when that may be null. */
export function memberOf(type: string, name: string): MemberFacts | undefined {
  const find = (owner: string) => membersOf(owner).find((candidate) => candidate.name === name);
  return find(type) ?? (type.endsWith("?") ? find(type.slice(0, -1)) : undefined);
}

/** What an indexer on a value of `type` gives. */
export function indexed(type: string): string | undefined {
  const name = commonName(objects[type] ?? type);
  return memberOf(objectFacts(name)?.extends ?? name, "this")?.type;
}

/** What a sequence of `type` consists of. */
export function itemOf(type: string): string | undefined {
  return itemType(objectFacts(type)?.extends ?? commonName(type));
}

/** The .NET type that the token at `at` names, alone or behind its name space. */
export function typeNamedAt(tokens: readonly Token[], at: number): ReturnType<typeof netType> {
  const name = tokens[at];
  if (name?.kind !== "name") return undefined;
  const path = pathTo(tokens, at);
  if (path.length === 1) return netType(name.text);
  const full = path.join(".");
  return netTypes.find(({ fullName }) => fullName.replace(/<.*/, "") === full);
}

/** Members that can be written behind a type's name, each name once. */
export function membersOfType(type: NonNullable<ReturnType<typeof netType>>): readonly MemberFacts[] {
  return [...new Map(staticMembers(type).map((member) => [member.name, member])).values()];
}

/** What follows in the name space that ends with the token at `at`: names of name spaces and of types. */
export function namesInside(tokens: readonly Token[], at: number): ReadonlyMap<string, string> {
  const start = `${pathTo(tokens, at).join(".")}.`;
  const found = new Map<string, string>();
  for (const { fullName, name, description } of netTypes) {
    if (!fullName.startsWith(start)) continue;
    const rest = fullName.slice(start.length).replace(/<.*/, "");
    const [next = ""] = rest.split(".");
    found.set(next, next === name ? description : (found.get(next) ?? "Name space."));
  }
  return found;
}

/** The names with dots between them that end with the token at `at`. */
function pathTo(tokens: readonly Token[], at: number): readonly string[] {
  const path: string[] = [];
  for (let index = at; tokens[index]?.kind === "name"; index -= 2) {
    path.unshift(tokens[index]?.text ?? "");
    if (tokens[index - 1]?.text !== ".") break;
  }
  return tokens[at - 2 * path.length + 1]?.text === "." ? [] : path;
}

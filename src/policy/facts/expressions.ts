import json from "../../../schemas/expressions.json" with { type: "json" };

/** A property or method that expressions may use. */
export interface MemberFacts {
  readonly name: string;
  /** What it is or returns, as C# writes it. */
  readonly type: string;
  readonly description: string;
  /** Set for a method: name and parameters. */
  readonly signature?: string;
  /** Its other signatures. */
  readonly overloads?: readonly string[];
}

/** An object that expressions meet, such as `context.Request`. */
interface ObjectFacts {
  readonly name: string;
  readonly description: string;
  /** A .NET type whose members it has besides its own. */
  readonly extends?: string;
  readonly members: ReadonlyMap<string, MemberFacts>;
}

/** A .NET type that expressions may use. */
export interface NetTypeFacts {
  /** With namespace and type parameters. */
  readonly fullName: string;
  /** Without namespace and type parameters, as it is written in code. */
  readonly name: string;
  readonly description: string;
  /** The members that may be used; `undefined` means all. */
  readonly members?: readonly string[];
}

type Named<T> = Omit<T, "name">;
interface ExpressionsFile {
  readonly objects: Record<
    string,
    Named<ObjectFacts> & { readonly members: Record<string, Named<MemberFacts>> }
  >;
  readonly extensions: readonly (MemberFacts & { readonly on: string })[];
  readonly types: Record<string, { readonly description: string; readonly members?: readonly string[] }>;
}

const parsed: unknown = json;
const file = parsed as ExpressionsFile;

const objects: ReadonlyMap<string, ObjectFacts> = new Map(
  Object.entries(file.objects).map(([name, { members, ...rest }]) => {
    const list = Object.entries(members).map(([key, member]) => [key, { name: key, ...member }] as const);
    return [name, { ...rest, name, members: new Map(list) }];
  }),
);

/** The .NET types that expressions may use. */
export const netTypes: readonly NetTypeFacts[] = Object.entries(file.types).map(([fullName, row]) => ({
  fullName,
  name: (fullName.replace(/<.*/, "").split(".").pop() ?? fullName).trim(),
  ...row,
}));

/** The object behind `context`. */
export const contextObject = "Context";

/** What is known about an object of this type name; `undefined` when it is a .NET type or unknown. */
export function objectFacts(type: string): ObjectFacts | undefined {
  return objects.get(type);
}

/** Names of all objects. */
export const objectNames: readonly string[] = [...objects.keys()];

/** Methods that expressions add to the .NET type `type`, such as `AsJwt` on `string`. */
export function extensionsOf(type: string): readonly MemberFacts[] {
  return file.extensions.filter((extension) => extension.on === type);
}

/**
 * The member that a dotted path leads to, `["context", "Request", "Method"]`; `undefined` when it leads nowhere known.
 * Follows properties only: the result of an indexer or method has to be looked up by its type.
 */
export function memberAt(path: readonly string[]): MemberFacts | undefined {
  const [start, ...rest] = path;
  if (start !== "context") return undefined;
  let type: string = contextObject;
  let member: MemberFacts | undefined;
  for (const name of rest) {
    member = objects.get(type)?.members.get(name);
    if (!member) return undefined;
    type = member.type;
  }
  return member;
}

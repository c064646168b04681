import type { ApiSnapshot, OperationSnapshot } from "../access/index.ts";
import { groupBy } from "./group-by.ts";
import type { Information } from "./information.ts";
import { flagIn, isObject, type JsonObject, lineOfMember, objectIn, textIn } from "./json.ts";
import type { Part, PartKind } from "./parts.ts";
import { operationKey, readSpecification } from "./read-operations.ts";

/** Reads the files of one API, or of one revision of it. */
export async function readApiFolder(parts: readonly Part[], information: Information): Promise<ApiSnapshot> {
  const name = parts[0]?.name ?? "";
  const of = (kind: PartKind) => parts.find((part) => part.kind === kind);
  const description = of("api information");
  const { properties, text } = description
    ? await information.properties(description, "apis")
    : { properties: undefined, text: "" };
  const { operations, listed } = await readOperations(parts, information);
  return {
    name,
    facts: factsOf(name, properties),
    subscriptionRequired: flagIn(properties, "subscriptionRequired"),
    keyPlace: {
      file: (description ?? parts[0])?.path ?? "",
      line: lineOfMember(text, "subscriptionRequired"),
    },
    policy: await information.policy(of("api policy"), "api"),
    operations,
    listed,
  };
}

/** The members of `context.Api`. Which id a revision has there is not documented. */
function factsOf(name: string, properties: JsonObject | undefined): Readonly<Record<string, string>> {
  const known: Readonly<Record<string, string | undefined>> = {
    Id: name.includes(";rev=") ? undefined : name,
    Name: textIn(properties, "displayName"),
    Path: textIn(properties, "path"),
    Revision: textIn(properties, "apiRevision"),
    Version: textIn(properties, "apiVersion"),
  };
  return Object.fromEntries(
    Object.entries(known).flatMap(([member, value]) =>
      value === undefined ? [] : [[member, value] as const],
    ),
  );
}

async function readOperations(
  parts: readonly Part[],
  information: Information,
): Promise<Pick<ApiSnapshot, "operations" | "listed">> {
  const byKey = new Map<string, OperationSnapshot>();
  const listed = await readListed(parts, information, byKey);
  const keys = keysOf(parts.flatMap(({ inner }) => inner ?? []));
  for (const part of parts) {
    const { inner } = part;
    if (inner === undefined) continue;
    const key = keys.get(inner) ?? inner;
    const before = named(byKey.get(key), inner);
    if (part.kind === "operation policy") {
      byKey.set(key, { ...before, policy: await information.policy(part, "operation") });
    } else if (part.kind === "operation information") {
      byKey.set(key, await described(before, part, information));
    }
  }
  return { operations: [...byKey.values()], listed };
}

/**
 * The keys of operations by their names: as a specification has them, but where it would take two of them for one, as `get_orders` and
 * `get-orders`, the names themselves.
 */
function keysOf(names: readonly string[]): ReadonlyMap<string, string> {
  const namesByKey = groupBy([...new Set(names.map((name) => name.toLowerCase()))], operationKey);
  const alone = new Set(namesByKey.flatMap((same) => (same.length === 1 ? same : [])));
  return new Map(
    names.map((name) => {
      const small = name.toLowerCase();
      return [name, alone.has(small) ? operationKey(name) : small] as const;
    }),
  );
}

/** Puts the operations of the specification into `byKey`, and says whether these are all. */
async function readListed(
  parts: readonly Part[],
  information: Information,
  byKey: Map<string, OperationSnapshot>,
): Promise<ApiSnapshot["listed"]> {
  const [specification] = parts
    .filter(({ kind }) => kind === "specification")
    .sort(
      (a, b) =>
        Number(/\.(?:graphql|wsdl|wadl)$/.test(a.path)) - Number(/\.(?:graphql|wsdl|wadl)$/.test(b.path)),
    );
  if (!specification) return "unlisted";
  const text = await information.text(specification);
  if (text === undefined) return "unreadable";
  const read = readSpecification(specification.path, text);
  if (read.kind === "other") return "unlisted";
  if (read.kind === "operations") {
    for (const operation of read.operations) byKey.set(operationKey(operation.name), operation);
  }
  if (read.problem === undefined) return "all";
  information.tell(
    `Which operations there are is not known: ${specification.path} cannot be read. ${read.problem}`,
  );
  return "unreadable";
}

/** An operation that has a folder of this name. Where the specification writes its name otherwise, what its id is stays unknown. */
function named(listed: OperationSnapshot | undefined, name: string): OperationSnapshot {
  if (!listed)
    return { name, facts: { Id: name }, method: undefined, urlTemplate: undefined, policy: undefined };
  if (listed.facts["Id"] === name) return listed;
  const { Id: _, ...facts } = listed.facts;
  return { ...listed, facts };
}

/** With what apiops-cli writes of an operation. */
async function described(
  before: OperationSnapshot,
  part: Part,
  information: Information,
): Promise<OperationSnapshot> {
  const read = await information.json(part);
  const properties = isObject(read?.value) ? objectIn(read.value, "properties") : {};
  const [displayName, method, urlTemplate] = ["displayName", "method", "urlTemplate"].map((name) =>
    textIn(properties, name),
  );
  return {
    ...before,
    facts: {
      ...before.facts,
      ...(displayName !== undefined && { Name: displayName }),
      ...(urlTemplate !== undefined && { UrlTemplate: urlTemplate }),
    },
    ...(method !== undefined && { method: method.toUpperCase() }),
    ...(urlTemplate !== undefined && { urlTemplate }),
  };
}

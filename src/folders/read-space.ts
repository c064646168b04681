import type { ProductSnapshot, SpaceSnapshot } from "../access/index.ts";
import type { NamedValue, PolicySource } from "../policy/index.ts";
import { groupBy } from "./group-by.ts";
import type { Information } from "./information.ts";
import { flagIn, isObject, lineOfMember, textIn } from "./json.ts";
import type { Part, PartKind } from "./parts.ts";
import { readApiFolder } from "./read-api-folder.ts";

/** Reads the files of an instance itself, or of one of its workspaces. */
export async function readSpace(
  parts: readonly Part[],
  workspace: string | undefined,
  information: Information,
): Promise<SpaceSnapshot> {
  const of = (...kinds: readonly PartKind[]) => parts.filter(({ kind }) => kinds.includes(kind));
  const level = workspace === undefined ? "global" : "workspace";
  const namedValues = await readNamedValues(of("named value"), information);
  const fragments = await readFragments(of("fragment policy", "fragment information"), information);
  const products = [];
  const ofProducts = of("product information", "product policy", "product apis", "product api");
  for (const group of groupBy(ofProducts, byName)) products.push(await readProduct(group, information));
  const apis = [];
  const ofApis = of(
    "api information",
    "api policy",
    "specification",
    "operation policy",
    "operation information",
  );
  for (const group of groupBy(ofApis, byName)) apis.push(await readApiFolder(group, information));
  const policy = await information.policy(of("space policy")[0], level);
  return { workspace, policy, products, apis, fragments, namedValues };
}

const byName = ({ name }: Part) => name;

async function readNamedValues(
  parts: readonly Part[],
  information: Information,
): Promise<ReadonlyMap<string, NamedValue>> {
  const values = new Map<string, NamedValue>();
  for (const part of parts) {
    const { properties } = await information.properties(part, "namedValues");
    if (!properties) continue;
    const name = textIn(properties, "displayName") ?? part.name;
    const value = textIn(properties, "value");
    const isHidden = flagIn(properties, "secret") === true || isObject(properties["keyVault"]);
    // two of one name: the service has one of them only, and which is not known; a pipeline fills in {#[TOKEN]#}
    const isText = value !== undefined && !isHidden && !values.has(name) && !/\{#\[.*?\]#\}/.test(value);
    values.set(name, isText ? { kind: "text", text: value } : { kind: "secret" });
  }
  return values;
}

async function readFragments(
  parts: readonly Part[],
  information: Information,
): Promise<ReadonlyMap<string, PolicySource>> {
  const fragments = new Map<string, PolicySource>();
  for (const group of groupBy(parts, byName)) {
    const [document] = group.filter(({ kind }) => kind === "fragment policy");
    const [description] = group.filter(({ kind }) => kind === "fragment information");
    const source =
      (await information.policy(document, "fragment")) ?? (await inJson(description, information));
    if (source) fragments.set(group[0]?.name ?? "", source);
  }
  return fragments;
}

/** A fragment whose text stands in its JSON file. */
async function inJson(part: Part | undefined, information: Information): Promise<PolicySource | undefined> {
  if (!part) return undefined;
  const { properties, text } = await information.properties(part, "policyFragments");
  return {
    level: "fragment",
    file: part.path,
    text: textIn(properties, "value"),
    onLine: lineOfMember(text, "value"),
  };
}

async function readProduct(parts: readonly Part[], information: Information): Promise<ProductSnapshot> {
  const name = parts[0]?.name ?? "";
  const of = (kind: PartKind) => parts.find((part) => part.kind === kind);
  const description = of("product information");
  const { properties, text } = description
    ? await information.properties(description, "products")
    : { properties: undefined, text: "" };
  const file = (description ?? parts[0])?.path ?? "";
  const listed = await listedApis(of("product apis"), information);
  const inFolders = parts.flatMap(({ kind, inner }) =>
    kind === "product api" && inner !== undefined ? [inner] : [],
  );
  return {
    name,
    displayName: textIn(properties, "displayName"),
    // "If the value is omitted when creating a new product its value is assumed to be true" (REST reference)
    subscriptionRequired: properties && (flagIn(properties, "subscriptionRequired") ?? true),
    keyPlace: { file, line: lineOfMember(text, "subscriptionRequired") },
    policy: await information.policy(of("product policy"), "product"),
    apis: listed && new Set([...listed, ...inFolders].map((api) => api.split(";rev=")[0] ?? api)),
  };
}

/** `undefined` when there is a list that cannot be read. */
async function listedApis(
  part: Part | undefined,
  information: Information,
): Promise<readonly string[] | undefined> {
  if (!part) return [];
  const read = await information.json(part);
  if (!read) return undefined;
  if (!Array.isArray(read.value)) {
    information.tell(`${part.path} is no list of APIs: which APIs are in the product is not known.`);
    return undefined;
  }
  return read.value.flatMap((item: unknown) => textIn(item, "name") ?? []);
}

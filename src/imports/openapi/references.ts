import {
  error,
  type ImportProblem,
  isObject,
  type JsonObject,
  type JsonValue,
  note,
  objectIn,
} from "../api-description.ts";
import { namesInCircles } from "./recursive-schemas.ts";

/** How many places are named of many alike. */
const mostNamed = 3;

/** Where a `$ref` stands, as a JSON pointer, and what it says. */
interface Reference {
  readonly at: string;
  readonly target: string;
}

/** The value that a reference within the document leads to, over others; `undefined` where it leads nowhere or out of it. */
export function follow(document: JsonObject, value: JsonValue | undefined): JsonObject | undefined {
  let found = value;
  const seen = new Set<string>();
  while (isObject(found) && typeof found["$ref"] === "string") {
    const target = found["$ref"];
    if (seen.has(target) || !target.startsWith("#")) return undefined;
    seen.add(target);
    found = valueAt(document, target);
  }
  return isObject(found) ? found : undefined;
}

/** What is wrong with the references of a document. */
export function referenceProblems(document: JsonObject): readonly ImportProblem[] {
  const all = [...referencesIn(document)];
  const outside = all.filter(({ target }) => !target.startsWith("#"));
  const nowhere = all.filter(
    ({ target }) => target.startsWith("#") && valueAt(document, target) === undefined,
  );
  const circles = recursiveSchemas(document);
  return [
    ...(outside.length > 0
      ? [
          error(
            `The service follows no references out of a document: ${named(outside)}. Bundle everything into one document, then import that.`,
            { at: membersTo(outside) },
          ),
        ]
      : []),
    ...(nowhere.length > 0
      ? [
          error(`References lead to nothing: ${named(nowhere)}. Mend them, or add what they name.`, {
            at: membersTo(nowhere),
          }),
        ]
      : []),
    ...(circles.length > 0
      ? [
          note(
            `Schemas contain themselves: ${circles.slice(0, mostNamed).join(", ")}${more(circles.length)}. The service does not support that and may refuse the document, or leave their descriptions out.`,
          ),
        ]
      : []),
  ];
}

/** The value at a fragment such as `#/components/schemas/Order`. */
function valueAt(document: JsonObject, fragment: string): JsonValue | undefined {
  let found: JsonValue | undefined = document;
  for (const part of fragment.slice(1).split("/").slice(1)) {
    found = memberOf(found, decoded(part));
  }
  return found;
}

function memberOf(value: JsonValue | undefined, name: string): JsonValue | undefined {
  if (typeof value !== "object" || value === null || !Object.hasOwn(value, name)) return undefined;
  return Reflect.get(value, name);
}

/** The name that a part of a JSON pointer stands for, in a fragment. */
function decoded(part: string): string {
  return plain(part).replaceAll("~1", "/").replaceAll("~0", "~");
}

function plain(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

function escaped(name: string): string {
  return name.replaceAll("~", "~0").replaceAll("/", "~1");
}

/** Members whose names are chosen by whoever wrote the document. */
const freelyNamed =
  /\/(?:properties|patternProperties|schemas|definitions|\$defs|responses|parameters|headers|components)$/;

/** What has values of the API, or of tools, and no references that the service follows. */
const withoutReferences = /^(?:example|examples|enum|default|const|x-.*)$/;

/** Every reference of a value but for those in examples, enumerations and extensions. */
function* referencesIn(value: JsonValue | undefined, at = ""): Generator<Reference> {
  const waiting: (readonly [JsonValue | undefined, string])[] = [[value, at]];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const [one, place] = next;
    if (typeof one !== "object" || one === null) continue;
    if (isObject(one) && typeof one["$ref"] === "string" && !/\/properties$/.test(place))
      yield { at: place || "/", target: one["$ref"] };
    for (const [name, member] of Object.entries(one)) {
      if (withoutReferences.test(name) && !freelyNamed.test(place)) continue;
      waiting.push([member, `${place}/${escaped(name)}`]);
    }
  }
}

/** Names of schemas from which references lead back to themselves. */
function recursiveSchemas(document: JsonObject): readonly string[] {
  const isNewer = isObject(document["components"]);
  const schemas = isNewer
    ? objectIn(objectIn(document, "components"), "schemas")
    : objectIn(document, "definitions");
  const folder = isNewer ? "#/components/schemas/" : "#/definitions/";
  const uses = Object.entries(schemas).map(([name, schema]) => {
    const whole = [...referencesIn(schema, `${folder.slice(1)}${escaped(name)}`)]
      .filter(({ target }) => target.startsWith(folder) && !target.slice(folder.length).includes("/"))
      .map(({ target }) => decoded(target.slice(folder.length)));
    return [name, new Set(whole)] as const;
  });
  return namesInCircles(new Map(uses));
}

/** The members that lead to the first of them. */
function membersTo([first]: readonly Reference[]): readonly string[] {
  return [...(first?.at.split("/").slice(1).filter(Boolean).map(decoded) ?? []), "$ref"];
}

function named(references: readonly Reference[]): string {
  const some = references.slice(0, mostNamed).map(({ at, target }) => `${target} at ${at}`);
  return `${some.join("; ")}${more(references.length)}`;
}

function more(count: number): string {
  return count > mostNamed ? ` and ${count - mostNamed} more` : "";
}

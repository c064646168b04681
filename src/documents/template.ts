import { below, idAt } from "../resources/below.ts";
import type { Field, Json, Kind } from "../resources/kind.ts";
import { valueLine, wishLine } from "./document-text.ts";
import { hasChosenId, identityFields, namedFields } from "./names.ts";
import { type DocumentSchema, type FieldSchema, fieldSchema, schemaOf } from "./schemas.ts";
import { wishesFor } from "./wishes.ts";

/** More choices than these are left to the completion of the editor. */
const mostChoices = 6;

/**
 * The document of a new one: the fields without which none can be made, with comments on what there is to choose from, and the
 * secrets that it may have as comments that can be taken in. `parent` is the id of what it is to stand below.
 */
export function templateOf(
  kind: Kind,
  schema: DocumentSchema | undefined = schemaOf(kind),
  parent?: string,
): string {
  const needed = new Set(schema?.required ?? []);
  const given = below(kind, parent);
  const own = [...identityFields(kind), ...Object.keys(given)];
  const firsts = Object.fromEntries(
    namedFields(kind).map(({ path, name, field }) => [path, firstValue(field, fieldSchema(schema, name))]),
  );
  const isAsked = ({ ask }: Field) => ask && !ask.optional && !ask.unless?.(firsts);
  const fields = namedFields(kind).filter(
    ({ path, name, field }) => needed.has(name) || own.includes(path) || isAsked(field),
  );
  const id = hasChosenId(kind) ? [{ path: "id", name: "id", field: undefined }] : [];
  const lines = [...id, ...fields].map(({ path, name, field }) => {
    const about = fieldSchema(schema, name);
    const value = field ? (given[path] ?? firstValue(field, about)) : idAt({ parent }, "");
    return {
      above: commentsOn(field, about),
      text: field?.secret ? wishLine(name, "ask") : valueLine(name, value),
    };
  });
  const body = lines.flatMap(({ above, text }, index) => {
    const comma = index < lines.length - 1 ? "," : "";
    return [...above, text + comma];
  });
  const secrets = optionalSecrets(kind, schema)
    .filter((name) => !needed.has(name))
    .map((name) => `  // ${wishLine(name, "ask").trimStart()}`);
  return `${["{", ...body, ...secrets, "}"].join("\n")}\n`;
}

/** The secrets that a new one may be given. Auth0 makes those of its things itself. */
function optionalSecrets(kind: Kind, schema: DocumentSchema | undefined): readonly string[] {
  if (kind.cloud === "auth0") return [];
  const secrets = namedFields(kind).filter(({ field }) => field.secret);
  return secrets.filter((one) => wishesFor(kind, one, schema).includes("ask")).map(({ name }) => name);
}

function commentsOn(field: Field | undefined, schema: FieldSchema | undefined): readonly string[] {
  const text = schema?.description ?? schema?.markdownDescription;
  const [sentence] = text?.split(/(?<=\.)\s|\n/) ?? [];
  const some = field?.ask?.choices?.map(({ value, label }) =>
    value === label ? JSON.stringify(value) : `${JSON.stringify(value)} (${label})`,
  );
  const choices = some ?? choicesOf(schema).map((choice) => JSON.stringify(choice));
  const shown = choices.slice(0, mostChoices).join(", ");
  const more = choices.length > mostChoices ? ", …" : ".";
  const choice = choices.length > 0 ? [`${isList(schema) ? "Any" : "One"} of ${shown}${more}`] : [];
  return [...(sentence ? [sentence] : []), ...choice].map((line) => `  // ${line}`);
}

/** What can stand in a field, or in its list. */
function choicesOf(schema: FieldSchema | undefined): readonly Json[] {
  const parts = [schema, ...(schema?.anyOf ?? []), ...(schema?.oneOf ?? [])];
  const own = parts.flatMap((one) => one?.enum ?? []);
  const all = own.length > 0 || !schema?.items ? own : choicesOf(schema.items);
  return all.filter((one) => one !== null);
}

function firstValue(field: Field, schema: FieldSchema | undefined): Json {
  const given = field.ask?.choices?.[0]?.value ?? schema?.default ?? schema?.examples?.[0];
  if (given !== undefined && given !== null) return given;
  const [choice = ""] = choicesOf(schema);
  if (isList(schema) || field.set) return schema?.minItems ? [choice] : [];
  if (choice !== "") return choice;
  const types = typesOf(schema);
  if (types.includes("boolean")) return false;
  if (types.includes("integer") || types.includes("number")) return 0;
  return types.includes("object") ? {} : "";
}

function isList(schema: FieldSchema | undefined): boolean {
  return typesOf(schema).includes("array") || schema?.items !== undefined;
}

function typesOf(schema: FieldSchema | undefined): readonly string[] {
  return typeof schema?.type === "string" ? [schema.type] : (schema?.type ?? []);
}

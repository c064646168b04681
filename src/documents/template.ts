import type { Json, Kind } from "../resources/kind.ts";
import { valueLine, wishLine } from "./document-text.ts";
import { hasChosenId, identityFields, namedFields } from "./names.ts";
import { type DocumentSchema, type FieldSchema, fieldSchema, schemaOf } from "./schemas.ts";

/**
 * The document of a new one: the fields without which none can be made, with comments on what there is to choose from, and the
 * secrets as comments that can be taken in.
 */
export function templateOf(kind: Kind, schema: DocumentSchema | undefined = schemaOf(kind)): string {
  const needed = new Set([...(schema?.required ?? []), ...asked(kind)]);
  const own = identityFields(kind);
  const fields = namedFields(kind).filter(
    ({ path, name, field }) => !field.secret && (needed.has(name) || own.includes(path)),
  );
  const names = [...(hasChosenId(kind) ? ["id"] : []), ...fields.map(({ name }) => name)];
  const lines = names.map((name) => {
    const field = fieldSchema(schema, name);
    return { above: commentsOn(field), text: valueLine(name, firstValue(field)) };
  });
  const secrets = namedFields(kind)
    .filter(({ field }) => field.secret)
    .map(({ name }) => `  // ${wishLine(name, "ask").trimStart()}`);
  const body = lines.flatMap(({ above, text }, index) => {
    const comma = index < lines.length - 1 ? "," : "";
    return [...above, text + comma];
  });
  return `${["{", ...body, ...secrets, "}"].join("\n")}\n`;
}

/** What a person is asked for who creates one. */
function asked(kind: Kind): readonly string[] {
  return namedFields(kind)
    .filter(({ field: { ask } }) => ask && !ask.optional)
    .map(({ name }) => name);
}

function commentsOn(field: FieldSchema | undefined): readonly string[] {
  const text = field?.description ?? field?.markdownDescription;
  const [sentence] = text?.split(/(?<=\.)\s|\n/) ?? [];
  const choices = choicesOf(field).map((choice) => JSON.stringify(choice));
  const choice = choices.length > 0 ? [`One of ${choices.join(", ")}.`] : [];
  const some = field?.items && choices.length > 0 ? [`Any of ${choices.join(", ")}.`] : choice;
  return [...(sentence ? [sentence] : []), ...some].map((line) => `  // ${line}`);
}

/** What can stand in a field, or in its list. */
function choicesOf(field: FieldSchema | undefined): readonly Json[] {
  const parts = [field, ...(field?.anyOf ?? []), ...(field?.oneOf ?? [])];
  const own = parts.flatMap((one) => one?.enum ?? []);
  const all = own.length > 0 || !field?.items ? own : choicesOf(field.items);
  return all.filter((one) => one !== null);
}

function firstValue(field: FieldSchema | undefined): Json {
  const given = field?.default ?? field?.examples?.[0];
  if (given !== undefined && given !== null) return given;
  const [choice = ""] = choicesOf(field);
  const types = field?.type === undefined || typeof field.type === "string" ? [field?.type] : field.type;
  if (types.includes("array") || field?.items) return field?.minItems ? [choice] : [];
  if (choice !== "") return choice;
  if (types.includes("boolean")) return false;
  if (types.includes("integer") || types.includes("number")) return 0;
  return types.includes("object") ? {} : "";
}

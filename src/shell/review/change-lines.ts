import { fieldOf, isElements, labelOf } from "../../resources/fields.ts";
import type { Change, FieldChange, Json, Kind } from "../../resources/kind.ts";
import { isLater } from "../../resources/later.ts";

/** A change with everything it will set, in lines of text; without secrets and without what is known only later. */
export function linesOf({ title, fields }: Change, kind: Kind | undefined): string[] {
  const known = fields.filter(({ path }) => kind && !fieldOf(kind, path)?.secret);
  return [`• ${title}`, ...known.flatMap((field) => lineOf(field, kind ? labelOf(kind, field.path) : ""))];
}

function lineOf(field: FieldChange, label: string): string[] {
  const value = isElements(field) ? field.added : field.after;
  if (isLater(value)) return [];
  const text = textOf(value);
  return text === "" ? [] : [`    ${label}: ${text}`];
}

function textOf(value: Json | undefined): string {
  if (Array.isArray(value)) return value.map(textOf).join(", ");
  if (typeof value === "object" && value !== null) return textOf(Object.values(value)[0]);
  return value === undefined || value === null ? "" : String(value);
}

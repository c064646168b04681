import { applyEdits } from "../core/edit.ts";
import { Failure } from "../core/failure.ts";
import { fieldsOf } from "../resources/fields.ts";
import type { Json, Kind, Stored } from "../resources/kind.ts";
import type { SecretWish } from "./document.ts";
import { hasChosenId, identityFields, type NamedField, namedFields } from "./names.ts";
import { readPlaces } from "./read-document.ts";
import { without } from "./without.ts";

/** The document of one that is there: what can be written and has a value, in the order of the kind's fields. */
export function documentOf(kind: Kind, { ref, value }: Stored): string {
  const values = fieldsOf(kind, value);
  const fields = namedFields(kind);
  const isOff = (path: string) =>
    fields.some(
      ({ field: { secretWhile } }) => secretWhile?.instead === path && values[secretWhile.field] !== true,
    );
  const lines = fields.flatMap(({ path, name, field }): readonly string[] => {
    if (field.secret) return isOff(path) ? [] : [wishLine(name, "keep")];
    const one = field.secretWhile && values[field.secretWhile.field] === true ? undefined : values[path];
    return one === undefined || one === null ? [] : [valueLine(name, one)];
  });
  return objectOf(hasChosenId(kind) ? [valueLine("id", ref.id), ...lines] : lines);
}

/**
 * The document of another one like that in `text`, comments and all: without secrets and what only changes set, and with an empty text in the place of an
 * id and of what else must be its own.
 *
 * @throws Failure when `text` cannot be read.
 */
export function duplicateOf(kind: Kind, text: string): string {
  const read = readPlaces(kind, text, undefined);
  const broken = "code" in read ? read : read.problems.find(({ code }) => code === "duplicate-key");
  if (broken || "code" in read) {
    throw new Failure("invalid-input", "The document cannot be read, so it was not duplicated.", {
      remedy: `Mend it first. ${broken?.message}`,
    });
  }
  const own = identityFields(kind);
  const named = (is: (field: NamedField) => boolean) =>
    namedFields(kind)
      .filter(is)
      .map(({ name }) => name);
  const blank = [...(hasChosenId(kind) ? ["id"] : []), ...named(({ path }) => own.includes(path))];
  const isLeft = ({ field }: NamedField) => field.secret === true || field.onlyChanged === true;
  const gone = [...(hasChosenId(kind) ? [] : ["id"]), ...named(isLeft)];
  const present = (names: readonly string[]) => names.filter((name) => read.members.has(name));
  const blanks = present(blank).flatMap((name) => read.members.get(name)?.valueSpan ?? []);
  const plain = applyEdits(
    text,
    blanks.map((span) => ({ span, newText: '""' })),
  );
  return present(gone).reduce(without, plain.replace(/^\uFEFF/, ""));
}

/** `"name": value` as it stands in an object, with two spaces for each level. */
export function valueLine(name: string, value: Json): string {
  return `  ${JSON.stringify(name)}: ${JSON.stringify(value, null, 2).replaceAll("\n", "\n  ")}`;
}

/** What shall become of a secret, as it stands in an object. */
export function wishLine(name: string, wish: SecretWish): string {
  return `  ${JSON.stringify(name)}: { "secret": "${wish}" }`;
}

function objectOf(lines: readonly string[]): string {
  return lines.length === 0 ? "{}\n" : `{\n${lines.join(",\n")}\n}\n`;
}

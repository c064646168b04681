import { readDocument } from "../../documents/index.ts";
import type { Field, Kind } from "../../resources/kind.ts";

/** What may be said of a secret, and what is typed on the way to it. */
const wishes = ["keep", "ask", "remove", "from-application"];

/** Something that stands behind a name: a text, an object or a list up to its end or that of the document, or a word. */
const value = /"(?:[^"\\\r\n]|\\.)*"?|'[^'\r\n]*'?|\{[^}]*\}?|\[[^\]]*\]?|[^\s,{}[\]]+/y;

const literal = /"((?:[^"\\\r\n]|\\.)*)"?|'([^'\r\n]*)'?|[^\s,:{}[\]"']+/g;

/**
 * Whether something but a wish stands where a secret of `kind` has its place: in texts that are no JSON, and in comments, too.
 * What is half typed on the way to a wish is none.
 */
export function saysSecret(kind: Kind, text: string, base: object = {}): boolean {
  if (hasSecretMember(kind, text)) return true;
  return secretNames(kind, text, base).some((name) => {
    const places = text.matchAll(new RegExp(`["']${literally(name)}["']\\s*[:=]\\s*`, "g"));
    return [...places].some(({ index, 0: lead }) => isSecret(valueAt(text, index + lead.length)));
  });
}

/** Among the members of a field's value, as far as the text can be read. */
function hasSecretMember(kind: Kind, text: string): boolean {
  const may = Object.values<Field>(kind.fields).some(({ isSecretMember }) => isSecretMember);
  return may && readDocument(kind, text).problems.some(({ code }) => code === "secret-in-clear");
}

/** Of those that are secrets because of another field, too, whether the text says so or what it was begun from. */
function secretNames({ fields }: Kind, text: string, base: object): readonly string[] {
  const before = new Map<string, unknown>(Object.entries(base));
  const all = new Map(Object.entries<Field>(fields));
  return [...all].flatMap(([path, { secret, secretWhile, name = path }]) => {
    const other = secretWhile?.field ?? "";
    const otherName = all.get(other)?.name ?? other;
    const isOn =
      before.get(other) === true || new RegExp(`"${literally(otherName)}"\\s*:\\s*true`).test(text);
    return secret || (secretWhile && isOn) ? [name] : [];
  });
}

function valueAt(text: string, position: number): string {
  value.lastIndex = position;
  return value.exec(text)?.[0] ?? "";
}

/** Whether a value that stands in the place of a secret is one, and not a wish or the beginning of one. */
export function isSecret(said: string): boolean {
  const words = [...said.matchAll(literal)].map(([whole, double, single]) => double ?? single ?? whole);
  return words.some((word) => word !== "secret" && !isHarmless(word));
}

function isHarmless(word: string): boolean {
  if (/^(?:|null|true|false|\/\/.*|"secret"?)$/.test(word)) return true;
  return wishes.some((wish) => wish.startsWith(word)) || "secret".startsWith(word);
}

function literally(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&");
}

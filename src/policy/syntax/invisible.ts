import { isSpace } from "./characters.ts";

/** Format characters, which nothing takes off and nobody sees. */
const format = /[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0]/;

/** Spaces that are none of XML, though .NET trims them and takes them for white space in C#. */
const spaces = /[\u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]/;

const any = new RegExp(`${format.source}|${spaces.source}`);
const all = new RegExp(any.source, "g");
const beyondAscii = /[^\0-\x7f]/;

/** Whether an invisible character stands in `text` behind its first one. */
export function mayHoldInvisible(text: string): boolean {
  return beyondAscii.test(text) && any.test(text.slice(1));
}

/** Where in `text`, behind its first character, one stands that looks like a space; the length when there is none. */
export function indexOfSpace(text: string): number {
  const index = beyondAscii.test(text) ? text.slice(1).search(spaces) : -1;
  return index < 0 ? text.length : index + 1;
}

/** `text` without its invisible characters. */
export function withoutInvisible(text: string): string {
  return beyondAscii.test(text) ? text.replace(all, "") : text;
}

/** The first offset from `from` on that holds neither white space nor an invisible character. */
export function skipBlank(text: string, from: number): number {
  let position = from;
  for (;;) {
    const code = text.charCodeAt(position);
    if (!isSpace(code) && !isInvisible(code)) return position;
    position += 1;
  }
}

/** `end` moved back over white space and invisible characters before it, not beyond `start`. */
export function trimBlank(text: string, start: number, end: number): number {
  let position = end;
  for (; position > start; position -= 1) {
    const code = text.charCodeAt(position - 1);
    if (!isSpace(code) && !isInvisible(code)) break;
  }
  return position;
}

/** Whether `code` is a character that shows no sign, and does not even make a gap in most fonts. */
export function isFormatCharacter(code: number): boolean {
  return code >= 128 && format.test(String.fromCharCode(code));
}

/** Whether `code` is a character that looks like nothing or like a space, and is neither to XML. */
export function isInvisible(code: number): boolean {
  return code >= 128 && any.test(String.fromCharCode(code));
}

const names = new Map<number, string>([
  [0xa0, "no-break space"],
  [0xad, "soft hyphen"],
  [0x200b, "zero width space"],
  [0x200c, "zero width non-joiner"],
  [0x200d, "zero width joiner"],
  [0x200e, "left-to-right mark"],
  [0x200f, "right-to-left mark"],
  [0x202f, "narrow no-break space"],
  [0x2060, "word joiner"],
  [0x3000, "ideographic space"],
  [0xfeff, "byte order mark"],
]);

/** The code point in the usual form, with its name if it is one that people meet: `U+00A0 (no-break space)`. */
export function describeCharacter(code: number): string {
  const name = names.get(code);
  const point = `U+${code.toString(16).toUpperCase().padStart(4, "0")}`;
  return name ? `${point} (${name})` : point;
}

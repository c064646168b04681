/** Character codes the scanners compare with; code points are cheaper to compare than one-letter strings. */
export const Code = {
  tab: 0x09,
  lineFeed: 0x0a,
  carriageReturn: 0x0d,
  space: 0x20,
  exclamation: 0x21,
  doubleQuote: 0x22,
  dollar: 0x24,
  ampersand: 0x26,
  apostrophe: 0x27,
  openParenthesis: 0x28,
  closeParenthesis: 0x29,
  star: 0x2a,
  hyphen: 0x2d,
  slash: 0x2f,
  lessThan: 0x3c,
  equals: 0x3d,
  greaterThan: 0x3e,
  question: 0x3f,
  at: 0x40,
  openBracket: 0x5b,
  backslash: 0x5c,
  closeBracket: 0x5d,
  openBrace: 0x7b,
  closeBrace: 0x7d,
  byteOrderMark: 0xfeff,
} as const;

/** White space as XML means it. */
export function isSpace(code: number): boolean {
  return code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09;
}

const nameStart = 2;
const namePart = 1;
const names = new Uint8Array(128);
for (let code = 0; code < 128; code += 1) {
  const character = String.fromCharCode(code);
  if (/[A-Za-z_:]/.test(character)) names[code] = nameStart;
  else if (/[\d.-]/.test(character)) names[code] = namePart;
}

/** Whether `code` may begin an element or attribute name; every character beyond ASCII is let through. */
export function isNameStart(code: number): boolean {
  return code < 128 ? names[code] === nameStart : code >= 128 && code !== Code.byteOrderMark;
}

/** Whether `code` may stand inside an element or attribute name. */
export function isNamePart(code: number): boolean {
  return code < 128 ? names[code] !== 0 : code >= 128 && code !== Code.byteOrderMark;
}

/** The first offset at or behind `from`, before `limit`, that holds no white space. */
export function skipSpace(text: string, from: number, limit = text.length): number {
  let position = from;
  while (position < limit && isSpace(text.charCodeAt(position))) position += 1;
  return position;
}

/** The first offset at or behind `from` that is no part of a name. */
export function skipName(text: string, from: number): number {
  let position = from;
  for (;;) {
    const code = text.charCodeAt(position);
    // Not a number, behind the end of the text, is part of no name either.
    if (code < 128 ? names[code] === 0 : !isNamePart(code)) return position;
    position += 1;
  }
}

/** `end` moved back over the white space before it, not beyond `start`. */
export function trimEnd(text: string, start: number, end: number): number {
  let position = end;
  while (position > start && isSpace(text.charCodeAt(position - 1))) position -= 1;
  return position;
}

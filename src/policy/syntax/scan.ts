import { Code, isNamePart, isNameStart, isSpace } from "./characters.ts";
import { byteOrderMark, type Codes } from "./codes.ts";
import { besidesSpaces, beyondAscii, firstOf, lowestByte, unusual } from "./words.ts";

/** For each code, 1 when `has` is true of the characters it stands for. */
function table(has: (unit: number) => boolean): Uint8Array {
  return Uint8Array.from({ length: 256 }, (_, code) =>
    has(code === byteOrderMark ? Code.byteOrderMark : code) ? 1 : 0,
  );
}

const spaces = table(isSpace);
const nameStart = table(isNameStart);
/** A byte order mark within a name is found there, as other invisible characters are, and told. */
const namePart = table((unit) => isNamePart(unit) || unit === Code.byteOrderMark);
/** What ends a quoted value or raises a question about it; zero stands for the end of the text. */
const questionableUnits = table((unit) => "\"'<&@\n\0".includes(String.fromCharCode(unit)));

/** What may stand behind a closing quote; zero stands for the end of the text. */
const endsValue = table((unit) => " \t\r\n>/?\0".includes(String.fromCharCode(unit)));

// Where a table is read in a loop it has a local name: the engine looks that up once, and not for each character.

/** Whether a name may begin at `position`. */
export function startsName({ bytes }: Codes, position: number): boolean {
  return nameStart[bytes[position] ?? 0] === 1;
}

/** The first offset at or behind `from` that holds no white space. */
export function afterSpace(codes: Codes, from: number): number {
  const { bytes, view } = codes;
  const space = spaces;
  let position = from;
  while (space[bytes[position] ?? 0] === 1) {
    position += 1;
    let others = besidesSpaces(view.getInt32(position, true));
    while (others === 0) {
      position += 4;
      others = besidesSpaces(view.getInt32(position, true));
    }
    position += lowestByte(others);
  }
  return position;
}

/** The first offset at or behind `from` that is no part of a name. */
export function afterName({ bytes }: Codes, from: number): number {
  const part = namePart;
  let position = from;
  while (part[bytes[position] ?? 0] === 1) position += 1;
  return position;
}

/**
 * Whether the name of `length` characters at `known` stands at `start` as well, and no longer one. Says no for names
 * beyond ASCII, whose codes do not tell.
 */
export function sameName({ bytes, view }: Codes, known: number, length: number, start: number): boolean {
  if (namePart[bytes[start + length] ?? 0] === 1) return false;
  let index = 0;
  for (; index + 4 <= length; index += 4) {
    const word = view.getInt32(start + index, true);
    if (word !== view.getInt32(known + index, true) || beyondAscii(word) !== 0) return false;
  }
  const word = view.getInt32(start + index, true);
  return firstOf((word ^ view.getInt32(known + index, true)) | beyondAscii(word), length - index) === 0;
}

/**
 * The closing quote of the value whose opening quote stands at `open`, when the value raises no question, as nearly
 * all do not; else -1.
 */
export function simpleClose(codes: Codes, open: number): number {
  const { bytes, view } = codes;
  const questionable = questionableUnits;
  const ends = endsValue;
  let close = open + 1;
  for (;;) {
    const found = unusual(view.getInt32(close, true));
    if (found === 0) {
      close += 4;
    } else {
      close += lowestByte(found);
      if (questionable[bytes[close] ?? 0] === 1) break;
      close += 1;
    }
  }
  const simple =
    bytes[close] === bytes[open] &&
    ends[bytes[close + 1] ?? 0] === 1 &&
    (bytes[close + 1] !== Code.slash || bytes[close + 2] === Code.greaterThan) &&
    bytes[close - 1] !== Code.equals;
  return simple ? close : -1;
}

/** Four characters at once, each a byte of one number, the first one lowest. */
type Word = number;

/** Not 0 when `word` is anything but four spaces; its lowest bit is then one of the first other character. */
export function besidesSpaces(word: Word): Word {
  return word ^ 0x20202020;
}

/** Not 0 when a character of `word` is beyond ASCII. */
export function beyondAscii(word: Word): Word {
  return word & 0x80808080;
}

/** `word` with nothing but its first `count` characters, at most three. */
export function firstOf(word: Word, count: number): Word {
  return word & ((1 << (count << 3)) - 1);
}

/** Which character of `word`, 0 the first, has the lowest bit that is set; `word` is not 0. */
export function lowestByte(word: Word): number {
  return (31 - Math.clz32(word & -word)) >> 3;
}

/**
 * Not 0 when one of four characters comes before "(", is "<" or "@", or is beyond ASCII. The lowest bit is then one of
 * the first such character; those above need not be right.
 */
export function unusual(word: Word): Word {
  const lessThan = word ^ 0x3c3c3c3c;
  const at = word ^ 0x40404040;
  // Taking 1 from a byte of 0, or 0x28 from a smaller one, sets its high bit.
  const found =
    word | (word - 0x28282828) | ((lessThan - 0x01010101) & ~lessThan) | ((at - 0x01010101) & ~at);
  return found & 0x80808080;
}

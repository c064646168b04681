import { Code } from "./characters.ts";

/** Any character beyond ASCII but the byte order mark: which one it is makes no difference to the parser. */
const beyondAscii = 0x80;
export const byteOrderMark = 0xff;
/** So many places behind the end can be read. */
const padding = 8;
/** Memory for longer texts is not kept. */
const mostKept = 2 ** 20;

const encoder = new TextEncoder();

/**
 * A text as the parser walks over it: one byte for each UTF-16 unit, so that offsets are those of the text, and zeros
 * behind the end. Reading a byte takes a third of the time that reading a character of a string does. Good until the
 * next text is encoded, which may take the same memory.
 */
export class Codes {
  readonly bytes: Uint8Array;
  /** The same bytes, for reading four at once. */
  readonly view: DataView;
  /** No character of the text is beyond ASCII. */
  readonly isAscii: boolean;

  constructor(text: string) {
    const bytes = memoryFor(text.length);
    const { read, written } = encoder.encodeInto(text, bytes);
    // In UTF-8, whatever is not ASCII takes more bytes than it has units.
    this.isAscii = read === text.length && written === read;
    if (!this.isAscii) encodeUnits(text, bytes);
    bytes.fill(0, text.length, text.length + padding);
    this.bytes = bytes;
    this.view = new DataView(bytes.buffer);
  }
}

let kept = new Uint8Array(0);

/** One text is parsed after the other, at every keystroke: fresh memory each time would be slow and soon garbage. */
function memoryFor(length: number): Uint8Array {
  const size = length + padding;
  if (size > mostKept) return new Uint8Array(size);
  if (kept.length < size) kept = new Uint8Array(Math.min(2 * size, mostKept));
  return kept;
}

function encodeUnits(text: string, bytes: Uint8Array): void {
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    bytes[index] = unit === Code.byteOrderMark ? byteOrderMark : Math.min(unit, beyondAscii);
  }
}

/** How a file's bytes become text, so that it can be written back as it was. */
export interface Encoding {
  readonly kind: "utf8" | "utf16le" | "utf16be";
  readonly byteOrderMark: boolean;
}

/** What the decoder and people call each kind. */
export const encodingNames = { utf8: "UTF-8", utf16le: "UTF-16LE", utf16be: "UTF-16BE" } as const;

/** The encoding that the byte order mark names; UTF-8 without one. */
export function encodingKind([first, second]: Buffer): Encoding["kind"] {
  if (first === 0xff && second === 0xfe) return "utf16le";
  return first === 0xfe && second === 0xff ? "utf16be" : "utf8";
}

/** The bytes of `text` in `encoding`. */
export function encode(text: string, { kind, byteOrderMark }: Encoding): Buffer {
  const whole = byteOrderMark ? `\uFEFF${text}` : text;
  return kind === "utf16be" ? Buffer.from(whole, "utf16le").swap16() : Buffer.from(whole, kind);
}

/** One DER value: tag, length, content. */
export function der(tag: number, ...parts: readonly Uint8Array[]): Buffer {
  const content = Buffer.concat(parts);
  return Buffer.concat([Buffer.from([tag, ...lengthOctets(content.length)]), content]);
}

/** SEQUENCE. */
export const sequence = (...parts: readonly Uint8Array[]) => der(0x30, ...parts);
/** SET. */
export const set = (...parts: readonly Uint8Array[]) => der(0x31, ...parts);
/** A context-specific, constructed tag: `[number] EXPLICIT`. */
export const explicit = (number: number, ...parts: readonly Uint8Array[]) => der(0xa0 + number, ...parts);
/** OCTET STRING. */
export const octets = (content: Uint8Array) => der(0x04, content);
/** BIT STRING; `unused` bits at its end do not count. */
export const bits = (content: Uint8Array, unused = 0) => der(0x03, Buffer.from([unused]), content);
/** UTF8String. */
export const utf8 = (text: string) => der(0x0c, Buffer.from(text, "utf8"));
/** BOOLEAN true. */
export const yes = der(0x01, Buffer.from([0xff]));
/** NULL. */
export const nothing = der(0x05);

/** A positive INTEGER from its big-endian octets. */
export function integer(magnitude: Uint8Array): Buffer {
  const first = magnitude[0] ?? 0;
  return first > 0x7f ? der(0x02, Buffer.from([0]), magnitude) : der(0x02, magnitude);
}

/** OBJECT IDENTIFIER from its dotted form. */
export function oid(dotted: string): Buffer {
  const [first = 0, second = 0, ...rest] = dotted.split(".").map(Number);
  return der(0x06, Buffer.from([first * 40 + second, ...rest.flatMap(base128)]));
}

/** UTCTime up to 2049 and GeneralizedTime from then on (RFC 5280 section 4.1.2.5), to the second. */
export function time(date: Date): Buffer {
  const text = `${date.toISOString().replace(/[-:T]/g, "").slice(0, 14)}Z`;
  return date.getUTCFullYear() < 2050 ? der(0x17, ascii(text.slice(2))) : der(0x18, ascii(text));
}

const ascii = (text: string) => Buffer.from(text, "ascii");

function lengthOctets(length: number): number[] {
  if (length < 0x80) return [length];
  const octetsOfLength: number[] = [];
  for (let rest = length; rest > 0; rest >>= 8) octetsOfLength.unshift(rest & 0xff);
  return [0x80 + octetsOfLength.length, ...octetsOfLength];
}

function base128(value: number): number[] {
  const result = [value & 0x7f];
  for (let rest = value >> 7; rest > 0; rest >>= 7) result.unshift((rest & 0x7f) | 0x80);
  return result;
}

/** Bytes that base64 text stands for; `undefined` when it is not base64. White space between is allowed. */
export function base64Bytes(text: string): number | undefined {
  const compact = text.replace(/\s+/g, "");
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(compact) || compact.length % 4 !== 0) return undefined;
  const padding = compact.endsWith("==") ? 2 : compact.endsWith("=") ? 1 : 0;
  return (compact.length / 4) * 3 - padding;
}

const digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/** The base64 of `text` as UTF-8. */
export function toBase64(text: string): string {
  const bytes = new TextEncoder().encode(text);
  let result = "";
  for (let index = 0; index < bytes.length; index += 3) {
    const [a = 0, b = 0, c = 0] = bytes.subarray(index, index + 3);
    const bits = (a << 16) | (b << 8) | c;
    const left = bytes.length - index;
    result += digits[bits >> 18] ?? "";
    result += digits[(bits >> 12) & 63] ?? "";
    result += left > 1 ? (digits[(bits >> 6) & 63] ?? "") : "=";
    result += left > 2 ? (digits[bits & 63] ?? "") : "=";
  }
  return result;
}

/**
 * Whether the text of a key is no shared secret but a certificate or public key: PEM, a JSON Web Key, or base64 of DER,
 * which begins with a sequence of more than 127 bytes.
 */
export function isPublicKeyText(text: string): boolean {
  return /-----BEGIN |^\s*\{\s*"|^\s*(MII[A-Z]|LS0tLS1CRUdJ|MFkw)/.test(text);
}

/** Bytes that make two texts under the same key look unlike (NIST SP 800-38D, 8.2). */
const nonceLength = 12;

/** A new key for {@link seal}, as text. */
export function newSealKey(): string {
  return toText(crypto.getRandomValues(new Uint8Array(32)));
}

/** `text` as nobody can read it without `key`, nor change it without being noticed (AES-256-GCM). */
export async function seal(text: string, key: string): Promise<string> {
  const iv = crypto.getRandomValues(new Uint8Array(nonceLength));
  const data = new TextEncoder().encode(text);
  const sealed = await crypto.subtle.encrypt({ name: "AES-GCM", iv }, await imported(key), data);
  return toText(iv) + toText(new Uint8Array(sealed));
}

/** What was sealed; `undefined` where it is another key's, or was changed or cut off. */
export async function unseal(sealed: string, key: string): Promise<string | undefined> {
  try {
    const bytes = toBytes(sealed);
    const [iv, data] = [bytes.subarray(0, nonceLength), bytes.subarray(nonceLength)];
    const text = await crypto.subtle.decrypt({ name: "AES-GCM", iv }, await imported(key), data);
    return new TextDecoder().decode(text);
  } catch {
    return undefined;
  }
}

function imported(key: string): ReturnType<typeof crypto.subtle.importKey> {
  return crypto.subtle.importKey("raw", toBytes(key), "AES-GCM", false, ["encrypt", "decrypt"]);
}

/** Base64; twelve bytes and those behind them can be written one after the other. */
function toText(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("base64");
}

function toBytes(text: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(Buffer.from(text, "base64"));
}

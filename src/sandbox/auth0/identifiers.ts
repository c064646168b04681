import { randomBytes, randomInt } from "node:crypto";

const alphanumeric = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

function randomText(length: number, alphabet = alphanumeric): string {
  return Array.from({ length }, () => alphabet[randomInt(alphabet.length)]).join("");
}

/** An application's id: 32 letters and digits. */
export function randomClientId(): string {
  return randomText(32);
}

/** A secret of 64 characters, as applications and HS256 APIs have. */
export function randomSecret(): string {
  return randomText(64, `${alphanumeric}-_`);
}

/** The id of an API, or the part of a user's id after the bar: 24 hexadecimal digits. */
export function randomObjectId(): string {
  return randomBytes(12).toString("hex");
}

/** `con_` and 16 letters and digits. */
export function randomConnectionId(): string {
  return `con_${randomText(16)}`;
}

/** `cgr_` and 16 letters and digits. */
export function randomClientGrantId(): string {
  return `cgr_${randomText(16)}`;
}

/** `cred_` and 22 letters and digits. */
export function randomCredentialId(): string {
  return `cred_${randomText(22)}`;
}

/** `cd_` and 16 letters and digits. */
export function randomCustomDomainId(): string {
  return `cd_${randomText(16)}`;
}

/** A key's id: 21 characters of base64url. */
export function randomKeyId(): string {
  return randomText(21, `${alphanumeric}-_`);
}

import { redact } from "../core/redaction.ts";

const secretNames =
  /secret|private_?key|signing_?key|decryption_?key|api_?key|auth_?token|(?:access|account|primary|secondary|shared|master)_?key|connection_?string|^custom_?headers$|^configuration$|^credentials$|^twilio_token$|^authorization$|^cookie$/i;
const secretTexts = /passw(?:or)?d$|^pwd$|pass_?phrase$|(?:access|refresh|bearer|api|service)_?token$/i;

/**
 * Whether the member `name` of a connection's options is a secret: of an identity provider, of a messaging service, what the
 * scripts of a custom database are configured with, or headers that let in at the provider of an OAuth 2.0 connection; and a text of
 * one line that holds a secret, such as an address with a password. Settings that are on or off never are, nor certificates.
 */
export function isSecretOption(name: string, value: unknown): boolean {
  if (typeof value === "boolean" || value === null) return false;
  if (secretNames.test(name)) return true;
  if (secretTexts.test(name) && (typeof value === "string" || Array.isArray(value))) return true;
  return typeof value === "string" && !/cert/i.test(name) && !value.includes("\n") && redact(value) !== value;
}

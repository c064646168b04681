const secretNames =
  /secret|private_?key|signing_?key|decryption_?key|api_?key|auth_?token|access_?key|^custom_?headers$|^configuration$|^credentials$|^twilio_token$/i;
const secretTexts = /(^|_)password$/i;

/**
 * Whether the member `name` of a connection's options is a secret: of an identity provider, of a messaging service, what the
 * scripts of a custom database are configured with, or headers that let in at the provider of an OAuth 2.0 connection. Settings that are on or off never are.
 */
export function isSecretOption(name: string, value: unknown): boolean {
  if (typeof value === "boolean" || value === null) return false;
  return secretNames.test(name) || (secretTexts.test(name) && typeof value === "string");
}

import { secretNames } from "./secret-names.ts";
import { redacted, secretAt } from "./secret-values.ts";

export { redacted };

/** Private keys and certificates, also with `\n` for line ends, and the same in base64 once more. */
const pem = /-----BEGIN[^-]{1,60}-----[\s\S]*?(?:-----END[^-]{0,60}-----|$)|\bLS0tLS1CRUdJTi[\w+/=-]*/g;

/** A signed or encrypted token, or what is left of one: JSON in base64url begins like this. */
const jwt = /\bey[JA][\w-]{6,}(?:\.[\w-]*)*/g;

/** The secrets of Microsoft Entra ID, which tell themselves. */
const entraSecret = /\b[\w.~-]{3}\dQ~[\w.~-]+/g;

/** `user:password@host`, behind a scheme or not, and cut off before the `@`; a port is no password. */
const passwordInUrl =
  /(:\/\/[^\s:/?#@"'<>]*:)(?!\d{1,5}(?:[/?#\s"'<>).,;]|$))([^\s/?#"'<>]+(?=@)|[^\s/?#"'<>@]+$)/gm;
const passwordAtHost =
  /(?<![\w/.+:@-])((?!(?:mailto|email|mail|sip|contact|from|to|npm|cc|bcc):)[\w.+-]+:)([^\s:@/"'<>()]+)(?=@[A-Za-z][\w-]*[.:\w])/gi;

const authScheme =
  /\b(bearer|basic|dpop|negotiate|ntlm|shared(?:access(?:signature|key)|key(?:lite)?)|gatewaykey|aws4-hmac-sha256)((?:[ \t]|%(?:25)*20|\+)+)([\w\-.~+/=%&:,;]{4,})/gi;

/** What people say of schemes: "Bearer tokens", "Basic authentication", "bearer is". */
const saidOfSchemes =
  /^(?:tokens?|auth\w*|schemes?|only|credentials?|headers?|realm|error|challenges?|tiers?|plans?)[.,;:]*$/i;

/**
 * `text` without tokens, client secrets, passwords, keys, cookies, signatures and authorization codes. Works on free text, JSON,
 * XML, addresses, forms, headers, connection strings and command lines, encoded or not, whole or cut off; it errs on the side of
 * taking too much. What has neither a name nor a form that tells it as a secret stays.
 */
export function redact(text: string): string {
  return withoutSchemes(withoutNamed(withoutForms(text)));
}

/** Without what tells itself by its form. */
function withoutForms(text: string): string {
  return text
    .replace(pem, redacted)
    .replace(jwt, redacted)
    .replace(entraSecret, redacted)
    .replace(passwordInUrl, (_, lead: string) => `${lead}${redacted}`)
    .replace(passwordAtHost, (_, lead: string) => `${lead}${redacted}`);
}

/** Without what stands behind the name of a secret. */
function withoutNamed(text: string): string {
  const names = new RegExp(secretNames);
  let result = "";
  let position = 0;
  for (let match = names.exec(text); match; match = names.exec(text)) {
    const start = match.index + match[0].length;
    const secret = secretAt(text, start, match[0]);
    if (secret) {
      result += text.slice(position, secret.start) + redacted;
      position = secret.end;
    }
    // what stands behind the name may have a name itself
    names.lastIndex = Math.max(secret?.end ?? start, match.index + 1);
  }
  return result + text.slice(position);
}

/** Without the credentials behind the name of a scheme. */
function withoutSchemes(text: string): string {
  return text.replace(
    authScheme,
    (all, scheme: string, space: string, credentials: string, offset: number) => {
      const isLast = offset + all.length === text.length;
      const isAttribute = /^[a-z-]+=$/.test(credentials) && /["']/.test(text.charAt(offset + all.length));
      return isAttribute || isSaid(scheme, credentials, isLast) ? all : `${scheme}${space}${redacted}`;
    },
  );
}

/** Whether `word` behind the name of a scheme is a word: credentials mix letters of both cases, digits and signs. */
function isSaid(scheme: string, word: string, isLast: boolean): boolean {
  if (saidOfSchemes.test(word)) return true;
  if (!/^[A-Z]?[a-z]+[.,;:]*$/.test(word)) return false;
  // the last word may be the rest of a token; "Basic Orders" is the rest of nothing in base64
  return !isLast || (scheme.toLowerCase() === "basic" && !isTextInBase64(word));
}

function isTextInBase64(word: string): boolean {
  const whole = word.slice(0, word.length - (word.length % 4));
  return /^[a-z0-9+/]+$/i.test(whole) && /^[\x20-\x7e]+$/.test(atob(whole));
}

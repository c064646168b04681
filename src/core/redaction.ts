/** What stands in a log where a secret stood. */
export const REDACTED = "«redacted»";

const JWT = /\beyJ[\w-]{4,}\.[\w-]{4,}(?:\.[\w-]*){1,3}/g;
/** Not a mere word, as in “Basic Calculator” and “Bearer tokens”: credentials mix letters of both cases, digits and signs. */
const AUTHORIZATION =
  /\b([Bb]earer|BEARER|[Bb]asic|BASIC|SharedAccessSignature)\s+(?![A-Z]?[a-z]+(?![\w\-.~+/=%&]))[\w\-.~+/=%&]{6,}/g;
const SECRET_NAME =
  "[\\w-]*(?:client[_-]?secret|password|passwd|signing[_-]?secret|access[_-]?token|refresh[_-]?token|id[_-]?token|client[_-]?assertion|primary[_-]?key|secondary[_-]?key|subscription[_-]?key|api[_-]?key|code[_-]?verifier|authorization)";
const QUOTED_PAIR = new RegExp(
  `(["']?\\b${SECRET_NAME}["']?\\s*[=:]\\s*)(?:"(?:[^"\\\\]|\\\\.)*"|'(?:[^'\\\\]|\\\\.)*')`,
  "gi",
);
/** JSON within a text within JSON, however deep. */
const ESCAPED_PAIR = new RegExp(`(\\b${SECRET_NAME}\\\\+"\\s*:\\s*\\\\+")[^"]*(?=")`, "gi");
const PLAIN_PAIR = new RegExp(`\\b(${SECRET_NAME}\\s*[=:]\\s*)(?!«)[^\\s&;,"'<>«]+`, "gi");
const CODE_PARAMETER = /([?&](?:code|state|sig)=)[^\s&"'<>]+/gi;

/**
 * `text` without tokens, client secrets, passwords, subscription keys and authorization codes. Works on free text,
 * JSON, URLs and headers; it errs on the side of taking too much.
 */
export function redact(text: string): string {
  return text
    .replace(JWT, REDACTED)
    .replace(AUTHORIZATION, (_, scheme: string) => `${scheme} ${REDACTED}`)
    .replace(QUOTED_PAIR, (_, name: string) => `${name}"${REDACTED}"`)
    .replace(ESCAPED_PAIR, (_, name: string) => `${name}${REDACTED}\\`)
    .replace(PLAIN_PAIR, (_, name: string) => `${name}${REDACTED}`)
    .replace(CODE_PARAMETER, (_, name: string) => `${name}${REDACTED}`);
}

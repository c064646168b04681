/** What stands in a log where a secret stood. */
export const REDACTED = "«redacted»";

const JWT = /\beyJ[\w-]{4,}\.[\w-]{4,}(?:\.[\w-]*){1,3}/g;
const AUTHORIZATION = /\b(Bearer|Basic|SharedAccessSignature)\s+[\w\-.~+/=%&]{6,}/gi;
const SECRET_NAME =
  "[\\w-]*(?:client[_-]?secret|password|passwd|signing[_-]?secret|access[_-]?token|refresh[_-]?token|id[_-]?token|client[_-]?assertion|primary[_-]?key|secondary[_-]?key|subscription[_-]?key|api[_-]?key|code[_-]?verifier|authorization)";
const JSON_PAIR = new RegExp(`("${SECRET_NAME}"\\s*:\\s*)"(?:[^"\\\\]|\\\\.)*"`, "gi");
const PLAIN_PAIR = new RegExp(`\\b(${SECRET_NAME}\\s*[=:]\\s*)(?!«)[^\\s&;,"'<>«]+`, "gi");
const CODE_PARAMETER = /([?&](?:code|state)=)[^\s&"'<>]+/gi;

/**
 * `text` without tokens, client secrets, passwords, subscription keys and authorization codes. Works on free text,
 * JSON, URLs and headers; it errs on the side of taking too much.
 */
export function redact(text: string): string {
  return text
    .replace(JWT, REDACTED)
    .replace(AUTHORIZATION, (_, scheme: string) => `${scheme} ${REDACTED}`)
    .replace(JSON_PAIR, (_, name: string) => `${name}"${REDACTED}"`)
    .replace(PLAIN_PAIR, (_, name: string) => `${name}${REDACTED}`)
    .replace(CODE_PARAMETER, (_, name: string) => `${name}${REDACTED}`);
}

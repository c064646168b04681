/** What a key opens when it is a secret: `primaryKey` is one, `publicKey` and `partitionKey` are not. */
const KEY_OF =
  "api|access|account|primary|secondary|subscription|master|host|functions?|shared|private|signing|encryption|storage|admin|session|auth|license|service|client|app|instrumentation|symmetric|hmac|ssh|system|gateway";

/**
 * The end of a secret's name, whatever stands before it: `client_secret`, `AZURE_CLIENT_SECRET`, `x-functions-key`,
 * `Ocp-Apim-Subscription-Key`, `SharedAccessKey`, `secretText`. A bare `token` is none: too much is called that in prose.
 */
const NAME = `(?:(?:secrets?|passw(?:or)?ds?|pwd|pass(?:phrase|code)|(?<=[a-z0-9][_.-]?)token|(?:${KEY_OF})[_-]?keys?|connection[_-]?string|authorization(?:-auxiliary)?|assertion|code[_-]?verifier|(?:device|user)[_-]?code|cookie)(?:[_-]?(?:value|text|hash|header))?(?:[_-]?\\d{1,2})?)`;

/** A quotation mark in each writing: plain, in JSON within JSON, in an address, in a page. */
export const QUOTE = "\\\\{0,15}[\"'`]|%(?:25)*2[27]|&(?:quot|apos|#34|#39|#x22|#x27);";

/** White space of one line, also as an address has it. */
const SPACE = "(?:[^\\S\\r\\n]|%(?:25)*20|\\+(?=\\S))*";

/** What stands between a name and its value, in texts, headers, JSON, addresses and code. */
const SEPARATOR = `(?:${QUOTE})?${SPACE}(?:=>|=(?!=)|:|%(?:25)*3[ad]|\\\\u003[ad])${SPACE}`;

/** `name=`, `name: `, `"name":`, `\"name\":`, `name%3D`, `%22name%22%3A`, `name => `. */
const PAIR = `(?<pair>${NAME}${SEPARATOR})`;

/** `<name>`, with attributes or without; what has a space behind it is the placeholder of a manual. */
const ELEMENT = `(?<element>(?:<|&lt;)[\\w:.-]{0,40}${NAME}(?:\\s[^<>]{0,200})?(?:>|&gt;)(?:\\s*\\n\\s*)?(?=[^\\s<]))`;

/** `--name value`, `-Name value`. */
const OPTION = `(?<option>(?<=(?:^|[\\s"'])--?[\\w-]{0,40})${NAME}\\s+(?=[^\\s-]))`;

/** A name that is a value itself, and its own value behind it: `<set-header name="…"><value>`, lists of headers in JSON. */
const ENTRY = `(?<entry>\\b(?:name|key|id|header)${SEPARATOR}(?:${QUOTE})[\\w.-]{0,40}${NAME}(?:${QUOTE})(?:(?!/>|</)[^{}]){0,300}?(?:<value>(?:[ \\t]*(?=\\S)|\\s*(?=[^<]{1,1000}</))|\\bvalue${SEPARATOR}))`;

/** Names too short or too common to be secrets anywhere but in an address, a form, or between quotation marks. */
const PARAMETER = [
  "(?<parameter>(?:[?&;]|&amp;|%(?:25)*(?:3f|26)|^)(?:code|state|ticket|token)(?:=|%(?:25)*3d)",
  "\\b(?:sig|signature|token)(?:=|%(?:25)*3d)",
  `(?:${QUOTE})(?:token|sig|signature|otp)(?:${QUOTE})${SPACE}:${SPACE}`,
  `"(?:authorization|(?:set-)?cookie|x-functions-key|x-api-key|ocp-apim-subscription-key)"\\s*,\\s*)`,
].join("|");

/** The names of secrets with what leads to their values; one named group for each carrier. */
export const SECRET_NAMES = new RegExp([ENTRY, PAIR, ELEMENT, OPTION, PARAMETER].join("|"), "gi");

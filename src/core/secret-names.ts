/** What a key opens when it is a secret: `primaryKey` is one, `publicKey` and `partitionKey` are not. */
const keyOf =
  "api|access|account|primary|secondary|subscription|master|host|functions?|shared|private|signing|encryption|storage|admin|session|auth|license|service|client|app|instrumentation|symmetric|hmac|ssh|system|gateway";

/**
 * The end of a secret's name, whatever stands before it: `client_secret`, `AZURE_CLIENT_SECRET`, `x-functions-key`,
 * `Ocp-Apim-Subscription-Key`, `SharedAccessKey`, `secretText`. A bare `token` is none: too much is called that in prose.
 */
const name = `(?:(?:secrets?|passw(?:or)?ds?|pwd|pass(?:phrase|code)|(?<=[a-z0-9][_.-]?)token|(?:${keyOf})[_-]?keys?|connection[_-]?string|authorization(?:-auxiliary)?|assertion|code[_-]?verifier|(?:device|user)[_-]?code|cookie)(?:[_-]?(?:value|text|hash|header))?(?:[_-]?\\d{1,2})?)`;

/** A quotation mark in each writing: plain, in JSON within JSON, in an address, in a page. */
export const quoteMark = "\\\\{0,15}[\"'`]|%(?:25)*2[27]|&(?:quot|apos|#34|#39|#x22|#x27);";

/** White space of one line, also as an address has it. */
const space = "(?:[^\\S\\r\\n]|%(?:25)*20|\\+(?=\\S))*";

/** What stands between a name and its value, in texts, headers, JSON, addresses and code. */
const separator = `(?:${quoteMark})?${space}(?:=>|=(?!=)|:|%(?:25)*3[ad]|\\\\u003[ad])${space}`;

/** `name=`, `name: `, `"name":`, `\"name\":`, `name%3D`, `%22name%22%3A`, `name => `. */
const pair = `(?<pair>${name}${separator})`;

/** `<name>`, with attributes or without; what has a space behind it is the placeholder of a manual. */
const element = `(?<element>(?:<|&lt;)[\\w:.-]{0,40}${name}(?:\\s[^<>]{0,200})?(?:>|&gt;)(?:\\s*\\n\\s*)?(?=[^\\s<]))`;

/** `--name value`, `-Name value`. */
const option = `(?<option>(?<=(?:^|[\\s"'])--?[\\w-]{0,40})${name}\\s+(?=[^\\s-]))`;

/** A name that is a value itself, and its own value behind it: `<set-header name="…"><value>`, lists of headers in JSON. */
const entry = `(?<entry>\\b(?:name|key|id|header)${separator}(?:${quoteMark})[\\w.-]{0,40}${name}(?:${quoteMark})(?:(?!/>|</)[^{}]){0,300}?(?:<value>(?:[ \\t]*(?=\\S)|\\s*(?=[^<]{1,1000}</))|\\bvalue${separator}))`;

/** Names too short or too common to be secrets anywhere but in an address, a form, or between quotation marks. */
const parameter = [
  "(?<parameter>(?:[?&;]|&amp;|%(?:25)*(?:3f|26)|^)(?:code|state|ticket|token)(?:=|%(?:25)*3d)",
  "\\b(?:sig|signature|token)(?:=|%(?:25)*3d)",
  `(?:${quoteMark})(?:token|sig|signature|otp)(?:${quoteMark})${space}:${space}`,
  `"(?:authorization|(?:set-)?cookie|x-functions-key|x-api-key|ocp-apim-subscription-key)"\\s*,\\s*)`,
].join("|");

/** The names of secrets with what leads to their values; one named group for each carrier. */
export const secretNames = new RegExp([entry, pair, element, option, parameter].join("|"), "gi");

/** What `/authorize` answers, by parameter: a code or tokens, or an error. */
type AuthorizationResponse = Readonly<Record<string, unknown>>;

/**
 * The page for `response_mode=web_message`: it hands the response to the window that opened it, or to the one it is a
 * frame of, if that has the callback's origin.
 */
export function webMessagePage(callback: string, response: AuthorizationResponse): string {
  const message = { type: "authorization_response", response };
  return `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>Authorization Response</title></head>
<body><script>
(window.opener || window.parent).postMessage(${literal(message)}, ${literal(new URL(callback).origin)});
</script></body>
</html>
`;
}

/** `value` as it may stand in a script of an HTML page. */
function literal(value: unknown): string {
  const escaped = (character: string) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
  return JSON.stringify(value).replace(/[<>&\u2028\u2029]/g, escaped);
}

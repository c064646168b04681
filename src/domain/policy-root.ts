/** What deployment tools fill in, as far as it may stand before a root: directives, and tokens for a header. */
const templateForm =
  /\{\{[\s\S]*?\}\}|\{%[\s\S]*?%\}|\{#[\s\S]*?#\}|<%[\s\S]*?%>|[%$#]\{[^{}]*\}#?|__\w+__|#\w[\w.-]*#|@@[\w.-]+@@|\[\[[\w.-]+\]\]/y;

/**
 * Whether the first element of `text` is one that a policy document begins with, behind a byte order mark, a declaration,
 * comments and what a deployment tool fills in. Takes the beginning of a document as well as the whole.
 */
export function hasPolicyRoot(text: string): boolean {
  let position = text.startsWith("\uFEFF") ? 1 : 0;
  for (;;) {
    while (/\s/.test(text.charAt(position))) position++;
    const end = endOfPrologue(text, position);
    if (end === undefined) return /^<(?:policies|fragment)[\s/>]/.test(text.slice(position, position + 12));
    if (end === -1) return false;
    position = end;
  }
}

/** Where what stands before the root at `position` ends: -1 when it has no end, `undefined` when nothing does. */
function endOfPrologue(text: string, position: number): number | undefined {
  templateForm.lastIndex = position;
  if (templateForm.test(text)) return templateForm.lastIndex;
  const close = text.startsWith("<!--", position)
    ? "-->"
    : text.startsWith("<?", position)
      ? "?>"
      : undefined;
  if (close === undefined) return undefined;
  const end = text.indexOf(close, position);
  return end === -1 ? -1 : end + close.length;
}

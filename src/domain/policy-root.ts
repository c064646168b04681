/**
 * Whether the first element of `text` is one that a policy document begins with, behind a byte order mark, a declaration
 * and comments. Takes the beginning of a document as well as the whole.
 */
export function hasPolicyRoot(text: string): boolean {
  let position = text.startsWith("\uFEFF") ? 1 : 0;
  for (;;) {
    while (/\s/.test(text.charAt(position))) position++;
    const end = text.startsWith("<!--", position)
      ? text.indexOf("-->", position)
      : text.startsWith("<?", position)
        ? text.indexOf("?>", position)
        : undefined;
    if (end === undefined) return /^<(?:policies|fragment)[\s/>]/.test(text.slice(position, position + 12));
    if (end === -1) return false;
    position = text.indexOf(">", end) + 1;
  }
}

/** A token of RFC 9110, section 5.6.2. */
const token = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;

/** Whether a header can be called `text`. */
export function isHeaderName(text: string): boolean {
  return token.test(text);
}

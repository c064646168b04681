/** Signs of C# that text for people, names and addresses do not have. */
const code = /[(){};"]|&&|\|\||=>|==|(?:^|\W)context\./;

/** Whether a text may be C# that has lost its `@(`. */
export function looksLikeCode(text: string): boolean {
  return code.test(text);
}

/** Whether a text between elements may be what is left of code, or of a tag that has lost its `<`. */
export function looksLikeScraps(text: string): boolean {
  return looksLikeCode(text) || /[=>]/.test(text);
}

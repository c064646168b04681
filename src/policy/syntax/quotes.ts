import { Code } from "./characters.ts";

/** Signs that word processors, chats and foreign keyboards put where `"` was meant. */
const double = "“”„‟«»″〃〝〞〟＂";
/** The same for `'`. */
const single = "‘’‚‛‹›′´＇";

/** Whether `code` is a quote of print, which delimits nothing in XML and C#. */
export function isTypographicQuote(code: number): boolean {
  if (code < 128) return false;
  const sign = String.fromCharCode(code);
  return double.includes(sign) || single.includes(sign);
}

/** Whether `code` is a quote of XML, or one of print. */
export function isAnyQuote(code: number): boolean {
  return code === Code.doubleQuote || code === Code.apostrophe || isTypographicQuote(code);
}

/** The straight quote that was meant by the one of print that `code` stands for. */
export function printedQuoteFor(code: number): '"' | "'" {
  return single.includes(String.fromCharCode(code)) ? "'" : '"';
}

/** What the editor knows where a menu opens: context keys and their values. */
export type Context = Readonly<Record<string, unknown>>;

/** Whether a `when` clause of the manifest holds, of the forms that the manifest uses: terms joined by `&&`. */
export function holds(when: string | undefined, context: Context): boolean {
  return (when ?? "true").split("&&").every((term) => termHolds(term.trim(), context));
}

/** The keys that a clause reads. */
export function keysIn(when: string): string[] {
  return when.split("&&").map((term) => /^!?\s*([\w.]+)/.exec(term.trim())?.[1] ?? "");
}

function termHolds(term: string, context: Context): boolean {
  if (term === "true" || term === "false") return term === "true";
  const [, key = "", operator = "", wanted = ""] =
    /^([\w.]+)\s*(==|!=|=~|in)\s+(.+)$/.exec(term) ?? /^(!?[\w.]+)$/.exec(term) ?? unreadable(term);
  if (operator === "==") return String(context[key]) === wanted;
  if (operator === "!=") return String(context[key]) !== wanted;
  if (operator === "in") return isListed(context[wanted], context[key]);
  if (operator === "=~") {
    const [, pattern = "", flags] = /^\/(.*)\/(\w*)$/.exec(wanted) ?? unreadable(term);
    return new RegExp(pattern, flags).test(String(context[key] ?? ""));
  }
  return key.startsWith("!") ? !context[key.slice(1)] : Boolean(context[key]);
}

function isListed(list: unknown, value: unknown): boolean {
  return Array.isArray(list) && list.includes(value);
}

function unreadable(term: string): never {
  throw new Error(`Nobody taught the tests to read the clause “${term}”.`);
}

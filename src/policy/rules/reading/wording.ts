/** Names as a list for a sentence: `a, b and c`. */
export function listNames(names: readonly string[], last = "and"): string {
  if (names.length < 2) return names.join("");
  return `${names.slice(0, -1).join(", ")} ${last} ${names[names.length - 1]}`;
}

/** An element with its article: `a <method>`, `an <origin>`. */
export function anElement(name: string): string {
  return `${/^[aeiou]/i.test(name) ? "an" : "a"} <${name}>`;
}

/** Names in quotes as a list: `"a" or "b"`. */
export function listQuoted(names: readonly string[], last = "or"): string {
  return listNames(
    names.map((name) => `"${name}"`),
    last,
  );
}

/** What Lucene gives a meaning in a bare word. */
const special = /[+\-&|!(){}[\]^"~*?:\\/]/g;

/** Users whose address, name, nickname or user name begins with `text`, in the words of the service's search; `undefined` for all. */
export function searchQuery(text: string): string | undefined {
  const words = text.trim().split(/\s+/).filter(Boolean);
  if (words.length === 0) return undefined;
  const whole = `"${words.join(" ").replace(/["\\]/g, "\\$&")}"`;
  const [word = "", ...more] = words;
  const value = more.length > 0 ? whole : `${word.replace(special, "\\$&")}*`;
  return ["email", "name", "nickname", "username"].map((field) => `${field}:${value}`).join(" OR ");
}

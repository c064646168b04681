/** The name of a C# type and its type arguments; `string[]` is `Array` of `string`, `int?` is `Nullable` of `int`. */
export interface TypeName {
  /** Without namespace. */
  readonly name: string;
  readonly arguments: readonly string[];
}

/** Reads a type as C# writes it. What is no type gives a name that nothing is known by. */
export function readType(text: string): TypeName {
  const type = text.trim();
  if (type.endsWith("[]")) return { name: "Array", arguments: [type.slice(0, -2)] };
  if (type.endsWith("?")) return { name: "Nullable", arguments: [type.slice(0, -1)] };
  const open = type.indexOf("<");
  const path = open < 0 ? type : type.slice(0, open);
  const name = path.slice(path.lastIndexOf(".") + 1).trim();
  return { name, arguments: open < 0 ? [] : typeArguments(type, open) };
}

/** The types between the `<` at `open` in `text` and the `>` that belongs to it, at the commas between them. */
export function typeArguments(text: string, open: number): readonly string[] {
  const found: string[] = [];
  let depth = 0;
  let start = open + 1;
  for (let position = open; position < text.length; position += 1) {
    const character = text.charAt(position);
    if (character === "<") depth += 1;
    else if (character === ">") depth -= 1;
    const ends = depth === 0 || (depth === 1 && character === ",");
    if (!ends) continue;
    found.push(text.slice(start, position).trim());
    start = position + 1;
    if (depth === 0) break;
  }
  return found;
}

/** What was not made with one and hangs on it by now: what that is, in the plural, and the names of each. */
type Hanging = readonly (readonly [what: string, names: readonly string[]])[];

/** Why one whose creation is taken back stays; `undefined` where nothing hangs on it. `what` begins the sentence. */
export function staysFor(what: string, hanging: Hanging): string | undefined {
  const there = hanging.flatMap(([plural, names]) => (names.length > 0 ? [named(plural, names)] : []));
  return there.length === 0
    ? undefined
    : `${what} has by now what was not made with it, so it stays: ${there.join(", ")}. Delete it by hand if nobody needs it.`;
}

/** The first of some names, and how many more there are. */
export function firstOf(names: readonly string[]): string {
  const first = names.slice(0, 10).join(", ");
  return names.length > 10 ? `${first} and ${names.length - 10} more` : first;
}

/** What has one name only, such as its policy, is said without it. */
function named(plural: string, names: readonly string[]): string {
  return names[0] === "" ? plural : `${plural} (${firstOf(names)})`;
}

/** The name of something there is only one of, where it is there. */
export const onlyOne = (isThere: boolean): readonly string[] => (isThere ? [""] : []);

/** What `of` says of each. */
export async function collected<T, R>(all: AsyncIterable<T>, of: (one: T) => R): Promise<readonly R[]> {
  const found: R[] = [];
  for await (const one of all) found.push(of(one));
  return found;
}

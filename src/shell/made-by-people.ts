import type { Field, Kind } from "../resources/kind.ts";

/** Whether people create and delete one by itself: kinds of which nothing is asked are made along with something else only. */
export function isMadeByPeople({ fields }: Kind): boolean {
  return Object.values<Field>(fields).some(({ ask }) => ask);
}

/** The kinds of which a person can `verb` one. */
export function offered(kinds: readonly Kind[], verb: "create" | "delete"): readonly Kind[] {
  return kinds.filter((kind) => kind.tree && kind.rights[verb] && isMadeByPeople(kind));
}

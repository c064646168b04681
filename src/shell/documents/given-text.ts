import type { Field, Kind, Stored } from "../../resources/kind.ts";

/** What stands in the place of a secret. */
const masked = "•••";

/**
 * Everything that is known of one as the service gives it: with the service's own names of the fields, also of those that cannot be
 * written, and without the secrets.
 */
export function givenText(kind: Kind, { ref, value, version }: Stored): string {
  const fields = new Map<string, Field>(Object.entries(kind.fields));
  const members = Object.entries(value).flatMap(([path, one]: [string, unknown]) => {
    const field = fields.get(path);
    // Where it is belongs to us, and is no part of it.
    if (one === undefined || path === "instance") return [];
    return [[field?.name ?? path, field?.secret ? masked : one] as const];
  });
  const given = {
    id: ref.id,
    ...Object.fromEntries(members),
    ...(version !== undefined && { etag: version }),
  };
  return `${JSON.stringify(given, null, 2)}\n`;
}

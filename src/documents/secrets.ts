import { type Fields, labelOf } from "../resources/fields.ts";
import type { FieldChange, Json, Kind, WholeField } from "../resources/kind.ts";
import type { SecretWish } from "./document.ts";
import { applicationOf } from "./from-application.ts";
import { namedFields } from "./names.ts";

/** What becomes of the secrets of a document. */
export interface PlannedSecrets {
  readonly changes: readonly FieldChange[];
  /** The fields that a person must still be asked for. */
  readonly asks: readonly string[];
  readonly notes: readonly string[];
}

/** What `wishes` lead to; `given` are the values that a person gave, `values` what the other fields will be. */
export function secretChanges(
  kind: Kind,
  wishes: Readonly<Record<string, SecretWish>>,
  given: Readonly<Record<string, string>>,
  values: Fields,
): PlannedSecrets {
  const secret = namedFields(kind).filter(({ path, field }) => field.secret && Object.hasOwn(wishes, path));
  const parts = secret.map(({ path }) =>
    secretChange(kind, path, wishes[path] ?? "keep", given[path], values),
  );
  return {
    changes: parts.flatMap(({ change }) => change ?? []),
    asks: parts.flatMap(({ asks }) => asks ?? []),
    notes: parts.flatMap(({ notes }) => notes ?? []),
  };
}

interface Part {
  readonly change?: WholeField;
  readonly asks?: string;
  readonly notes?: string;
}

function secretChange(
  kind: Kind,
  path: string,
  wish: SecretWish,
  given: string | undefined,
  values: Fields,
): Part {
  const label = labelOf(kind, path);
  const set = (after: Json): Part => ({ change: { path, after }, notes: replaced(label) });
  switch (wish) {
    case "keep":
      return {};
    case "remove":
      return { change: { path }, notes: replaced(label) };
    case "ask":
      return given ? set(given) : { asks: path, notes: replaced(label) };
    case "from-application": {
      const application = applicationOf(kind, path, values);
      return application ? set({ secretOf: { ...application } }) : { notes: noApplication(label) };
    }
  }
}

/** Why the secret of an application cannot be had. */
export function noApplication(label: string): string {
  return `“${label}” stays as it is: the document names no Auth0 application by its client id and the address of its tenant.`;
}

function replaced(label: string): string {
  return `What is in “${label}” now cannot be read, so it cannot be put back once it is replaced or removed.`;
}

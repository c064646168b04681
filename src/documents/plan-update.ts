import { changeOf } from "../resources/changes.ts";
import { isSame } from "../resources/elements.ts";
import { type Fields, fieldsOf, withChanges } from "../resources/fields.ts";
import type { Change, FieldChange, Json, Kind, Stored } from "../resources/kind.ts";
import type { Draft } from "./document.ts";
import { type Conflict, mergeField, type Resolution } from "./merge.ts";
import { hasChosenId, identityFields, type NamedField, namedFields } from "./names.ts";
import { type DocumentSchema, isRemovable, schemaOf } from "./schemas.ts";
import { type PlannedSecrets, secretChanges } from "./secrets.ts";

/** What a document leads to. */
export interface DocumentPlan {
  /** Only the fields that differ; `undefined` when none does. Nothing may be written while there are {@link conflicts}. */
  readonly change: Change | undefined;
  /** Labels of what was changed on the server meanwhile, and is kept. */
  readonly theirs: readonly string[];
  /** Fields, and elements of sets, that were changed on both sides and about which nothing was decided: not in the change. */
  readonly conflicts: readonly Conflict[];
  /** Labels of what the document leaves out, and what therefore stays. */
  readonly leftOut: readonly string[];
  /** Labels of fields that differ although they are fixed: no change is planned for them. */
  readonly fixed: readonly string[];
  /** The secret fields that a person must still be asked for. */
  readonly asks: readonly string[];
  /** What to know before it is done, as sentences. */
  readonly notes: readonly string[];
}

/** What the fields that are no secrets come to. */
interface Merge {
  readonly changes: readonly FieldChange[];
  readonly theirs: readonly string[];
  readonly conflicts: readonly Conflict[];
  readonly leftOut: readonly string[];
  readonly fixed: readonly string[];
  readonly notes: readonly string[];
}

/**
 * What leads from `now` to what `draft` wants, three ways: a field, or an element of a set, that only the document changed since
 * `base` is changed; one that only the server changed is kept; where both did, `resolve` says whose word counts. `secrets` are
 * the values that a person gave, by field. The change is called after its resource, so that several can stand in one plan.
 */
export function planUpdate(
  kind: Kind,
  base: Stored,
  now: Stored,
  draft: Draft,
  resolve: Resolution = {},
  secrets: Readonly<Record<string, string>> = {},
  schema: DocumentSchema | undefined = schemaOf(kind),
): DocumentPlan {
  const fields = namedFields(kind);
  const [before, current] = [fieldsOf(kind, base.value), fieldsOf(kind, now.value)];
  const others = otherIdentity(kind, fields, base, before, draft);
  if (others.length > 0) {
    const note = `Another ${kind.noun} is named here than was opened, so nothing is changed. Create it as another one, or put back what names it.`;
    return nothing(note, others);
  }
  const locked = kind.lockedBecause?.(now.value);
  if (locked !== undefined) return nothing(locked);
  const merge = mergeAll(kind, fields, { before, current, draft, resolve, schema });
  const planned = secretChanges(kind, draft.secrets, secrets, withChanges(kind, current, merge.changes));
  const change = changeOf(kind, now, inOrder(fields, [...merge.changes, ...planned.changes]), {
    id: `${kind.id}/${now.ref.id}`,
  });
  return {
    change,
    theirs: merge.theirs,
    conflicts: merge.conflicts,
    leftOut: merge.leftOut,
    fixed: merge.fixed,
    asks: planned.asks,
    notes: [...merge.notes, ...notesOn(change, draft, planned)],
  };
}

/** Labels of what makes the document one of something else. */
function otherIdentity(
  kind: Kind,
  named: readonly NamedField[],
  { ref }: Stored,
  before: Fields,
  { id, values }: Draft,
): readonly string[] {
  const isOther = hasChosenId(kind) && id !== undefined && id !== ref.id;
  const own = identityFields(kind);
  const fields = named.filter(
    ({ path, field }) =>
      field.fixed && own.includes(path) && Object.hasOwn(values, path) && !isSame(values[path], before[path]),
  );
  return [...(isOther ? ["Id"] : []), ...fields.map(({ field }) => field.label)];
}

function nothing(note: string, fixed: readonly string[] = []): DocumentPlan {
  return { change: undefined, theirs: [], conflicts: [], leftOut: [], fixed, asks: [], notes: [note] };
}

interface Input {
  readonly before: Fields;
  readonly current: Fields;
  readonly draft: Draft;
  readonly resolve: Resolution;
  readonly schema: DocumentSchema | undefined;
}

function mergeAll(kind: Kind, fields: readonly NamedField[], input: Input): Merge {
  const { before, current } = input;
  const parts = fields
    .filter(({ field }) => !field.secret)
    .map((named) => mergeOne(kind, named, present(before[named.path]), present(current[named.path]), input));
  return {
    changes: parts.flatMap((part) => part.changes ?? []),
    theirs: parts.flatMap((part) => part.theirs ?? []),
    conflicts: parts.flatMap((part) => part.conflicts ?? []),
    leftOut: parts.flatMap((part) => part.leftOut ?? []),
    fixed: parts.flatMap((part) => part.fixed ?? []),
    notes: parts.flatMap((part) => part.notes ?? []),
  };
}

function mergeOne(
  kind: Kind,
  named: NamedField,
  base: Json | undefined,
  now: Json | undefined,
  { draft, resolve, schema }: Input,
): Partial<Merge> {
  const { path, name, field } = named;
  const isTheirs = !isSame(base, now);
  const theirs = isTheirs ? [field.label] : [];
  if (!Object.hasOwn(draft.values, path)) return { theirs, leftOut: base === undefined ? [] : [field.label] };
  const mine = present(draft.values[path]);
  if (isSame(mine, base)) return { theirs };
  if (field.fixed) return { theirs, fixed: [field.label] };
  if (mine === undefined && !field.set && !isRemovable(schema, name)) {
    const note = `“${field.label}” cannot be taken away from the ${kind.noun}, so it stays as it is.`;
    return { theirs, notes: [note] };
  }
  const merged = mergeField(kind, named, { base, now, mine }, resolve);
  return {
    changes: merged.change ? [merged.change] : [],
    theirs: merged.isTheirs ? [field.label] : [],
    conflicts: merged.conflicts,
  };
}

/** `null` and nothing are the same: no value. */
function present(value: Json | undefined): Json | undefined {
  return value === null ? undefined : value;
}

function inOrder(fields: readonly NamedField[], changes: readonly FieldChange[]): readonly FieldChange[] {
  return fields.flatMap(({ path }) => changes.filter((change) => change.path === path));
}

function notesOn(change: Change | undefined, draft: Draft, { notes }: PlannedSecrets): readonly string[] {
  const comments =
    "The comments in the document are kept by no cloud: they are gone once the change is made.";
  return [...notes, ...(change && draft.hasComments ? [comments] : [])];
}

import { apart, difference, fieldsOf, isElements, withChanges, withoutLoss } from "./fields.ts";
import type { Change, FieldChange, Json, Kind, Later, Named, Ref, Stored, Verb } from "./kind.ts";

/** A draft in which what is known only later may stand for a value. */
type Planned<D> = { readonly [name in keyof D]: D[name] | Later };

/** What a change is called in its plan, and what it waits for. */
interface ChangeOptions {
  /** Names it in its plan. */
  readonly id: string;
  /** Made from the kind's words when left out. */
  readonly title?: string;
  readonly needs?: readonly string[];
}

/** The creation of one; `refId` is its id where that is chosen here. */
export function creation<T extends object, D extends object>(
  kind: Kind<T, D>,
  owner: string,
  draft: Planned<D>,
  options: ChangeOptions & { readonly refId?: string },
): Change {
  const ref: Ref = { kind: kind.id, owner, ...(options.refId !== undefined && { id: options.refId }) };
  const values: { readonly [name: string]: Json } = JSON.parse(JSON.stringify(draft));
  const fields = Object.keys(kind.fields).flatMap((path): readonly FieldChange[] => {
    const after = values[path];
    return after === undefined ? [] : [{ path, after }];
  });
  return change(kind, "create", ref, fields, values, options);
}

/**
 * What leads from `stored` to `wanted`; `undefined` when nothing differs. A set gets what it lacks, and loses nothing
 * unless `isExact`.
 */
export function update<T extends object, D extends object>(
  kind: Kind<T, D>,
  stored: Stored<T>,
  wanted: Partial<D>,
  options: ChangeOptions & { readonly isExact?: boolean },
): Change | undefined {
  const before = fieldsOf(kind, stored.value);
  const given = Object.entries(fieldsOf(kind, wanted));
  const set: readonly FieldChange[] = given.map(([path, after]) => ({ path, after }));
  const wholes = difference(kind, before, { ...before, ...Object.fromEntries(given) }).map((one) =>
    isElements(one) && !options.isExact ? withoutLoss(kind, before, one) : one,
  );
  const changes = wholes.filter((one) => !isElements(one) || one.added.length + one.removed.length > 0);
  return set.length === 0 ? undefined : changeOf(kind, stored, changes, options);
}

/** The change of `stored` that consists of `fields`; `undefined` when there are none. Secrets may be among them. */
export function changeOf<T extends object, D extends object>(
  kind: Kind<T, D>,
  stored: Stored<T>,
  fields: readonly FieldChange[],
  options: ChangeOptions,
): Change | undefined {
  if (fields.length === 0) return undefined;
  const { open } = apart(kind, fields);
  return change(
    kind,
    "update",
    stored.ref,
    fields,
    withChanges(kind, fieldsOf(kind, stored.value), open),
    options,
  );
}

/** The deletion of one as it is now: it fails when somebody changed it since. */
export function deletion<T extends object, D extends object>(
  kind: Kind<T, D>,
  { ref, value }: Stored<T>,
  options: ChangeOptions,
): Change {
  const before = fieldsOf(kind, value);
  const fields = Object.entries(before).map(([path, one]) => ({ path, before: one }));
  return change(kind, "delete", ref, fields, before, options);
}

/** A change as its kind's words call it. */
function change(
  kind: Kind,
  verb: Verb,
  ref: Ref,
  fields: readonly FieldChange[],
  values: object,
  { id, title, needs = [] }: ChangeOptions,
): Change {
  return { id, verb, ref, title: title ?? changeTitle(kind, verb, values, ref), fields, needs };
}

/** What a change is called where its plan has no title of its own for it; other things by their ids, unless `nameOf` says more. */
export function changeTitle(
  kind: Kind,
  verb: Verb,
  values: object,
  ref: Ref,
  nameOf: (named: Named) => string = ({ id }) => id,
): string {
  const name = kind.verbs?.[verb] ?? { create: "Create", update: "Change", delete: "Delete" }[verb];
  const title = kind.titleBy?.(values, ref, nameOf) ?? kind.titleOf(values, ref);
  return kind.sentenceOf?.(verb, values, ref, nameOf) ?? `${name} the ${kind.noun} “${title}”`;
}

import { fieldOf } from "./fields.ts";
import type { Entry, Journal } from "./journal.ts";
import type { Field, FieldChange, Json, Kind } from "./kind.ts";
import { isLater } from "./later.ts";

/** A journal as it is kept: the file may be read by anybody, `secrets` lie where secrets do. */
interface JournalFile {
  readonly text: string;
  /** `undefined` when nothing of it is secret or may hold a secret. */
  readonly secrets: string | undefined;
}

type Kept = Readonly<Record<string, Json>>;
type KindOf = (id: string) => Kind | undefined;
type Value = (place: string, value: Json) => Json | undefined;

/** What stands in the file for what is kept elsewhere. */
const keptElsewhere = "$kept";

/** `journal` in its two parts. Of a kind that this version does not know, nothing is taken for harmless. */
export function toFile(journal: Journal, kindOf: KindOf): JournalFile {
  const kept: { [place: string]: Json } = {};
  const entries = journal.entries.map((whole) => {
    const kind = kindOf(whole.change.ref.kind);
    const entry = kind ? withoutLarge(whole, kind) : whole;
    const planned = new Set(entry.change.fields.map(({ path }) => path));
    const isOpen = (change: FieldChange) => {
      const field = kind && fieldOf(kind, change.path);
      if (field === undefined || field.secret) return false;
      const isOfService = entry.change.verb === "create" && !planned.has(change.path);
      return !field.confidential || (isOfService && !hasSecretMember(field, change));
    };
    return mapEntry(entry, isOpen, (place, value) => {
      kept[place] = value;
      return { [keptElsewhere]: place };
    });
  });
  const secrets = Object.keys(kept).length === 0 ? undefined : JSON.stringify(kept);
  return { text: JSON.stringify({ ...journal, entries }, null, 1), secrets };
}

/** What is large stands in the change as long as that is not made, and once: nothing is taken back by it. */
function withoutLarge(entry: Entry, kind: Kind): Entry {
  const isKept = ({ path }: FieldChange) => !fieldOf(kind, path)?.large;
  const { change, wrote, state } = entry;
  return {
    ...entry,
    ...(state === "made" && { change: { ...change, fields: change.fields.filter(isKept) } }),
    ...(wrote && { wrote: wrote.filter(isKept) }),
  };
}

/**
 * The journal of both parts; `undefined` when the text is none of this format. A change of which a part is lost says so, and
 * is neither carried out nor taken back.
 */
export function fromFile(text: string, secrets: string | undefined): Journal | undefined {
  const journal = parse(text);
  if (!isJournal(journal)) return undefined;
  const kept: Kept = asObject(parse(secrets ?? "{}"));
  const entries = journal.entries.map((entry) => {
    let isLost = false;
    const whole = mapEntry(
      entry,
      () => false,
      (part, value) => {
        const place = asObject(value)[keptElsewhere];
        if (typeof place !== "string") return value;
        // Of what is made only what was written matters: that is what is taken back.
        const isNeeded = entry.state !== "made" || part.startsWith(`${entry.change.id}/wrote/`);
        isLost ||= isNeeded && kept[place] === undefined;
        return kept[place];
      },
    );
    return isLost ? { ...whole, isLost } : whole;
  });
  return { ...journal, entries };
}

/** What a service adds to a new one by itself nobody has written a secret into, unless it has one of its own there. */
function hasSecretMember({ isSecretMember }: Field, change: FieldChange): boolean {
  const has = (value: Json | undefined): boolean =>
    typeof value === "object" &&
    value !== null &&
    Object.entries(value).some(
      ([name, one]) => one !== undefined && (isSecretMember?.(name, one) === true || has(one)),
    );
  return "added" in change
    ? has(change.added) || has(change.removed)
    : has(change.before) || has(change.after);
}

function mapEntry(entry: Entry, isOpen: (change: FieldChange) => boolean, map: Value): Entry {
  const mapAll = (part: string, fields: readonly FieldChange[]) =>
    fields.map((field) =>
      isOpen(field) ? field : mapField(field, `${entry.change.id}/${part}/${field.path}`, map),
    );
  return {
    ...entry,
    change: { ...entry.change, fields: mapAll("change", entry.change.fields) },
    ...(entry.wrote && { wrote: mapAll("wrote", entry.wrote) }),
  };
}

function mapField(field: FieldChange, place: string, map: Value): FieldChange {
  if ("added" in field) {
    const each = (name: string, list: readonly Json[]) =>
      list.flatMap((one, index) => map(`${place}/${name}/${index}`, one) ?? []);
    return { ...field, added: each("added", field.added), removed: each("removed", field.removed) };
  }
  const { before, after, ...rest } = field;
  const value = (name: string, one: Json | undefined) =>
    one === undefined || isLater(one) ? one : map(`${place}/${name}`, one);
  const [old, now] = [value("before", before), value("after", after)];
  return { ...rest, ...(old !== undefined && { before: old }), ...(now !== undefined && { after: now }) };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** By its format, which nothing else writes. */
function isJournal(value: unknown): value is Journal {
  const { format, id, entries } = asObject(value);
  return format === 1 && typeof id === "string" && Array.isArray(entries);
}

function asObject(value: unknown): { readonly [name: string]: Json } {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return {};
  return Object.fromEntries(Object.entries(value));
}

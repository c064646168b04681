import type { Change, FieldChange, Json, Later, Ref } from "./kind.ts";

/** What gives what is known only now. */
export interface LaterSource {
  /** The id of what a change of the plan created; throws when it was not. */
  idOf(changeId: string): string;
  /** A secret that the cloud made; throws when there is none. */
  secretOf(of: string | Required<Ref>): Promise<string>;
}

/** `change` with what is known now in the place of what is known later. */
export async function resolved(change: Change, source: LaterSource): Promise<Change> {
  return { ...change, fields: await Promise.all(change.fields.map((field) => resolvedField(field, source))) };
}

/** Whether a secret stands in a change only once it is sent: it is in no journal. */
export function isLater(value: Json | undefined): boolean {
  return laterOf(value) !== undefined;
}

async function resolvedField(field: FieldChange, source: LaterSource): Promise<FieldChange> {
  if ("added" in field) {
    const added = await Promise.all(field.added.map((one) => resolvedValue(one, source)));
    return { ...field, added };
  }
  return field.after === undefined ? field : { ...field, after: await resolvedValue(field.after, source) };
}

async function resolvedValue(value: Json, source: LaterSource): Promise<Json> {
  const later = laterOf(value);
  // of a new secret the store is asked when the change is made
  if (!later || "newSecret" in later) return value;
  return "idOf" in later ? source.idOf(later.idOf) : source.secretOf(later.secretOf);
}

/** Whether the cloud is to make a secret in place of the one that is there. */
export function isNewSecret(value: Json | undefined): boolean {
  const later = laterOf(value);
  return later !== undefined && "newSecret" in later;
}

/** What stands for a value that is known later; `undefined` for any other value. */
export function laterOf(value: Json | undefined): Later | undefined {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return undefined;
  const [[name, of] = [], ...more] = Object.entries(value);
  if (more.length > 0) return undefined;
  if (name === "idOf" && typeof of === "string") return { idOf: of };
  if (name === "newSecret" && of === true) return { newSecret: true };
  if (name !== "secretOf") return undefined;
  if (typeof of === "string") return { secretOf: of };
  if (typeof of !== "object" || of === null || Array.isArray(of)) return undefined;
  const { kind, owner, id }: { readonly [name: string]: Json | undefined } = Object.fromEntries(
    Object.entries(of),
  );
  return typeof kind === "string" && typeof owner === "string" && typeof id === "string"
    ? { secretOf: { kind, owner, id } }
    : undefined;
}

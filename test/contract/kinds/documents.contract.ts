import assert from "node:assert/strict";
import { checkDocument, documentOf, planUpdate, readDocument } from "../../../src/documents/index.ts";
import { fieldOf } from "../../../src/resources/fields.ts";
import type { Kind, Stored } from "../../../src/resources/kind.ts";

/** Opened as a document and not changed, one as a store gives it is sound, and nothing is planned for it. */
export async function assertUnchanged(kind: Kind, stored: Stored): Promise<void> {
  if (kind.document === undefined) return;
  const text = documentOf(kind, stored);
  const asNew = await checkDocument(kind, text, undefined);
  // a new one is told to be made without these
  assert.deepEqual(
    asNew.filter(({ code }) => code !== "only-changed"),
    [],
    text,
  );
  assert.deepEqual(await checkDocument(kind, text, stored), [], text);
  const { change, leftOut, fixed, conflicts } = planOf(kind, stored, text);
  assert.deepEqual([change, leftOut, fixed, conflicts], [undefined, [], [], []]);
}

/** A document in which `name` has another value leads to a change of that field alone. */
export function assertOnlyChanged(kind: Kind, stored: Stored, name: string, value: unknown): void {
  if (kind.document === undefined || fieldOf(kind, name)?.secret) return;
  const text = documentOf(kind, { ...stored, value: { ...stored.value, [name]: value } });
  const { change } = planOf(kind, stored, text);
  assert.deepEqual(
    change?.fields.map(({ path }) => path),
    [name],
    text,
  );
}

function planOf(kind: Kind, stored: Stored, text: string) {
  const { draft, problems } = readDocument(kind, text);
  assert.deepEqual(problems, [], text);
  assert.ok(draft);
  return planUpdate(kind, stored, stored, draft);
}

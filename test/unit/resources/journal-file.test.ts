import assert from "node:assert/strict";
import { creation } from "../../../src/resources/changes.ts";
import { newJournal } from "../../../src/resources/engine.ts";
import type { Entry } from "../../../src/resources/journal.ts";
import { fromFile, toFile } from "../../../src/resources/journal-file.ts";
import type { FieldChange, Kind } from "../../../src/resources/kind.ts";

interface Gate {
  readonly name: string;
  readonly options?: object;
  readonly note?: string;
}

const gate: Kind<Gate> = {
  id: "toy-gate",
  cloud: "auth0",
  noun: "gate",
  plural: "Gates",
  icon: "tag",
  fields: {
    name: { label: "Name" },
    options: { label: "Options", confidential: true, isSecretMember: (name) => name === "key" },
    note: { label: "Note", confidential: true },
  },
  identity: { by: "fields", fields: ["name"], unique: true },
  titleOf: ({ name }) => name ?? "",
  rights: {},
};

/** The file of a plan that made a gate of `draft`, of which the cloud then had `wrote`, read without its secrets. */
function kept(draft: Gate, wrote: readonly FieldChange[]) {
  const change = creation(gate, "toys", draft, { id: "gate" });
  const plan = newJournal(
    { title: "Gate", subject: "gate", changes: [change], unchanged: [], notes: [] },
    "1",
    new Date(0),
  );
  const made: Entry = {
    change,
    state: "made",
    ref: { kind: gate.id, owner: "toys", id: "g1" },
    wrote,
  };
  const file = toFile({ ...plan, entries: [made] }, () => gate);
  return { ...file, entry: fromFile(file.text, undefined)?.entries[0] };
}

const name: FieldChange = { path: "name", after: "Gate" };

suite("the file of a journal", () => {
  test("keeps what a service added to a new one, so that undo needs no secrets for it", () => {
    const options: FieldChange = { path: "options", after: { usual: true } };
    const { secrets, entry } = kept({ name: "Gate" }, [name, options]);
    assert.equal(secrets, undefined);
    assert.equal(entry?.isLost, undefined);
    assert.deepEqual(entry?.wrote, [name, options]);
  });

  test("keeps nothing that a person may have written a secret into", () => {
    const note: FieldChange = { path: "note", after: "the code is 1234" };
    const { text, entry } = kept({ name: "Gate", note: "the code is 1234" }, [name, note]);
    assert.ok(!text.includes("1234"));
    assert.equal(entry?.isLost, true, "undo cannot tell whether it still says that");
  });

  test("keeps no secret that the service has made, at whatever depth", () => {
    const options: FieldChange = { path: "options", after: { inner: [{ key: "s3cret" }] } };
    const { text, secrets } = kept({ name: "Gate" }, [name, options]);
    assert.ok(!text.includes("s3cret"));
    assert.ok(secrets?.includes("s3cret"));
  });
});

import assert from "node:assert/strict";
import type { UndoJournal } from "../../../src/workflows/undo-action.ts";
import "../../support/vscode/install.ts";
import { InMemoryMemento } from "../../support/vscode/memento.ts";

const { UndoStore } = await import("../../../src/shell/session/undo-store.ts");

function journal(title: string): UndoJournal {
  const action = { kind: "delete-client-grant", id: title } as const;
  const entries = [{ stepId: title, title, cloud: "auth0", needs: [], action }] as const;
  return { title, auth0Domain: "contoso.eu.auth0.com", entries };
}

suite("what can be undone", () => {
  test("is the same in every window", async () => {
    const memento = new InMemoryMemento();
    const [one, other] = [new UndoStore(memento), new UndoStore(memento)];
    await one.push(journal("first"));
    await other.push(journal("second"));
    assert.equal(one.newest()?.title, "second");
    const newest = other.newest();
    assert.ok(newest);
    await other.replace(newest, { ...newest, entries: [] });
    assert.equal(one.newest()?.title, "first");
  });
});

import assert from "node:assert/strict";
import type { UndoJournal } from "../../../src/workflows/undo-action.ts";
import "../../support/vscode/install.ts";
import { InMemoryMemento } from "../../support/vscode/memento.ts";

const { SessionSecretStore } = await import("../../../src/shell/session/secret-storage.ts");
const { UndoStore } = await import("../../../src/shell/session/undo-store.ts");

function journal(title: string): UndoJournal {
  const action = { kind: "delete-client-grant", id: title } as const;
  const entries = [{ stepId: title, title, cloud: "auth0", needs: [], action }] as const;
  return { title, auth0Domain: "contoso.eu.auth0.com", entries };
}

suite("what can be undone", () => {
  test("is the same in every window", async () => {
    const [secrets, memento] = [new SessionSecretStore(), new InMemoryMemento()];
    const [one, other] = [new UndoStore(secrets, memento), new UndoStore(secrets, memento)];
    await one.push(journal("first"));
    await other.push(journal("second"));
    assert.equal((await one.newest())?.title, "second");
    const newest = await other.newest();
    assert.ok(newest);
    await other.replace(newest, { ...newest, entries: [] });
    assert.equal((await one.newest())?.title, "first");
  });

  test("is kept again after a change that went wrong", async () => {
    const memento = new InMemoryMemento();
    const store = new UndoStore(new SessionSecretStore(), memento);
    const { update } = memento;
    memento.update = () => Promise.reject(new Error("The disk is full."));
    await assert.rejects(store.push(journal("first")), /disk is full/);
    memento.update = update;
    await store.push(journal("second"));
    assert.equal((await store.newest())?.title, "second");
  });

  test("is kept for the window where no keychain takes it", async () => {
    const locked = () => Promise.reject(new Error("The keychain is locked."));
    const store = new UndoStore({ read: locked, write: locked, delete: locked }, new InMemoryMemento());
    await Promise.all([store.push(journal("first")), store.push(journal("second"))]);
    assert.equal((await store.newest())?.title, "second");
    assert.equal((await store.newest(({ title }) => title === "first"))?.title, "first");
  });

  test("reads what earlier versions kept, in their words", async () => {
    const secrets = new SessionSecretStore();
    const instance = { subscriptionId: "s", resourceGroup: "g", serviceName: "n" };
    const scope = { kind: "global", service: instance };
    const action = { kind: "restore-policy", scope, after: "<policies/>", etag: "1" };
    const entries = [{ stepId: "policy", title: "Policy", cloud: "azure", needs: [], action }];
    await secrets.write("undoJournals", JSON.stringify([{ title: "old", auth0Domain: "d", entries }]));
    const newest = await new UndoStore(secrets, new InMemoryMemento()).newest();
    const { scope: _, ...others } = action;
    assert.deepEqual(newest?.entries[0]?.action, { ...others, level: { kind: "global", instance } });
  });
});

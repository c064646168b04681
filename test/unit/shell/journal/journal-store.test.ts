import assert from "node:assert/strict";
import { createLogger } from "../../../../src/core/logger.ts";
import type { SecretStore } from "../../../../src/domain/account.ts";
import { kindOf } from "../../../../src/resources/all-kinds.ts";
import { creation } from "../../../../src/resources/changes.ts";
import { newJournal } from "../../../../src/resources/engine.ts";
import type { Journal } from "../../../../src/resources/journal.ts";
import { importedApi } from "../../../../src/resources/kinds/imported-api.ts";
import { InMemoryFolder } from "../../../support/in-memory/text-folder.ts";
import "../../../support/vscode/install.ts";
import { journalOf, secrets } from "./journals.ts";

const { SessionSecretStore } = await import("../../../../src/shell/session/secret-storage.ts");
const { JournalStore } = await import("../../../../src/shell/journal/journal-store.ts");

const locked = (): Promise<never> => Promise.reject(new Error("The keychain is locked."));
const lockedStore: SecretStore = { read: locked, write: locked, delete: locked };

suite("what plans did, as it is kept", () => {
  let folder: InMemoryFolder;
  let keychain: InstanceType<typeof SessionSecretStore>;
  let log: string[];
  setup(() => {
    folder = new InMemoryFolder();
    keychain = new SessionSecretStore();
    log = [];
  });
  const open = (store: SecretStore = keychain) =>
    new JournalStore(
      folder,
      store,
      async () => ({ kindOf }),
      createLogger({ write: (_, line) => log.push(line) }),
    );
  const idsIn = async (store: InstanceType<typeof JournalStore>) => (await store.list()).map(({ id }) => id);

  test("is the same in every window, whole", async () => {
    const journal = journalOf("1");
    await open().keep(journal);
    const read = await open().read("1");
    assert.deepEqual(
      read?.entries.map(({ change, wrote }) => [change, wrote]),
      journal.entries.map(({ change, wrote }) => [change, wrote]),
    );
    assert.equal(await open().read("2"), undefined);
  });

  test("no secret is in a file: no password, no policy, no token in a message, nothing of an unknown kind", async () => {
    await open().keep(journalOf("1"));
    const [file = ""] = folder.texts.values();
    assert.match(file, /Do policy/);
    for (const [name, secret] of Object.entries(secrets)) {
      for (const text of [secret, JSON.stringify(secret).slice(1, -1)]) assert.ok(!file.includes(text), name);
    }
    for (const part of ["hunter2", "policy-Passw0rd", "0123456789abcdef", "eyJ", "s3cr3t", "<policies>"]) {
      assert.ok(!file.includes(part), part);
    }
  });

  test("the secrets are there before the file that refers to them, and go after it", async () => {
    const order: string[] = [];
    folder.beforeWrite = () => order.push("file");
    const watched: SecretStore = {
      read: (key) => keychain.read(key),
      write: async (key, secret) => {
        order.push("secrets");
        await keychain.write(key, secret);
      },
      delete: (key) => keychain.delete(key),
    };
    const store = open(watched);
    const journal = journalOf("1");
    await store.keep(journal);
    await store.keep({ ...journal, title: "Another" });
    const entries = journal.entries.filter(({ change }) => change.id !== "user");
    await store.keep({ ...journal, entries });
    assert.deepEqual(order, ["secrets", "file", "file", "file", "secrets"]);
  });

  test("a keychain that refuses keeps the journal from being written, unless the person goes on without", async () => {
    const store = open(lockedStore);
    const journal = journalOf("1");
    assert.equal(await store.canKeepTexts(journal), false);
    await assert.rejects(store.keep(journal), /keychain is locked/);
    assert.equal(folder.texts.size, 0);
    store.goWithoutTexts(journal);
    await store.keep(journal);
    assert.ok(!JSON.stringify([...folder.texts]).includes("hunter2"));
    assert.deepEqual(
      (await store.read("1"))?.entries[0]?.change,
      journal.entries[0]?.change,
      "in this window",
    );
    const reloaded = await open().read("1");
    assert.deepEqual(
      reloaded?.entries.map(({ isLost }) => isLost),
      [undefined, true, true],
    );
  });

  test("a keychain that cannot be read is said, and nothing is written on the strength of it", async () => {
    await open().keep(journalOf("1"));
    const before = [...folder.texts];
    const store = open(lockedStore);
    await assert.rejects(store.read("1"), /could not be read where secrets are kept.*locked/s);
    assert.deepEqual(await idsIn(store), ["1"], "a list needs no secrets");
    assert.deepEqual([...folder.texts], before);
  });

  test("the newest 20 are kept, and one that has something left to do never drops out", async () => {
    const store = open();
    await store.keep(journalOf("0", { states: ["made", "not-made", "waiting"] }));
    for (let index = 1; index <= 25; index += 1) await store.keep(journalOf(String(index)));
    const ids = await idsIn(store);
    assert.deepEqual(ids.slice(0, 2), ["25", "24"]);
    assert.deepEqual(ids.slice(-2), ["6", "0"]);
    assert.equal(ids.length, 21);
    assert.equal(await keychain.read("journal/5"), undefined, "its secrets go with it");
    assert.notEqual(await keychain.read("journal/6"), undefined);
  });

  test("what cannot be read is left as it is, and said once", async () => {
    folder.texts.set("broken.json", '{"format":1,"id":"bro');
    folder.texts.set("later.json", '{"format":2,"id":"later","entries":[]}');
    folder.texts.set("note.txt", "not ours");
    const store = open();
    await store.keep(journalOf("1"));
    for (const _ of ["once", "again"]) assert.deepEqual(await idsIn(store), ["1"]);
    assert.deepEqual(log.filter((line) => line.includes("journals/")).length, 2);
    assert.equal(folder.texts.get("broken.json"), '{"format":1,"id":"bro');
    assert.equal(folder.texts.size, 4);
  });

  test("forgetting one forgets its secrets; where the keychain refuses, nothing is forgotten by halves", async () => {
    const store = open();
    await store.keep(journalOf("1"));
    await assert.rejects(open(lockedStore).delete("1"), /locked/);
    assert.deepEqual(await idsIn(store), ["1"]);
    await store.delete("1");
    assert.deepEqual(await idsIn(store), []);
    assert.equal(await keychain.read("journal/1"), undefined);
  });

  test("a disk that is full keeps the next request from being sent", async () => {
    folder.beforeWrite = () => {
      throw new Error("ENOSPC");
    };
    await assert.rejects(open().keep(journalOf("1")), /ENOSPC/);
  });

  /** A plan to import a document, of which the last 16 characters are a secret. */
  const importOf = (length: number) => {
    const value = JSON.stringify({ openapi: "3.0.1", x: `${"long ".repeat(length / 5)}the-secret-value` });
    const document = { format: "openapi+json", value } as const;
    const draft = { displayName: "Orders", path: "orders", subscriptionRequired: true, operations: [] };
    const change = creation(
      importedApi,
      "s/g/c",
      { ...draft, serviceUrl: undefined, document },
      { id: "import", refId: "orders" },
    );
    const plan = { title: "Import", subject: "orders", changes: [change], unchanged: [], notes: [] };
    return newJournal(plan, "1", new Date(0));
  };
  const documentIn = (journal: Journal | undefined) =>
    JSON.stringify(journal?.entries[0]?.change.fields.find(({ path }) => path === "document"));

  for (const length of [1000, 2_000_000]) {
    test(`a document of ${length} characters is in no file in clear, and as it was after a crash`, async () => {
      const journal = importOf(length);
      const [entry] = journal.entries;
      assert.ok(entry);
      const sent: Journal = {
        ...journal,
        entries: [{ ...entry, state: "sent", wrote: entry.change.fields }],
      };
      await open().keep(journal);
      await open().keep(sent);
      const inClear = [...folder.texts.values()].filter((text) => text.includes("the-secret-value"));
      assert.deepEqual(inClear, []);
      assert.ok(((await keychain.read("journal/1")) ?? "").length < 300_000);
      const again = await open().read("1");
      assert.equal(again?.entries[0]?.isLost, undefined);
      assert.equal(documentIn(again), documentIn(journal));
    });
  }

  test("once the API is made its document is kept nowhere", async () => {
    const journal = importOf(2_000_000);
    const [entry] = journal.entries;
    assert.ok(entry);
    const store = open();
    await store.keep(journal);
    assert.deepEqual([...folder.texts.keys()].sort(), ["1.json", "1.sealed"]);
    const ref = { kind: importedApi.id, owner: "s/g/c", id: "orders" };
    await store.keep({ ...journal, entries: [{ ...entry, state: "made", ref, wrote: entry.change.fields }] });
    assert.deepEqual([...folder.texts.keys()], ["1.json"]);
    assert.equal(await keychain.read("journal/1"), undefined);
    assert.equal((await open().read("1"))?.entries[0]?.isLost, undefined);
  });

  test("a document that cannot be opened any more is said to be lost, and forgetting a plan forgets it", async () => {
    const store = open();
    await store.keep(importOf(2_000_000));
    const sealed = folder.texts.get("1.sealed") ?? "";
    for (const other of [undefined, "", sealed.slice(0, -8), `AAAA${sealed.slice(4)}`]) {
      if (other === undefined) folder.texts.delete("1.sealed");
      else folder.texts.set("1.sealed", other);
      assert.equal((await open().read("1"))?.entries[0]?.isLost, true);
    }
    await open().delete("1");
    assert.deepEqual([[...folder.texts.keys()], await keychain.read("journal/1")], [[], undefined]);
  });
});

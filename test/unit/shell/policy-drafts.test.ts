import assert from "node:assert/strict";
import type { SecretStore } from "../../../src/domain/account.ts";
import "../../support/vscode/install.ts";
import { InMemoryMemento, SharedState } from "../../support/vscode/memento.ts";

const { PolicyDrafts } = await import("../../../src/shell/editor/policy-drafts.ts");
const { SessionSecretStore } = await import("../../../src/shell/session/secret-storage.ts");

const draft = (text: string, kept = 1) => ({ text, kept, base: { etag: "1" } });

/** A store whose writes wait until they are let through. */
class SlowSecretStore extends SessionSecretStore {
  readonly asked: string[] = [];
  readonly written: string[] = [];
  private readonly waiting: (() => void)[] = [];

  override async write(key: string, secret: string): Promise<void> {
    this.asked.push(JSON.parse(secret).text);
    await new Promise<void>((resolve) => this.waiting.push(resolve));
    this.written.push(JSON.parse(secret).text);
    await super.write(key, secret);
  }

  /** Lets everything through until `done` has settled. */
  async flush(done: Promise<unknown>): Promise<void> {
    let open = true;
    const end = () => {
      open = false;
    };
    void done.then(end, end);
    while (open) {
      this.waiting.shift()?.();
      await new Promise((resolve) => setImmediate(resolve));
    }
  }
}

/** A keychain that can be locked; it begins so. */
class LockableSecretStore implements SecretStore {
  isLocked = true;

  constructor(private readonly secrets: SecretStore) {}

  async read(key: string): Promise<string | undefined> {
    this.check();
    return this.secrets.read(key);
  }

  async write(key: string, secret: string): Promise<void> {
    this.check();
    await this.secrets.write(key, secret);
  }

  async delete(key: string): Promise<void> {
    this.check();
    await this.secrets.delete(key);
  }

  private check(): void {
    if (this.isLocked) throw new Error("The keychain is locked.");
  }
}

suite("drafts of policies", () => {
  test("outlast the window, in the secret store only; the memento has their addresses", async () => {
    const [secrets, memento] = [new SessionSecretStore(), new InMemoryMemento()];
    await new PolicyDrafts(secrets, memento, true).keep("a", draft("<policies>secret</policies>"));
    const reloaded = new PolicyDrafts(secrets, memento, true);
    assert.deepEqual(reloaded.keys(), ["a"]);
    assert.equal(reloaded.peek("a"), undefined);
    assert.deepEqual(await reloaded.read("a"), draft("<policies>secret</policies>"));
    assert.equal(reloaded.isOnlyHere("a"), false);
    assert.doesNotMatch(memento.json, /secret/);
  });

  test("of 0.2.0 are found under the address that their document has now, and move there when they are kept", async () => {
    const [secrets, memento] = [new SessionSecretStore(), new InMemoryMemento()];
    const [former, present] = ["policy.xml", "a.policy.xml"].map(
      (name) => `apim-policy://s.g/n/apis/a/${name}`,
    );
    assert.ok(former && present);
    await memento.update("policyDrafts", [former]);
    await secrets.write(`policyDraft/${former}`, JSON.stringify(draft("<policies />")));
    const drafts = new PolicyDrafts(secrets, memento, true);
    assert.deepEqual(drafts.keys(), [present]);
    assert.deepEqual(await drafts.read(present), draft("<policies />"));
    await drafts.keep(present, draft("<policies>more</policies>"));
    assert.equal(await secrets.read(`policyDraft/${former}`), undefined);
    assert.deepEqual(
      (await new PolicyDrafts(secrets, memento, true).read(present))?.text,
      "<policies>more</policies>",
    );
    await drafts.drop(present);
    assert.deepEqual(new PolicyDrafts(secrets, memento, true).keys(), []);
  });

  test("that are dropped are gone from both", async () => {
    const [secrets, memento] = [new SessionSecretStore(), new InMemoryMemento()];
    const drafts = new PolicyDrafts(secrets, memento, true);
    await drafts.keep("a", draft("one"));
    await drafts.drop("a");
    assert.deepEqual(drafts.keys(), []);
    assert.equal(await new PolicyDrafts(secrets, memento, true).read("a"), undefined);
    assert.deepEqual(new PolicyDrafts(secrets, memento, true).keys(), []);
  });

  test("tell when they come, change and go, and not when there was none to drop", async () => {
    const drafts = new PolicyDrafts(new SessionSecretStore(), new InMemoryMemento(), true);
    const told: string[] = [];
    drafts.onDidChange((key) => told.push(key));
    assert.equal(await drafts.read("a"), undefined);
    await drafts.drop("a");
    assert.deepEqual(told, []);
    await drafts.keep("a", draft("one"));
    await drafts.keep("a", draft("two"));
    await drafts.drop("a");
    assert.deepEqual(told, ["a", "a", "a"]);
  });

  test("are handed over at once, the newest last, since a window that closes lets nothing be sent later", async () => {
    const secrets = new SlowSecretStore();
    const drafts = new PolicyDrafts(secrets, new InMemoryMemento(), true);
    const keeping = ["1", "2", "3", "4"].map((text) => drafts.keep("a", draft(text)));
    assert.deepEqual([secrets.asked, secrets.written], [["1", "2", "3", "4"], []]);
    assert.equal((await drafts.read("a"))?.text, "4");
    assert.equal(drafts.isOnlyHere("a"), false);
    await secrets.flush(Promise.all(keeping));
    assert.deepEqual(secrets.written.slice(0, 4), ["1", "2", "3", "4"]);
    assert.equal((await new PolicyDrafts(secrets, new InMemoryMemento(), true).read("a"))?.text, "4");
  });

  test("that are dropped while the keychain is still at them are gone", async () => {
    const secrets = new SlowSecretStore();
    const drafts = new PolicyDrafts(secrets, new InMemoryMemento(), true);
    const keeping = drafts.keep("a", draft("1"));
    const deleted: string[] = [];
    secrets.delete = async (key) => void deleted.push(key);
    await drafts.drop("a");
    assert.deepEqual(deleted, ["policyDraft/a"]);
    await secrets.flush(keeping);
  });

  test("that no keychain takes last as long as the window, and that can be seen", async () => {
    const locked = () => Promise.reject(new Error("The keychain is locked."));
    const secrets: SecretStore = { read: locked, write: locked, delete: locked };
    const drafts = new PolicyDrafts(secrets, new InMemoryMemento(), true);
    assert.equal(await drafts.read("a"), undefined);
    await drafts.keep("a", draft("one"));
    assert.equal((await drafts.read("a"))?.text, "one");
    assert.ok(drafts.isOnlyHere("a"));
    await drafts.drop("a");
    assert.equal(await drafts.read("a"), undefined);
  });

  test("that the keychain does not give are not taken for gone, nor for lost", async () => {
    const [secrets, memento] = [new SessionSecretStore(), new InMemoryMemento()];
    await new PolicyDrafts(secrets, memento, true).keep("a", draft("one"));
    const locked = new LockableSecretStore(secrets);
    const reloaded = new PolicyDrafts(locked, memento, true);
    const lost: string[] = [];
    reloaded.onDidLose((key) => lost.push(key));
    await assert.rejects(reloaded.read("a"), /There is a draft .* keychain/);
    assert.equal(await reloaded.read("never kept"), undefined);
    assert.deepEqual([reloaded.keys(), lost], [["a"], []]);
    locked.isLocked = false;
    assert.deepEqual(await reloaded.read("a"), draft("one"));
    assert.equal(reloaded.isOnlyHere("a"), false);
    locked.isLocked = true;
    await reloaded.secretChanged("policyDraft/a");
    assert.equal(reloaded.peek("a")?.text, "one");
  });

  test("that the keychain does not give can be dropped unread", async () => {
    const [secrets, memento] = [new SessionSecretStore(), new InMemoryMemento()];
    await new PolicyDrafts(secrets, memento, true).keep("a", draft("one"));
    const reloaded = new PolicyDrafts(new LockableSecretStore(secrets), memento, true);
    await reloaded.drop("a");
    assert.equal(await reloaded.read("a"), undefined);
    assert.deepEqual(reloaded.keys(), []);
  });

  test("of another window count here as soon as VS Code tells of their secret", async () => {
    const [secrets, memento] = [new SessionSecretStore(), new InMemoryMemento()];
    const [here, there] = [
      new PolicyDrafts(secrets, memento, true),
      new PolicyDrafts(secrets, memento, true),
    ];
    const told: string[] = [];
    assert.equal(await here.read("a"), undefined);
    here.onDidChange((key) => told.push(key));
    await there.keep("a", draft("theirs"));
    await here.secretChanged("policyDraft/a");
    assert.equal(here.peek("a")?.text, "theirs");
    await here.secretChanged("policyDraft/a");
    await here.secretChanged("undoJournals");
    await there.drop("a");
    await here.secretChanged("policyDraft/a");
    assert.equal(here.peek("a"), undefined);
    assert.deepEqual(told, ["a", "a"]);
  });

  test("of two windows at once both keep their mark, though each window writes the extension's state as a whole", async () => {
    const [secrets, state] = [new SessionSecretStore(), new SharedState()];
    const windows = [0, 1].map(() => new PolicyDrafts(secrets, state.open(), true));
    await Promise.all(windows.map((drafts, at) => drafts.keep(`of ${at}`, draft("text"))));
    state.deliver();
    for (const drafts of windows) {
      await drafts.secretChanged("policyDraft/of 0");
      await drafts.secretChanged("policyDraft/of 1");
      state.deliver();
    }
    const later = new PolicyDrafts(secrets, state.open(), true);
    for (const drafts of [...windows, later]) assert.deepEqual(drafts.keys().sort(), ["of 0", "of 1"]);
  });

  test("keep their mark when another window writes something else over the state", async () => {
    const [secrets, state] = [new SessionSecretStore(), new SharedState()];
    const [here, there] = [state.open(), state.open()];
    const drafts = new PolicyDrafts(secrets, here, true);
    await drafts.keep("a", draft("text"));
    await there.update("undoJournals", ["another"]);
    state.deliver();
    await drafts.secretChanged("undoJournals");
    assert.deepEqual(new PolicyDrafts(secrets, state.open(), true).keys(), ["a"]);
  });

  test("of another window are marked here also where their policy was never open", async () => {
    const [secrets, state] = [new SessionSecretStore(), new SharedState()];
    const [here, there] = [state.open(), state.open()].map((one) => new PolicyDrafts(secrets, one, true));
    const told: string[] = [];
    here?.onDidChange((key) => told.push(key));
    await there?.keep("a", draft("theirs"));
    await here?.secretChanged("policyDraft/a");
    assert.deepEqual([told, here?.keys()], [["a"], ["a"]]);
    await there?.drop("a");
    await here?.secretChanged("policyDraft/a");
    assert.deepEqual([told, here?.keys()], [["a", "a"], []]);
  });

  test("of this window are not undone by news of an older one", async () => {
    const secrets = new SlowSecretStore();
    const drafts = new PolicyDrafts(secrets, new InMemoryMemento(), true);
    await secrets.flush(drafts.keep("a", draft("old")));
    const keeping = drafts.keep("a", draft("new"));
    await drafts.secretChanged("policyDraft/a");
    assert.equal(drafts.peek("a")?.text, "new");
    await secrets.flush(keeping);
    assert.equal(drafts.peek("a")?.text, "new");
  });

  test("that a window forgot with its secrets are said to be lost, and all others to last no longer than theirs", async () => {
    const memento = new InMemoryMemento();
    await new PolicyDrafts(new SessionSecretStore(), memento, true).keep("a", draft("one"));
    const reloaded = new PolicyDrafts(new SessionSecretStore(), memento, true);
    const lost: string[] = [];
    reloaded.onDidLose((key) => lost.push(key));
    assert.equal(await reloaded.read("a"), undefined);
    assert.deepEqual([lost, reloaded.keys()], [["a"], []]);
    await reloaded.keep("b", draft("two"));
    assert.ok(reloaded.isOnlyHere("b"));
  });

  test("that another window has dropped are not lost", async () => {
    const [secrets, memento, stale] = [
      new SessionSecretStore(),
      new InMemoryMemento(),
      new InMemoryMemento(),
    ];
    await new PolicyDrafts(secrets, stale, true).keep("a", draft("one"));
    await new PolicyDrafts(secrets, memento, true).drop("a");
    await secrets.delete("policyDraft/a");
    const other = new PolicyDrafts(secrets, stale, true);
    other.onDidLose((key) => assert.fail(`${key} is said to be lost.`));
    assert.equal(await other.read("a"), undefined);
    assert.deepEqual(other.keys(), []);
  });

  test("in a browser are not claimed to last before an earlier window's secrets were found", async () => {
    const [secrets, memento] = [new SessionSecretStore(), new InMemoryMemento()];
    const first = new PolicyDrafts(secrets, memento, false);
    await first.keep("a", draft("one"));
    assert.ok(first.isOnlyHere("a"));
    const second = new PolicyDrafts(secrets, memento, false);
    await second.keep("a", draft("two"));
    assert.equal(second.isOnlyHere("a"), false);
  });
});

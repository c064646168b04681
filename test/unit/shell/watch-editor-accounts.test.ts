import assert from "node:assert/strict";
import { setImmediate as soon } from "node:timers/promises";
import type { Disposable } from "../../../src/core/disposal.ts";
import { shellInMemory } from "../../support/shell.ts";
import { authentication, workspace } from "../../support/vscode/index.ts";

const { watchEditorAccounts } = await import("../../../src/shell/session/watch-editor-accounts.ts");

const kim = { id: "kim", label: "kim@contoso.com" };
const lee = { id: "lee", label: "lee@fabrikam.com" };

suite("VS Code's accounts", () => {
  let watching: Disposable[] = [];
  setup(() => authentication.reset());
  teardown(() => {
    for (const one of watching) one.dispose();
  });

  /** A shell that watches; `changes` counts how often everything was read anew. */
  async function watched(kind: "microsoft" | "azure-cli" = "microsoft") {
    const shell = shellInMemory();
    await shell.accounts.connectAzure({ kind }, undefined);
    const counted = { changes: 0 };
    shell.accounts.onDidChange(() => {
      counted.changes += 1;
    });
    watching = watchEditorAccounts(shell.accounts, shell.services.logger, 0);
    const tell = async (id: string, times = 1) => {
      for (let time = 0; time < times; time++) authentication.sessionsChanged.fire({ provider: { id } });
      const timer = new Promise((resolve) => setTimeout(resolve, 0));
      await timer;
      await soon();
    };
    return { ...shell, counted, tell };
  }

  test("that come or go are noticed once, however often it is told", async () => {
    const { counted, tell } = await watched();
    authentication.accounts.set("microsoft", [kim]);
    await tell("microsoft", 5);
    assert.equal(counted.changes, 1);
    authentication.accounts.set("microsoft", [kim, lee]);
    await tell("microsoft", 2);
    assert.equal(counted.changes, 2);
  });

  test("that only got new tokens, as reading causes it, cause no reading: there is no loop", async () => {
    const { accounts, counted, tell } = await watched();
    authentication.accounts.set("microsoft", [kim]);
    // whoever reads the trees asks for a session, and VS Code tells of it
    accounts.onDidChange(() => authentication.sessionsChanged.fire({ provider: { id: "microsoft" } }));
    for (let round = 0; round < 5; round++) await tell("microsoft");
    assert.equal(counted.changes, 1);
  });

  test("of other providers do not matter, nor any where none is signed in with", async () => {
    const others = await watched();
    await others.tell("github");
    assert.equal(others.counted.changes, 0);
    const cli = await watched("azure-cli");
    authentication.accounts.set("microsoft", [kim]);
    await cli.tell("microsoft");
    assert.equal(cli.counted.changes, 0);
  });

  test("in another sovereign cloud than before are read anew", async () => {
    const { counted } = await watched();
    workspace.configured.fire({ affectsConfiguration: (key) => key === "editor" });
    assert.equal(counted.changes, 0);
    workspace.configured.fire({ affectsConfiguration: (key) => key === "microsoft-sovereign-cloud" });
    assert.equal(counted.changes, 1);
  });
});

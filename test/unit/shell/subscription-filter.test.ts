import assert from "node:assert/strict";
import { Failure } from "../../../src/core/failure.ts";
import type { AzureAccount } from "../../../src/domain/account.ts";
import type { Subscription } from "../../../src/domain/apim.ts";
import { contosoApim } from "../../support/in-memory/index.ts";
import { connectedShell, principal } from "../../support/shell.ts";
import { person } from "../../support/vscode/index.ts";

const { filterSubscriptionsCommand } = await import("../../../src/shell/commands/filter-subscriptions.ts");
const { runCommand } = await import("../../../src/shell/commands/run-command.ts");
const { Accounts } = await import("../../../src/shell/session/accounts.ts");
const { ApimNodes } = await import("../../../src/shell/tree/apim-nodes.ts");
const { chooseApi } = await import("../../../src/shell/commands/choose-api.ts");

const signal = new AbortController().signal;
const cli: AzureAccount = { kind: "azure-cli" };
const subscription = (name: string): Subscription => ({ id: name.toLowerCase(), name, tenantId: "dir" });

async function shellWith(...names: readonly string[]) {
  const shell = await connectedShell();
  shell.azure.subscriptions = names.map(subscription);
  const nodes = new ApimNodes(shell.accounts, shell.links);
  return {
    ...shell,
    choose: (...pick: readonly string[]) => {
      person.moves = [{ pick }];
      return runCommand(filterSubscriptionsCommand(shell.services), undefined, shell.services.logger);
    },
    shown: async () => {
      const rows = [];
      for await (const { label, action } of nodes.roots(signal)) rows.push(action ? `(${label})` : label);
      return rows;
    },
  };
}

suite("the subscriptions that are shown", () => {
  test("are all at first", async () => {
    const { shown } = await shellWith("Dev", "Test", "Prod");
    assert.deepEqual(await shown(), ["Dev", "Test", "Prod"]);
  });

  test("are those that were chosen; a row says how many are, and chooses others with a click", async () => {
    const { choose, shown, accounts, links } = await shellWith("Dev", "Test", "Prod");
    await choose("Dev", "Prod");
    assert.deepEqual(await shown(), ["Dev", "Prod", "(2 of 3 subscriptions shown)"]);
    assert.equal(person.statusBar.at(-1), "2 of 3 subscriptions are shown.");
    const rows = [];
    for await (const node of new ApimNodes(accounts, links).roots(signal)) rows.push(node);
    assert.equal(rows.at(-1)?.action?.command, "auth0Apim.filterSubscriptions");
    await choose("Test");
    assert.deepEqual(person.prompts.at(-1)?.picked, ["$(key) Dev", "$(key) Prod"]);
    assert.deepEqual(await shown(), ["Test", "(1 of 3 subscriptions shown)"]);
    await choose("Dev", "Test", "Prod");
    assert.deepEqual(await shown(), ["Dev", "Test", "Prod"]);
  });

  test("are remembered, and forgotten with the account", async () => {
    const { choose, accounts, memento, secrets, factory } = await shellWith("Dev", "Test");
    await choose("Test");
    const next = new Accounts(memento, secrets, factory);
    assert.deepEqual(
      [next.filter.shows(principal, "DEV"), next.filter.shows(principal, "TEST")],
      [false, true],
    );
    await accounts.disconnectAzure(principal);
    assert.equal(accounts.filter.shows(principal, "dev"), true);
  });

  test("one that one account does not show and another does is shown", async () => {
    const { accounts, shown } = await shellWith("Dev", "Test");
    await accounts.connectAzure(cli, undefined);
    await accounts.filter.choose(new Map([[principal, ["dev"]]]));
    assert.deepEqual(await shown(), ["Dev", "Test"]);
  });

  test("an account that fails keeps what was chosen of it, and the others can be chosen from", async () => {
    const { accounts, factory, azure, choose } = await shellWith("Dev", "Test");
    await accounts.connectAzure(cli, undefined);
    await accounts.filter.choose(new Map([[cli, ["dev"]]]));
    factory.openAzure = async ({ kind }) => {
      if (kind === "azure-cli") throw new Failure("unreachable", "The network is down.");
      return azure;
    };
    await choose("Test");
    const shown = (account: AzureAccount) =>
      ["dev", "test"].filter((id) => accounts.filter.shows(account, id));
    assert.deepEqual([shown(cli), shown(principal)], [["dev"], ["test"]]);
    assert.match(
      person.heard,
      /1 of 2 subscriptions are shown\. Not all accounts could be asked: The network is down\./,
    );
  });

  test("where nobody is signed in, that is said", async () => {
    const { accounts, choose } = await shellWith();
    await accounts.disconnectAzure(principal);
    await choose();
    assert.match(person.heard, /not signed in to Azure/);
  });

  test("are those that commands look for APIs in, while documents of the others still open", async () => {
    const { accounts } = await connectedShell();
    await accounts.filter.choose(new Map([[principal, []]]));
    await assert.rejects(chooseApi(accounts, undefined, "Secure"), { code: "not-found" });
    assert.deepEqual(await accounts.ownerOf(contosoApim, signal), principal);
  });
});

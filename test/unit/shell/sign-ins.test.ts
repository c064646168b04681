import assert from "node:assert/strict";
import { Failure } from "../../../src/core/failure.ts";
import type { Auth0Account, AzureAccount } from "../../../src/domain/account.ts";
import { connectedShell, contoso, principal, shellInMemory } from "../../support/shell.ts";
import { sourceFiles } from "../../support/source/source-files.ts";

const { pickAzureAccount, pickTenant } = await import("../../../src/shell/commands/choose-account.ts");

const signal = new AbortController().signal;
const sandboxTenant: Auth0Account = { ...contoso, domain: "127.0.0.1:1", sandbox: { ca: "ca" } };
const sandboxAzure: AzureAccount = {
  kind: "service-principal",
  tenantId: "dir",
  clientId: "app",
  sandbox: { ca: "ca", authorityHost: "https://127.0.0.1:2", resourceManager: "https://127.0.0.1:3" },
};

/** What a refusal of `asked` says and offers. */
async function refusal(asked: () => Promise<unknown>) {
  try {
    await asked();
  } catch (error) {
    assert.ok(error instanceof Failure);
    return { text: error.text, signIns: error.signIns };
  }
  return assert.fail("It was not refused.");
}

suite("whoever is not signed in is offered what fits", () => {
  test("no account at all: the cloud that is meant, and the sandbox", async () => {
    const { accounts } = shellInMemory();
    const { instance } = { instance: { subscriptionId: "s", resourceGroup: "g", serviceName: "n" } };
    assert.deepEqual((await refusal(() => pickTenant(accounts))).signIns, ["auth0", "sandbox"]);
    assert.deepEqual((await refusal(() => pickAzureAccount(accounts))).signIns, ["azure", "sandbox"]);
    const owner = await refusal(() => accounts.ownerOf(instance, signal));
    assert.deepEqual(owner.signIns, ["azure", "sandbox"]);
  });

  test("no tenant beside the sandbox's Azure: the sandbox, whose tenant is the only one of use", async () => {
    const { accounts } = shellInMemory();
    const beside = await refusal(() => pickTenant(accounts, sandboxAzure));
    assert.deepEqual(beside.signIns, ["sandbox"]);
    assert.match(beside.text, /sandbox/);
  });

  test("an account that is gone: that one", async () => {
    const { accounts } = shellInMemory();
    assert.deepEqual((await refusal(() => accounts.openTenant(contoso))).signIns, ["auth0"]);
    assert.deepEqual((await refusal(() => accounts.openAzure(principal))).signIns, ["azure"]);
    for (const open of [() => accounts.openTenant(sandboxTenant), () => accounts.openAzure(sandboxAzure)]) {
      const gone = await refusal(open);
      assert.deepEqual(gone.signIns, ["sandbox"]);
      assert.match(gone.text, /Start the sandbox again\./);
    }
  });

  test("a subscription that no account sees: another account, or the sandbox", async () => {
    const { accounts } = await connectedShell();
    const instance = { subscriptionId: "another", resourceGroup: "g", serviceName: "n" };
    const unseen = await refusal(() => accounts.ownerOf(instance, signal));
    assert.deepEqual(unseen.signIns, ["azure", "sandbox"]);
  });

  test("every failure of signing in, wherever it is made, says what would help", () => {
    const silent = sourceFiles("src").flatMap(({ path, text }) =>
      [...text.matchAll(/new Failure\(\s*"unauthorized"[\s\S]*?\n {0,6}\}?\);/g)]
        .map(([made]) => made)
        .filter((made) => !made.includes("signIns"))
        .map((made) => `${path}: ${made}`),
    );
    assert.deepEqual(silent, []);
  });
});

import assert from "node:assert/strict";
import { Failure } from "../../../src/core/failure.ts";
import { basicCalculator, contosoApim } from "../../support/in-memory/index.ts";
import { connectedShell, shellInMemory } from "../../support/shell.ts";
import { person } from "../../support/vscode/index.ts";

const { chooseApi } = await import("../../../src/shell/commands/choose-api.ts");

/** An account with two subscriptions, each with an instance and an API. */
async function twoSubscriptions() {
  const shell = await connectedShell();
  const { azure } = shell;
  const instance = { ...contosoApim, id: "/other", subscriptionId: "other", serviceName: "fabrikam-apim" };
  azure.subscriptions = [...azure.subscriptions, { id: "other", name: "Fabrikam", tenantId: "fabrikam" }];
  azure.addInstance(instance);
  azure.addApi({
    ...basicCalculator,
    instance,
    id: "/other/apis/orders",
    apiId: "orders",
    displayName: "Orders",
  });
  return shell;
}

suite("choosing an API from the palette", () => {
  test("offers those of all subscriptions, in their order", async () => {
    const { accounts } = await twoSubscriptions();
    person.moves = [{ pick: "Orders" }];
    const { value, instance } = await chooseApi(accounts, undefined, "Secure");
    assert.deepEqual([value.apiId, instance.serviceName], ["orders", "fabrikam-apim"]);
    assert.deepEqual(person.prompts[0]?.lines, [
      "contoso-apim",
      "Basic Calculator",
      "fabrikam-apim",
      "Orders",
    ]);
    assert.deepEqual(person.prompts[0]?.details?.map(([beside]) => beside).filter(Boolean), [
      "/calc",
      "/calc",
    ]);
  });

  test("of two with one name each says where it is", async () => {
    const { accounts, azure } = await twoSubscriptions();
    const instance = { ...contosoApim, id: "/other", subscriptionId: "other", serviceName: "fabrikam-apim" };
    azure.addApi({ ...basicCalculator, instance, id: "/other/apis/calc", apiId: "calc" });
    person.moves = ["escape"];
    await assert.rejects(chooseApi(accounts, undefined, "Secure"), { code: "cancelled" });
    const beside = person.prompts[0]?.details?.map(([text]) => text).filter(Boolean);
    assert.deepEqual(beside, ["/calc · contoso-apim", "/calc", "/calc · fabrikam-apim"]);
  });

  test("from a tree item there is nothing to choose", async () => {
    const { accounts } = await connectedShell();
    const [account] = accounts.azure.all();
    assert.ok(account);
    const target = { kind: "apim-api", account, instance: contosoApim, value: basicCalculator } as const;
    assert.equal(await chooseApi(accounts, { target }, "Secure"), target);
    assert.deepEqual(person.prompts, []);
  });

  test("a subscription that cannot be read hides only its own", async () => {
    const { accounts, azure } = await twoSubscriptions();
    azure.calls.failNext("listInstances", new Failure("forbidden", "No right."));
    person.moves = ["enter"];
    assert.equal((await chooseApi(accounts, undefined, "Secure")).value.apiId, "orders");
  });

  test("when none can be read, says why", async () => {
    const { accounts, azure } = await connectedShell();
    azure.calls.failNext("listInstances", new Failure("forbidden", "No right."));
    await assert.rejects(chooseApi(accounts, undefined, "Secure"), { message: "No right." });
  });

  test("when there is no API, says what to do", async () => {
    const { accounts, azure } = await connectedShell();
    azure.instance(contosoApim).apis.clear();
    await assert.rejects(chooseApi(accounts, undefined, "Secure"), {
      code: "not-found",
      text: /no API in any.*Import an API/,
    });
  });

  test("nobody signed in: says so", async () => {
    const { accounts } = shellInMemory();
    await assert.rejects(chooseApi(accounts, undefined, "Secure"), { code: "unauthorized" });
  });

  test("of several accounts the person picks one first", async () => {
    const { accounts } = await connectedShell();
    await accounts.connectAzure({ kind: "azure-cli" }, undefined);
    person.moves = [{ pick: "Azure CLI" }, "enter"];
    const { account } = await chooseApi(accounts, undefined, "Secure");
    assert.equal(account.kind, "azure-cli");
  });
});

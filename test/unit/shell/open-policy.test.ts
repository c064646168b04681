import assert from "node:assert/strict";
import { Failure } from "../../../src/core/failure.ts";
import type { Operation, PolicyLevel } from "../../../src/domain/apim.ts";
import type { Target } from "../../../src/shell/target.ts";
import { basicCalculator, calculatorOperations, contosoApim } from "../../support/in-memory/index.ts";
import { connectedShell, principal } from "../../support/shell.ts";
import { person, window } from "../../support/vscode/index.ts";

const { openPolicyCommand } = await import("../../../src/shell/commands/open-policy.ts");
const { runCommand } = await import("../../../src/shell/commands/run-command.ts");
const { policyUri } = await import("../../../src/shell/policy-uri.ts");
const { chooseApi } = await import("../../../src/shell/commands/choose-api.ts");

const instance = contosoApim;
const operation: Operation = calculatorOperations[0] ?? assert.fail("The calculator has operations.");
const ofApi: PolicyLevel = { kind: "api", instance, apiId: basicCalculator.apiId };
const ofOperation: PolicyLevel = { ...ofApi, kind: "operation", operationId: operation.operationId };
const ofAll: PolicyLevel = { kind: "global", instance };

async function shellWithPolicies(...levels: readonly PolicyLevel[]) {
  const shell = await connectedShell();
  window.activeTextEditor = undefined;
  for (const level of levels) shell.azure.putPolicy(level, "<policies />");
  const command = openPolicyCommand(shell.services);
  const target: Target = {
    kind: "operation",
    account: principal,
    instance,
    api: basicCalculator,
    value: operation,
  };
  const open = async (argument: unknown = { target }) => {
    await runCommand(command, argument, shell.services.logger);
    return window.activeTextEditor?.document.uri.path;
  };
  return { ...shell, open, fromPalette: () => runCommand(command, undefined, shell.services.logger) };
}

suite("a click on an operation", () => {
  test("opens its policy where it has one, without a question", async () => {
    const { open } = await shellWithPolicies(ofApi, ofOperation);
    assert.equal(await open(), policyUri(ofOperation).path);
    assert.deepEqual(person.prompts, []);
  });

  test("else says what it inherits, and opens that", async () => {
    const { open } = await shellWithPolicies(ofApi, ofAll);
    person.moves = [{ pick: "Open the policy of all APIs" }];
    assert.equal(await open(), policyUri(ofAll).path);
    const [asked] = person.prompts;
    assert.match(asked?.title ?? "", /has no policy of its own/);
    assert.equal(
      asked?.text,
      `Inherited: the policy of ${basicCalculator.displayName}, the policy of all APIs.`,
    );
  });

  test("or offers to create one, which is written when it is saved", async () => {
    const { open, azure } = await shellWithPolicies();
    person.moves = ["enter"];
    assert.equal(await open(), policyUri(ofOperation).path);
    assert.equal(person.prompts[0]?.text, "No policy is inherited either.");
    assert.deepEqual(azure.calls.writes, []);
  });

  test("names what could not be read, and is a failure where its own could not", async () => {
    const { open, azure } = await shellWithPolicies(ofAll);
    azure.calls.failNext("listProductsOfApi", new Failure("forbidden", "No right."));
    person.moves = ["escape"];
    assert.equal(await open(), undefined);
    assert.match(person.prompts[0]?.text ?? "", /Could not be read: the products of the API/);
    azure.calls.failNext("readPolicy", new Failure("forbidden", "No right."));
    assert.equal(await open(), undefined);
    assert.match(person.heard, /No right/);
  });

  test("opens a draft without a question", async () => {
    const { open, services } = await shellWithPolicies();
    services.policies.hasDraft = () => true;
    assert.equal(await open(), policyUri(ofOperation).path);
    assert.deepEqual(person.prompts, []);
  });
});

suite("a policy from the palette", () => {
  for (const [name, moves, path] of [
    ["an API", [{ pick: "Basic Calculator" }], policyUri(ofApi).path],
    ["what Enter takes", ["enter"], policyUri(ofApi).path],
    ["all APIs", [{ pick: "All APIs of an instance" }], policyUri(ofAll).path],
    [
      "an operation",
      [
        { pick: "An operation…" },
        { pick: "Basic Calculator" },
        { pick: `${operation.method} ${operation.displayName}` },
        "enter",
      ],
      policyUri(ofOperation).path,
    ],
    [
      "a product",
      [{ pick: "A product…" }, { pick: "Starter" }],
      policyUri({ kind: "product", instance, productId: "starter" }).path,
    ],
    [
      "a fragment",
      [{ pick: "A fragment…" }, { pick: "who-calls" }],
      policyUri({ kind: "fragment", instance, fragmentId: "who-calls" }).path,
    ],
  ] as const) {
    test(`of ${name}`, async () => {
      const { fromPalette, azure } = await shellWithPolicies();
      azure.instance(contosoApim).products = [{ id: "p", productId: "starter", displayName: "Starter" }];
      azure.putPolicy({ kind: "fragment", instance, fragmentId: "who-calls" }, "<fragment />");
      person.moves = [...moves];
      await fromPalette();
      assert.equal(window.activeTextEditor?.document.uri.path, path);
    });
  }

  test("there is none to choose: that is said", async () => {
    const { fromPalette } = await shellWithPolicies();
    person.moves = [{ pick: "A product…" }];
    await fromPalette();
    assert.match(person.heard, /There is none to choose/);
  });
});

suite("the API of a policy's document", () => {
  test("is that of its level, also for an operation's", async () => {
    const { accounts } = await connectedShell();
    for (const level of [ofApi, ofOperation]) {
      const { value } = await chooseApi(accounts, policyUri(level), "Test");
      assert.equal(value.apiId, basicCalculator.apiId);
    }
  });

  test("there is none for all APIs, nor for one that is gone", async () => {
    const { accounts } = await connectedShell();
    for (const level of [ofAll, { ...ofApi, apiId: "gone" } as PolicyLevel])
      await assert.rejects(chooseApi(accounts, policyUri(level), "Test"), { code: "not-found" });
  });
});

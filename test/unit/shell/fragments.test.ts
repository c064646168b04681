import assert from "node:assert/strict";
import { documentOf, templateOf } from "../../../src/documents/index.ts";
import { instancePath } from "../../../src/domain/instance-path.ts";
import { policyFragment } from "../../../src/resources/kinds/policy-fragment.ts";
import type { TreeNode } from "../../../src/shell/tree/tree-node.ts";
import { collect } from "../../support/collect.ts";
import { contosoApim } from "../../support/in-memory/index.ts";
import { connectedShell } from "../../support/shell.ts";
import { person, window } from "../../support/vscode/index.ts";

const { runCommand } = await import("../../../src/shell/commands/run-command.ts");
const { createResourceCommand } = await import("../../../src/shell/resources/create-resource.ts");
const { deleteResourceCommand } = await import("../../../src/shell/resources/delete-resource.ts");
const { undoLastCommand } = await import("../../../src/shell/journal/undo-last.ts");
const { ApimNodes } = await import("../../../src/shell/tree/apim-nodes.ts");

const { signal } = new AbortController();
const level = { kind: "fragment", instance: contosoApim, fragmentId: "check-caller" } as const;

async function shellWithFragment() {
  const shell = await connectedShell();
  const { azure, accounts, links, services } = shell;
  window.onPanel = (panel) => panel.press("apply");
  azure.putPolicy(level, '<fragment><set-variable name="a" value="1" /></fragment>');
  azure.instance(contosoApim).fragmentDescriptions.set("check-caller", "Checks who calls");
  const nodes = new ApimNodes(accounts, links);
  const group = async (): Promise<TreeNode> => {
    const [subscription] = await collect(nodes.roots(signal));
    const [instance] = await collect(subscription?.children?.(signal) ?? assert.fail());
    const groups = await collect(instance?.children?.(signal) ?? assert.fail());
    return groups.find(({ label }) => label === "Fragments") ?? assert.fail();
  };
  const fragments = async () => collect((await group()).children?.(signal) ?? assert.fail());
  const run = async (
    command: Parameters<typeof runCommand>[0],
    argument: unknown,
    moves: typeof person.moves = [],
  ) => {
    person.moves = [...moves];
    await runCommand(command, argument, services.logger);
  };
  return { ...shell, group, fragments, run };
}

suite("policy fragments, as a person meets them", () => {
  test("one is created by the name that policies include it by, and does nothing yet", async () => {
    const { run, group, azure, services } = await shellWithFragment();
    const create = createResourceCommand(services);
    for (const [name, complaint] of [
      [
        "Check caller",
        "Policies name it by letters, digits, underlines and dashes, with no dash at either end.",
      ],
      ["check-", "Policies name it by letters, digits, underlines and dashes, with no dash at either end."],
      ["x".repeat(81), "A fragment's id has 80 characters at most."],
      ["Check-Caller", "There is a fragment of that name already."],
    ] as const) {
      await run(create, await group(), [{ type: name }, "escape"]);
      assert.equal(person.complaint, complaint);
    }
    await run(create, await group(), [{ type: "log_calls" }, { type: "Logs" }]);
    const made = await azure.readPolicy({ ...level, fragmentId: "log_calls" }, signal);
    assert.match(made?.text ?? "", /^<fragment>\s*<\/fragment>$/);
    assert.equal(azure.instance(contosoApim).fragmentDescriptions.get("log_calls"), "Logs");
  });

  test("one is opened as a policy, and has what it says of itself as a document", async () => {
    const { fragments, azure } = await shellWithFragment();
    const [node] = await fragments();
    assert.equal(node?.opens?.scheme, "apim-policy");
    assert.ok(node?.capabilities?.includes("document") && node.capabilities.includes("policy"));
    const store = azure.shelves.get(policyFragment.id)?.store;
    const ref = { kind: policyFragment.id, owner: instancePath(contosoApim), id: "check-caller" };
    const stored = (await store?.read(ref, signal)) ?? assert.fail();
    assert.equal(
      documentOf(policyFragment, stored),
      '{\n  "id": "check-caller",\n  "description": "Checks who calls"\n}\n',
    );
    assert.ok(!templateOf(policyFragment).includes("text"));
  });

  test("one that policies include stays, wherever they do", async () => {
    const { run, fragments, azure, services } = await shellWithFragment();
    const include = `<include-fragment\n fragment-id='Check-Caller' />`;
    azure.putPolicy(
      { kind: "product", instance: contosoApim, productId: "p" },
      `<policies><inbound>${include}</inbound></policies>`,
    );
    await run(deleteResourceCommand(services), (await fragments())[0]);
    assert.match(
      person.heard,
      /Policies include the fragment “check-caller”, so it stays: the policy of product p\./,
    );
    assert.ok(await azure.readPolicy(level, signal));
  });

  test("one is deleted, and undo brings back its text and its description", async () => {
    const { run, fragments, azure, services } = await shellWithFragment();
    const before = await azure.readPolicy(level, signal);
    await run(deleteResourceCommand(services), (await fragments())[0]);
    assert.equal(await azure.readPolicy(level, signal), undefined);
    person.presses = ["Undo"];
    await run(undoLastCommand(services), undefined);
    assert.equal((await azure.readPolicy(level, signal))?.text, before?.text);
    const { fragmentDescriptions } = azure.instance(contosoApim);
    assert.equal(fragmentDescriptions.get("check-caller"), "Checks who calls");
  });
});

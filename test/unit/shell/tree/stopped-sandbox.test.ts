import assert from "node:assert/strict";
import type { TreeNode } from "../../../../src/shell/tree/tree-node.ts";
import { connectedShell, shellInMemory } from "../../../support/shell.ts";
import { EventEmitter } from "../../../support/vscode/index.ts";

const { registerTrees } = await import("../../../../src/shell/tree/register-trees.ts");
const { AccessIndex } = await import("../../../../src/shell/session/access-index.ts");

/** Both trees beside a sandbox that ran here before, or not. */
function treesBeside({ accounts, links, services }: ReturnType<typeof shellInMemory>, isMissing: boolean) {
  const changed = new EventEmitter<void>();
  const sandbox = { isMissing, onDidChange: changed.event as never };
  const trees = registerTrees(accounts, sandbox, links, new AccessIndex(accounts), services.logger);
  return { ...trees, sandbox, changed };
}

const rows = (nodes: readonly TreeNode[]) =>
  nodes.map(({ label, description }) => `${label} | ${description}`);

suite("a sandbox that ran before the window was reloaded", () => {
  test("stands in both trees, first and stopped, and starts with one click", async () => {
    const { tenants, instances } = treesBeside(await connectedShell(), true);
    for (const tree of [tenants, instances]) {
      const nodes = await tree.getChildren();
      assert.equal(rows(nodes)[0], "Sandbox | stopped · click to start");
      assert.equal(nodes.length, 2, "beside what is connected");
      const [node] = nodes;
      assert.ok(node);
      const item = tree.getTreeItem(node);
      assert.equal(item.command?.command, "auth0Apim.startSandbox");
      assert.equal(item.contextValue, " start ");
      assert.match(String(item.tooltip), /What was done in it is kept\./);
    }
  });

  test("no tree is empty without a word then; it is when there was none, so that the welcome is shown", async () => {
    const { tenants, instances } = treesBeside(shellInMemory(), true);
    assert.equal((await tenants.getChildren()).length, 1);
    assert.equal((await instances.getChildren()).length, 1);
    const without = treesBeside(shellInMemory(), false);
    assert.deepEqual(await without.tenants.getChildren(), []);
    assert.deepEqual(await without.instances.getChildren(), []);
  });

  test("is taken away when it is stopped for good", async () => {
    const { tenants, sandbox, changed } = treesBeside(shellInMemory(), true);
    assert.equal((await tenants.getChildren()).length, 1);
    sandbox.isMissing = false;
    changed.fire();
    assert.deepEqual(await tenants.getChildren(), []);
  });
});

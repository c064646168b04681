import assert from "node:assert/strict";
import { Failure, throwIfCancelled } from "../../../../src/core/failure.ts";
import { createLogger } from "../../../../src/core/logger.ts";
import type { TreeNode } from "../../../../src/shell/tree/tree-node.ts";
import "../../../support/vscode/install.ts";
import { Uri } from "../../../support/vscode/index.ts";

const { LazyTree } = await import("../../../../src/shell/tree/lazy-tree.ts");

const leaf = (id: string): TreeNode => ({ id, label: id, icon: "x" });

/** A list of `count` nodes that tells how far it was read, and can be made to fail. */
function numbered(count: number, parent = "") {
  const list = { read: 0, failAt: -1, ended: false };
  const children = async function* (signal: AbortSignal): AsyncIterable<TreeNode> {
    try {
      for (let index = 0; index < count; index += 1) {
        throwIfCancelled(signal);
        if (index === list.failAt)
          throw new Failure("forbidden", "No right to list.", { remedy: "Ask for it." });
        list.read += 1;
        yield leaf(`${parent}/${index}`);
      }
    } finally {
      list.ended = true;
    }
  };
  return Object.assign(list, { children });
}

function treeOf(roots: (signal: AbortSignal) => AsyncIterable<TreeNode>, pageSize = 3) {
  const loading: boolean[] = [];
  const focused: string[] = [];
  const logger = createLogger({ write: () => {} });
  const tree = new LazyTree({
    roots,
    pageSize: () => pageSize,
    logger,
    onLoading: (busy) => loading.push(busy),
  });
  tree.showIn({ reveal: async ({ id }) => void focused.push(id) });
  const changes: (TreeNode | undefined)[] = [];
  tree.onDidChangeTreeData((node) => changes.push(node));
  return { tree, loading, changes, focused };
}

/** A list that cannot be read. */
async function* failing(failure: Failure): AsyncIterable<TreeNode> {
  yield* [];
  throw failure;
}

const labels = (nodes: readonly TreeNode[]) => nodes.map(({ label }) => label);

suite("a lazy tree", () => {
  test("reads one page and one item ahead, and no further", async () => {
    const list = numbered(100);
    const { tree } = treeOf(list.children);
    const nodes = await tree.getChildren();
    assert.deepEqual(labels(nodes), ["/0", "/1", "/2", "Load more…"]);
    assert.equal(list.read, 4);
  });

  test("Load more goes on where it stopped, until there is no more", async () => {
    const list = numbered(7);
    const { tree, changes, focused } = treeOf(list.children);
    for (const expected of [7, 7]) {
      await tree.loadMore((await tree.getChildren()).at(-1));
      assert.ok((await tree.getChildren()).length <= expected);
    }
    assert.deepEqual(labels(await tree.getChildren()), ["/0", "/1", "/2", "/3", "/4", "/5", "/6"]);
    assert.equal(list.read, 7);
    assert.deepEqual(changes, [undefined, undefined]);
    // Who read on by the keyboard goes on from what is new.
    assert.deepEqual(focused, ["/3", "/6"]);
  });

  test("a filter reads on until the page is full of what has its text, is told, and can be taken away", async () => {
    const list = numbered(100, "item");
    const group = { ...leaf("group"), children: list.children, capabilities: ["filter"] as const };
    const { tree, changes } = treeOf(async function* () {
      yield group;
    });
    const [node] = await tree.getChildren();
    assert.ok(node);
    await tree.getChildren(node);
    tree.filter(node, "ITEM/1");
    assert.deepEqual(changes, [node]);
    assert.deepEqual(labels(await tree.getChildren(node)), ["item/1", "item/10", "item/11", "Load more…"]);
    const item = tree.getTreeItem(node);
    assert.equal(item.description, "only “ITEM/1”");
    assert.match(item.contextValue ?? "", / filtered /);
    tree.filter(node, "nobody");
    const [nobody] = await tree.getChildren(node);
    assert.match(nobody?.label ?? "", /Nothing has “nobody” in its row/);
    tree.clearFilter(nobody);
    assert.equal((await tree.getChildren(node))[0]?.label, "item/0");
    assert.equal(tree.getTreeItem(node).description, undefined);
    assert.deepEqual([tree.filterOf(node), tree.filterOf(leaf("group"))], ["", undefined]);
  });

  test("a click on what a filter left empty shows all again", async () => {
    const group = { ...leaf("group"), children: numbered(2).children };
    const { tree } = treeOf(async function* () {
      yield group;
    });
    const [node] = await tree.getChildren();
    assert.ok(node);
    tree.filter(node, "nobody");
    const [note] = await tree.getChildren(node);
    assert.equal(tree.getTreeItem(note ?? leaf("")).command?.command, "auth0Apim.clearFilter");
  });

  test("what is read aloud stands in words where the description has signs", () => {
    const { tree } = treeOf(numbered(0).children);
    const item = tree.getTreeItem({
      ...leaf("a"),
      description: "→ Orders",
      spoken: () => "linked to Orders",
    });
    assert.equal(item.description, "→ Orders");
    assert.equal(item.accessibilityInformation?.label, "a, linked to Orders");
  });

  test("an error begins with why: what was being done says the row's place", async () => {
    const { tree } = treeOf(async function* () {
      yield* [];
      throw new Failure("forbidden", "Could not list the APIs of contoso: the account has no right to it.");
    });
    const [node] = await tree.getChildren();
    assert.equal(node?.label, "The account has no right to it.");
    assert.match(String(tree.getTreeItem(node ?? leaf("")).tooltip), /Could not list the APIs of contoso/);
  });

  test("a list that ends with the page offers no more", async () => {
    const { tree } = treeOf(numbered(3).children);
    assert.deepEqual(labels(await tree.getChildren()), ["/0", "/1", "/2"]);
  });

  test("keeps what it has read until it is refreshed", async () => {
    const list = numbered(2);
    const { tree } = treeOf(list.children);
    await tree.getChildren();
    await tree.getChildren();
    assert.equal(list.read, 2);
    tree.refresh();
    await tree.getChildren();
    assert.equal(list.read, 4);
  });

  test("being asked twice at once reads once", async () => {
    const list = numbered(2);
    const { tree } = treeOf(list.children);
    const [one, two] = await Promise.all([tree.getChildren(), tree.getChildren()]);
    assert.deepEqual(one, two);
    assert.equal(list.read, 2);
  });

  test("refreshing a node leaves its siblings alone", async () => {
    const a = numbered(1, "a");
    const b = numbered(1, "b");
    const nodes = [
      { ...leaf("a"), children: a.children },
      { ...leaf("b"), children: b.children },
    ];
    const { tree } = treeOf(async function* () {
      yield* nodes;
    });
    const [first, second] = await tree.getChildren();
    assert.ok(first && second);
    await tree.getChildren(first);
    await tree.getChildren(second);
    tree.refresh(first);
    await tree.getChildren(first);
    await tree.getChildren(second);
    assert.deepEqual([a.read, b.read], [2, 1]);
  });

  test("a thing is read anew in the list it stands in, with what is below it and not what is below the others", async () => {
    const target: TreeNode["target"] = { kind: "tenant", account: { domain: "d", clientId: "c" } };
    const below = { a: numbered(1, "a"), b: numbered(1, "b") };
    let lists = 0;
    const { tree, changes } = treeOf(async function* () {
      lists += 1;
      yield { ...leaf("a"), target, children: below.a.children };
      yield { ...leaf("b"), target, children: below.b.children };
    });
    const [first, second] = await tree.getChildren();
    for (const node of [first, second]) await tree.getChildren(node);
    tree.renew(first);
    for (const node of await tree.getChildren()) await tree.getChildren(node);
    assert.deepEqual([lists, below.a.read, below.b.read], [2, 2, 1]);
    assert.deepEqual(changes, [undefined]);
    tree.renew({ ...first });
    assert.equal(changes.length, 1);
  });

  test("what a click opens is asked for with the click, where it depends on what is open then", () => {
    const { tree } = treeOf(numbered(1).children);
    const [marked, first, later] = ["x:/marked", "x:/first", "x:/later"].map(
      (one) => Uri.parse(one) as never,
    );
    let now = first;
    const node: TreeNode = {
      ...leaf("a"),
      opens: marked ?? assert.fail(),
      opensNow: () => now ?? assert.fail(),
    };
    const item = tree.getTreeItem(node);
    assert.deepEqual([item.command, item.resourceUri], [undefined, marked]);
    assert.deepEqual(tree.resolveTreeItem(item, node).command?.arguments, [first]);
    now = later;
    assert.deepEqual(tree.resolveTreeItem(item, node).command?.arguments, [later]);
    const { command } = tree.getTreeItem({ ...leaf("b"), opens: marked ?? assert.fail() });
    assert.deepEqual([command?.command, command?.arguments], ["vscode.open", [marked]]);
  });

  test("a tooltip begins with the label, which the row may have cut, and a description is one line", () => {
    const { tree } = treeOf(numbered(0).children);
    const item = tree.getTreeItem({
      ...leaf("a"),
      label: "Orders\nof all",
      description: "urn:\norders",
      tooltip: () => "/orders",
    });
    assert.equal(item.tooltip, "Orders\\u000aof all\n/orders");
    assert.equal(item.description, "urn:\\u000aorders");
    assert.equal(tree.getTreeItem({ ...leaf("a"), tooltip: "Scope a" }).tooltip, "Scope a");
    assert.equal(tree.getTreeItem(leaf("a")).tooltip, undefined);
  });

  test("an error is a node that says what happened and tries again when clicked", async () => {
    const list = numbered(5);
    list.failAt = 1;
    const { tree, changes } = treeOf(list.children);
    const nodes = await tree.getChildren();
    assert.deepEqual(labels(nodes), ["/0", "No right to list."]);
    const item = tree.getTreeItem(nodes[1] ?? leaf(""));
    assert.equal(item.tooltip, "No right to list. Ask for it.");
    assert.equal(item.command?.command, "auth0Apim.retryLoading");
    list.failAt = -1;
    tree.retry(nodes[1]);
    assert.deepEqual(changes, [undefined]);
    assert.deepEqual(labels(await tree.getChildren()), ["/0", "/1", "/2", "Load more…"]);
  });

  for (const [details, title, command, argument] of [
    [{ signIns: ["sandbox"] }, "Start Sandbox", "auth0Apim.startSandbox", undefined],
    [{ signIns: ["azure", "sandbox"] }, "Sign In to Azure", "auth0Apim.signInToAzure", undefined],
    [
      { signIns: ["auth0"], account: "contoso.eu.auth0.com" },
      "Connect Again",
      "auth0Apim.reconnectAuth0",
      "contoso.eu.auth0.com",
    ],
    [
      { account: "contoso.eu.auth0.com", missingScopes: ["read:clients"] },
      "Show Where to Grant It",
      "auth0Apim.showManagementScopes",
      { domain: "contoso.eu.auth0.com", missing: ["read:clients"] },
    ],
  ] as const) {
    test(`an error that “${title}” mends does that when clicked, and can be tried again all the same`, async () => {
      const { tree } = treeOf(() => failing(new Failure("unauthorized", "Refused.", details)));
      const [node] = await tree.getChildren();
      assert.ok(node);
      const item = tree.getTreeItem(node);
      assert.equal(item.description, `click: ${title}`);
      assert.deepEqual(item.command?.command, command);
      if (argument !== undefined) assert.deepEqual(item.command?.arguments, [argument]);
      assert.equal(item.contextValue, " retry ");
    });
  }

  test("can be stopped; what was read stays, with a line to go on", async () => {
    let waiting = () => {};
    const began = new Promise<void>((resolve) => {
      waiting = resolve;
    });
    const { tree, loading } = treeOf(async function* (signal) {
      yield leaf("/0");
      waiting();
      await new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason)));
    });
    const reading = tree.getChildren();
    await began;
    assert.deepEqual(loading, [true]);
    tree.stop();
    assert.deepEqual(labels(await reading), ["/0", "Stopped. Click to load again."]);
    assert.deepEqual(loading, [true, false]);
  });

  test("an answer that a refresh has overtaken is not shown", async () => {
    let round = 0;
    let release = () => {};
    const { tree } = treeOf(async function* () {
      round += 1;
      const mine = round;
      if (mine === 1) {
        await new Promise<void>((resolve) => {
          release = resolve;
        });
      }
      yield leaf(`round ${mine}`);
    });
    const late = tree.getChildren();
    tree.refresh();
    assert.deepEqual(labels(await tree.getChildren()), ["round 2"]);
    release();
    await late;
    assert.deepEqual(labels(await tree.getChildren()), ["round 2"]);
  });

  test("more of a list that a refresh has overtaken is not shown either", async () => {
    let round = 0;
    const { tree } = treeOf(async function* (signal) {
      round += 1;
      const mine = round;
      for (let index = 0; index < 4; index += 1) yield leaf(`round ${mine}/${index}`);
      if (mine === 1)
        await new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason)));
    });
    const more = tree.loadMore((await tree.getChildren()).at(-1));
    tree.refresh();
    const fresh = labels(await tree.getChildren());
    await more;
    assert.deepEqual(labels(await tree.getChildren()), fresh);
    assert.equal(fresh[0], "round 2/0");
  });

  test("an empty node says so", async () => {
    const empty = { ...leaf("empty"), children: numbered(0).children, whenEmpty: "Nothing yet" };
    const { tree } = treeOf(async function* () {
      yield empty;
    });
    const [node] = await tree.getChildren();
    assert.deepEqual(labels(await tree.getChildren(node)), ["Nothing yet"]);
  });

  test("an empty root stays empty, so that VS Code shows its welcome", async () => {
    const { tree } = treeOf(numbered(0).children);
    assert.deepEqual(await tree.getChildren(), []);
  });

  test("ids are unique and the same after a refresh, and parents are known", async () => {
    const inner = numbered(2, "a");
    const { tree } = treeOf(async function* () {
      yield { ...leaf("a"), children: inner.children };
    });
    const read = async () => {
      const [root] = await tree.getChildren();
      const children = await tree.getChildren(root);
      for (const child of children) assert.equal(tree.getParent(child), root);
      return [root, ...children].map((node) => tree.getTreeItem(node ?? leaf("")).id);
    };
    const before = await read();
    tree.refresh();
    assert.deepEqual(await read(), before);
    assert.equal(new Set(before).size, before.length);
  });

  test("commands with a node of another tree, or with none, change nothing", async () => {
    const { tree, changes } = treeOf(numbered(9).children);
    await tree.getChildren();
    tree.retry(leaf("stranger"));
    tree.retry(undefined);
    await tree.loadMore("stranger");
    assert.deepEqual(changes, []);
  });

  test("descriptions that change are asked for anew", async () => {
    let badge: string | undefined;
    const node: TreeNode = { ...leaf("a"), description: () => badge, icon: () => (badge ? "link" : "x") };
    const { tree, changes } = treeOf(async function* () {
      yield node;
    });
    assert.equal(tree.getTreeItem(node).description, undefined);
    badge = "→ linked";
    tree.redraw();
    const item = tree.getTreeItem(node);
    assert.equal(item.description, "→ linked");
    assert.equal(item.accessibilityInformation?.label, "a, → linked");
    assert.equal(changes.length, 1);
  });

  test("finds and selects a node pages away, below groups that nobody has opened", async () => {
    const inner = numbered(10, "tenant/apis");
    const roots = async function* (): AsyncIterable<TreeNode> {
      yield leaf("tena");
      yield {
        ...leaf("tenant"),
        children: async function* () {
          yield leaf("tenant/users");
          yield { ...leaf("tenant/apis"), children: inner.children };
        },
      };
    };
    const { tree } = treeOf(roots);
    const revealed: [string, unknown][] = [];
    tree.showIn({ reveal: async ({ id }, options) => void revealed.push([id, options]) });
    assert.equal(await tree.reveal("tenant/apis/8"), true);
    assert.deepEqual(revealed, [["tenant/apis/8", { select: true, focus: true }]]);
    assert.equal(tree.getParent(tree.shownNode("tenant/apis/8") ?? leaf(""))?.id, "tenant/apis");
    assert.equal(await tree.reveal("tenant/apis/99"), false);
    assert.equal(await tree.reveal("tenant/nothing/1"), false);
    assert.equal(await tree.reveal("tenant"), true);
    tree.filter(tree.shownNode("tenant/apis"), "3");
    assert.equal(await tree.reveal("tenant/apis/8"), true, "a filter hides nothing that is gone to");
  });

  test("finds nothing behind a list that cannot be read", async () => {
    const list = numbered(10);
    list.failAt = 4;
    const { tree } = treeOf(list.children);
    tree.showIn({ reveal: async () => {} });
    assert.equal(await tree.reveal("/2"), true);
    assert.equal(await tree.reveal("/8"), false);
  });
});

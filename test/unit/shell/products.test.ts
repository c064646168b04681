import assert from "node:assert/strict";
import { known } from "../../../src/core/known.ts";
import { instancePath } from "../../../src/domain/instance-path.ts";
import { update } from "../../../src/resources/changes.ts";
import { readerOf } from "../../../src/resources/clouds.ts";
import { product } from "../../../src/resources/kinds/product.ts";
import { subscription } from "../../../src/resources/kinds/subscription.ts";
import type { TreeNode } from "../../../src/shell/tree/tree-node.ts";
import { collect } from "../../support/collect.ts";
import { contosoApim } from "../../support/in-memory/index.ts";
import { connectedShell } from "../../support/shell.ts";
import { env, person, window } from "../../support/vscode/index.ts";

const { runCommand } = await import("../../../src/shell/commands/run-command.ts");
const { createResourceCommand } = await import("../../../src/shell/resources/create-resource.ts");
const { deleteResourceCommand } = await import("../../../src/shell/resources/delete-resource.ts");
const { subscriptionKeyCommands } = await import("../../../src/shell/resources/subscription-keys.ts");
const { undoLastCommand } = await import("../../../src/shell/journal/undo-last.ts");
const { ApimNodes } = await import("../../../src/shell/tree/apim-nodes.ts");

const signal = new AbortController().signal;
const owner = instancePath(contosoApim);

/** An instance with the product Gold, which has no API yet, and a subscription to it. */
async function shellWithProduct() {
  const shell = await connectedShell();
  const { azure, accounts, links, services } = shell;
  const { stores } = azure;
  window.panels.length = 0;
  window.onPanel = (panel) => panel.press("apply");
  await stores.products.create({ kind: product.id, owner, id: "gold" }, { displayName: "Gold" }, signal);
  const draft = { displayName: "Partners", scope: "/products/gold" };
  await stores.subscriptions.create({ kind: subscription.id, owner, id: "partners" }, draft, signal);
  const nodes = new ApimNodes(accounts, links);
  const at = async (...labels: readonly string[]): Promise<TreeNode> => {
    const [top] = await collect(nodes.roots(signal));
    let [found] = await collect(top?.children?.(signal) ?? assert.fail());
    for (const label of labels) {
      const below = await collect(found?.children?.(signal) ?? assert.fail());
      found = below.find((one) => one.label === label) ?? assert.fail(`There is no ${label}.`);
    }
    return found ?? assert.fail();
  };
  const labels = async (...path: readonly string[]) =>
    (await collect((await at(...path)).children?.(signal) ?? assert.fail())).map(({ label }) => label);
  const run = async (
    command: Parameters<typeof runCommand>[0] | undefined,
    argument: unknown,
    moves: typeof person.moves = [],
  ) => {
    person.moves = [...moves];
    await runCommand(command ?? assert.fail(), argument, services.logger);
  };
  const page = () => window.panels.at(-1)?.webview.html ?? "";
  const undo = async () => {
    person.presses = ["Undo"];
    await run(undoLastCommand(services), undefined);
  };
  return { ...shell, stores, at, labels, run, page, undo };
}

suite("products and their keys, as a person meets them", () => {
  test("one is created from its group, and what needs no approval is not asked for it", async () => {
    const { run, at, stores, services } = await shellWithProduct();
    const create = createResourceCommand(services);
    await run(create, await at("Products"), [
      { type: "Open House" },
      { type: "" },
      { pick: "Not required" },
      { pick: "Published" },
    ]);
    const made = stores.products.all.find(({ ref }) => ref.id === "open-house");
    assert.deepEqual(
      [
        made?.value.displayName,
        made?.value.subscriptionRequired,
        made?.value.approvalRequired,
        made?.value.state,
      ],
      ["Open House", false, undefined, "published"],
    );
    await run(create, await at("Products"), [{ type: "x".repeat(301) }, "escape"]);
    assert.equal(person.complaint, "A name has 300 characters at most.");
  });

  test("gets an API of those that it has not, and undo takes that back", async () => {
    const { run, at, labels, undo, services } = await shellWithProduct();
    const create = createResourceCommand(services);
    await run(create, await at("Products", "Gold", "APIs"), [{ pick: "Basic Calculator" }]);
    assert.deepEqual(await labels("Products", "Gold", "APIs"), ["basic-calculator"]);
    await run(create, await at("Products", "Gold", "APIs"), ["escape"]);
    assert.deepEqual(person.prompts.at(-1)?.lines, []);
    await undo();
    assert.deepEqual(await labels("Products", "Gold", "APIs"), []);
  });

  test("loses an API, which stays, and undo gives it again", async () => {
    const { run, at, labels, undo, stores, services } = await shellWithProduct();
    const link = { productId: "gold", apiId: "basic-calculator" };
    stores.productApis.put(owner, "gold/basic-calculator", link);
    await run(deleteResourceCommand(services), await at("Products", "Gold", "APIs", "basic-calculator"));
    assert.deepEqual(await labels("Products", "Gold", "APIs"), []);
    await undo();
    assert.deepEqual(await labels("Products", "Gold", "APIs"), ["basic-calculator"]);
  });

  test("its deletion says first which keys, APIs and policy go with it", async () => {
    const { run, at, page, stores, azure, services } = await shellWithProduct();
    stores.productApis.put(owner, "gold/basic-calculator", {
      productId: "gold",
      apiId: "basic-calculator",
      displayName: "Basic Calculator",
    });
    azure.putPolicy({ kind: "product", instance: contosoApim, productId: "gold" }, "<policies />");
    window.onPanel = (panel) => panel.press("cancel");
    await run(deleteResourceCommand(services), await at("Products", "Gold"));
    assert.match(page(), /subscriptions are deleted with it, and their keys stop working: partners/);
    assert.match(page(), /no longer gives access to these APIs, which stay: Basic Calculator/);
    assert.match(page(), /Its policy goes with it/);
    assert.equal(stores.products.all.length, 1);
    window.onPanel = (panel) => panel.press("apply");
    await run(deleteResourceCommand(services), await at("Products", "Gold"));
    assert.deepEqual(stores.products.all, []);
  });

  test("a change that opens its APIs, or closes them, says for whom", async () => {
    const { stores, azure, auth0 } = await shellWithProduct();
    const reader = readerOf({ auth0, azure });
    const stored = stores.products.all[0] ?? assert.fail();
    const broken = async (subscriptionRequired: boolean) => {
      const now = { ...stored, value: { ...stored.value, subscriptionRequired: !subscriptionRequired } };
      const change = update(product, now, { subscriptionRequired }, { id: "c" });
      return product.breaks?.(now, change?.fields ?? [], reader, signal);
    };
    assert.deepEqual(await broken(false), known([]), "a product without APIs opens nothing");
    const link = { productId: "gold", apiId: "orders", displayName: "Orders" };
    stores.productApis.put(owner, "gold/orders", link);
    const opened = await broken(false);
    assert.match(opened?.known ? opened.value.join("\n") : "", /Anybody may call .* without a key.*: Orders/);
    const closed = await broken(true);
    assert.match(
      closed?.known ? closed.value.join("\n") : "",
      /without a key is refused from now on: Orders/,
    );
    const renamed = update(product, stored, { displayName: "Silver" }, { id: "c" });
    assert.deepEqual(await product.breaks?.(stored, renamed?.fields ?? [], reader, signal), known([]));
  });
});

suite("keys of subscriptions", () => {
  test("a subscription is created for a product, an API or everything", async () => {
    const { run, at, stores, services } = await shellWithProduct();
    for (const [name, pick, scope] of [
      ["Of gold", "Gold", "/products/gold"],
      ["Of one", "Basic Calculator", "/apis/basic-calculator"],
      ["Of all", "All APIs", "/apis"],
    ] as const) {
      await run(createResourceCommand(services), await at("Subscriptions"), [
        { type: name },
        { pick },
        { type: "" },
        { pick: "Active" },
      ]);
      const made = stores.subscriptions.all.find(({ value }) => value.displayName === name)?.value;
      assert.deepEqual([made?.scope, made?.state, made?.ownerId], [scope, "active", undefined]);
    }
    await run(createResourceCommand(services), await at("Subscriptions"), [
      { type: "Of somebody" },
      { pick: "Gold" },
      { type: "somebody" },
      "escape",
    ]);
    assert.equal(person.complaint, "The id of a user begins with /users/.");
  });

  test("either key is copied, and shown nowhere", async () => {
    const { run, at, services, log } = await shellWithProduct();
    const [primary, secondary] = subscriptionKeyCommands(services);
    const node = await at("Subscriptions", "Partners");
    await run(primary, node);
    assert.equal(env.clipboard.text, "partners-primary-1");
    await run(secondary, undefined, [{ pick: "Partners" }]);
    assert.equal(env.clipboard.text, "partners-secondary-1");
    const shown = JSON.stringify([person.messages, person.statusBar, log, node]);
    assert.ok(!/partners-(?:primary|secondary)-1/.test(shown), shown);
  });

  test("one is made anew after it was said that the old one is lost, and the other stays", async () => {
    const { run, at, page, azure, services } = await shellWithProduct();
    const regenerate = subscriptionKeyCommands(services).at(-1);
    const keys = () => {
      const { secrets } = azure.instance(contosoApim);
      return ["primaryKey", "secondaryKey"].map((key) => secrets.get(`partners/${key}`));
    };
    let seen = "";
    window.onPanel = (panel) => {
      seen ||= panel.webview.html;
      panel.press("cancel");
    };
    await run(regenerate, await at("Subscriptions", "Partners"), [{ pick: "Secondary key" }]);
    assert.match(seen, /The old key stops working at once and cannot be brought back/);
    assert.deepEqual(keys(), ["partners-primary-1", "partners-secondary-1"]);
    window.onPanel = (panel) => panel.press("apply");
    await run(regenerate, await at("Subscriptions", "Partners"), [{ pick: "Secondary key" }]);
    assert.deepEqual(keys(), ["partners-primary-1", "partners-secondary-1, made anew"]);
    assert.match(page(), /Secondary key/);
    assert.ok(!page().includes("made anew"));
  });

  test("the one that came with the instance is neither deleted nor given other keys", async () => {
    const { at, run, stores, services } = await shellWithProduct();
    stores.subscriptions.put(owner, "master", {
      displayName: "Built-in all-access subscription",
      scope: "/",
      ownerId: undefined,
      state: "active",
      allowTracing: false,
    });
    const node = await at("Subscriptions", "Built-in all-access subscription");
    const offered = new Set<string>(node.capabilities);
    assert.deepEqual(
      ["keys", "renewKeys", "delete"].map((one) => offered.has(one)),
      [true, false, false],
    );
    const pages = window.panels.length;
    await run(subscriptionKeyCommands(services).at(-1), node);
    assert.match(person.heard, /belongs to the instance/);
    assert.equal(window.panels.length, pages);
  });
});

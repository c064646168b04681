import assert from "node:assert/strict";
import manifest from "../../package.json" with { type: "json" };
import { instancePath } from "../../src/domain/instance-path.ts";
import { kinds } from "../../src/resources/all-kinds.ts";
import type { Shelved } from "../../src/resources/clouds.ts";
import type { Kind } from "../../src/resources/kind.ts";
import { commandIds, contextKeys, schemes, viewIds } from "../../src/shell/ids.ts";
import type { TreeNode } from "../../src/shell/tree/tree-node.ts";
import { basicCalculator, contosoApim } from "../support/in-memory/index.ts";
import { InMemoryStore } from "../support/in-memory/store.ts";
import { kindExamples, makeOneOfEach } from "../support/kind-examples.ts";
import { entriesOf, itemsOf, type MenuEntry, titleOf } from "../support/manifest-menus.ts";
import { connectedShell, contoso } from "../support/shell.ts";
import { drawTree, type Row } from "../support/tree-rows.ts";
import { person } from "../support/vscode/index.ts";
import { type Context, holds, keysIn } from "../support/when-clause.ts";

const { ApimNodes } = await import("../../src/shell/tree/apim-nodes.ts");
const { Auth0Nodes } = await import("../../src/shell/tree/auth0-nodes.ts");
const { commandSources } = await import("../../src/shell/register-commands.ts");
const { runCommand } = await import("../../src/shell/commands/run-command.ts");
const special = await import("../../src/shell/tree/special-nodes.ts");

/** Has the cloud keep one of each kind that trees show and that no example makes, whatever its fields may hold. */
function putOthers(cloud: Shelved, owner: string, wanted: readonly Kind[]): Shelved {
  const shelves = new Map(cloud.shelves);
  for (const kind of wanted) {
    const store = shelves.get(kind.id)?.store ?? new InMemoryStore(kind, { make: (draft) => draft });
    assert.ok(store instanceof InMemoryStore, kind.id);
    const value = Object.fromEntries(Object.keys(kind.fields).map((name) => [name, name]));
    store.put(owner, "one", value);
    shelves.set(kind.id, { kind, store });
  }
  return Object.assign(cloud, { shelves });
}

/** Both clouds with one of each kind, an operation with a policy, and an old revision. */
async function filledShell() {
  const shell = await connectedShell();
  const examples = await kindExamples();
  for (const [cloud, owner, name] of [
    [shell.auth0, contoso.domain, "auth0"],
    [shell.azure, instancePath(contosoApim), "azure"],
  ] as const) {
    const shown = kinds.filter((kind) => kind.cloud === name && kind.tree);
    const ours = shown.flatMap((kind) => examples.find((example) => example.kind.id === kind.id) ?? []);
    await makeOneOfEach(cloud, owner, ours);
    const made = new Set(ours.map(({ kind }) => kind.id));
    putOthers(
      cloud,
      owner,
      shown.filter(({ id }) => !made.has(id)),
    );
  }
  const revised = { apiId: `${basicCalculator.apiId};rev=2`, revision: "2", isCurrent: false };
  shell.azure.addApi({ ...basicCalculator, ...revised });
  return shell;
}

/** Rows of both trees, of what is wrong or stopped, and of a tree with a filter. */
async function allRows(): Promise<readonly Row[]> {
  const { accounts, links } = await filledShell();
  const specials = async function* (): AsyncIterable<TreeNode> {
    yield special.stoppedSandboxNode();
    yield special.errorNode("somewhere", new Error("It did not work."));
  };
  const auth0 = await drawTree(viewIds.tenants, () => new Auth0Nodes(accounts, links).roots());
  const apim = new ApimNodes(accounts, links);
  const azure = await drawTree(viewIds.instances, (signal) => apim.roots(signal));
  const [tenant] = await auth0.tree.getChildren();
  auth0.tree.filter(tenant, "nothing is called like this");
  const { contextValue = "" } = auth0.tree.getTreeItem(tenant ?? assert.fail());
  return [
    ...auth0.rows,
    ...auth0.rows.slice(0, 1).map((row) => ({ ...row, contextValue })),
    ...azure.rows,
    ...(await drawTree(viewIds.tenants, specials)).rows,
  ];
}

suite("the menus of rows", () => {
  let rows: readonly Row[] = [];
  suiteSetup(async () => {
    rows = await allRows();
  });

  const contextOf = ({ view, contextValue }: Row): Context => ({ view, viewItem: contextValue });
  const menuOf = (row: Row) => entriesOf("view/item/context", contextOf(row));
  const isButton = ({ group }: MenuEntry) => group === "inline";
  /** Each kind of menu once, with a row that has it. */
  const distinct = () => [
    ...new Map(rows.map((row) => [`${row.view} ${row.contextValue}`, row] as const)).values(),
  ];

  test("all kinds that trees show have a row, and their group has one", () => {
    const there = new Set(rows.map(({ kind }) => kind));
    const nodesOfTheirOwn = new Map([
      ["azure-api", "apim-api"],
      ["azure-product", "product"],
      ["azure-policy-fragment", "fragment"],
    ]);
    for (const { id, tree } of kinds) {
      if (!tree) continue;
      assert.ok(there.has(`all ${id}`), `no group of ${id}`);
      assert.ok(there.has(id) || there.has(nodesOfTheirOwn.get(id)), `no row of ${id}`);
    }
    for (const kind of ["tenant", "subscription", "instance", "operation", "policy", "fact"])
      assert.ok(there.has(kind), kind);
  });

  test("whatever is a thing, a group of things or something to copy has a menu", () => {
    for (const row of rows.filter(({ kind }) => kind))
      assert.ok(
        menuOf(row).some((entry) => !isButton(entry)),
        `${row.id} has no menu`,
      );
  });

  test("a row without a menu is run by a click or only tells something", () => {
    const silent = rows.filter((row) => menuOf(row).length === 0 && !row.isClicked);
    for (const { id, contextValue } of silent) assert.equal(contextValue.trim(), "", id);
  });

  test("each row says what it is to a screen reader", () => {
    for (const { id, label, spoken } of rows) {
      assert.ok(spoken.startsWith(label) && label.trim().length > 0, id);
      assert.doesNotMatch(spoken, /undefined|\[object/, id);
    }
  });

  test("no menu has a title twice, or an entry without one", () => {
    for (const row of distinct()) {
      for (const part of [menuOf(row).filter(isButton), menuOf(row).filter((entry) => !isButton(entry))]) {
        const titles = part.map(({ title }) => title);
        assert.deepEqual(titles, [...new Set(titles)], row.id);
        for (const { title, command } of part) assert.match(title, /^\p{Lu}.*\S$/u, command);
      }
    }
  });

  test("whatever a button of a row does is in its menu too, where the keyboard gets to", () => {
    for (const row of distinct()) {
      const inMenu = menuOf(row).flatMap((entry) => (isButton(entry) ? [] : [entry.command]));
      for (const { command } of menuOf(row).filter(isButton))
        assert.ok(inMenu.includes(command), `${row.id}: ${command}`);
    }
  });

  test("two entries of one part have places of their own", () => {
    for (const row of distinct()) {
      const places = menuOf(row).map(({ group, order }) => `${group}@${order}`);
      assert.deepEqual(places, [...new Set(places)], row.id);
    }
  });

  test("a button that a row has is one of few", () => {
    for (const row of distinct()) assert.ok(menuOf(row).filter(isButton).length <= 3, row.id);
  });

  test("what deletes or signs out stands in a part of its own, after what makes and opens", () => {
    const parting = [commandIds.deleteResource, commandIds.disconnectAuth0, commandIds.signOutOfAzure];
    for (const row of distinct()) {
      const entries = menuOf(row).filter((entry) => !isButton(entry));
      const at = entries.findIndex(({ command }) => parting.some((one) => one === command));
      if (at < 0) continue;
      assert.equal(at, entries.length - 1, `${row.id}: ${entries.map(({ title }) => title)}`);
      assert.notEqual(entries[at]?.group, entries[at - 1]?.group, row.id);
    }
  });

  test("each entry is in the menu of some row", () => {
    for (const { command, when } of itemsOf("view/item/context"))
      assert.ok(
        rows.some((row) => holds(when, contextOf(row))),
        `${command}: ${when}`,
      );
  });
});

suite("the menus of views, editors, files and the palette", () => {
  const flags = Object.values(contextKeys).filter((key) => !/drafts$/i.test(key));
  /** Everything that may be true at once. */
  const contexts = [true, false].flatMap((flag) =>
    [
      { view: viewIds.tenants },
      { view: viewIds.instances },
      { resourceScheme: schemes.policy, resourcePath: "/contoso-apim/apis/calc/calc.policy.xml" },
      { resourceScheme: schemes.resource, resourcePath: "/contoso.eu.auth0.com/Orders.auth0-api.json" },
      ...kinds.flatMap(({ document }) => (document ? [{ resourceFilename: `x.${document}.json` }] : [])),
    ].map((where): Context => {
      const keys = Object.fromEntries(flags.map((key) => [key, flag]));
      const { resourceScheme } = { resourceScheme: "", ...where };
      const withDraft = resourceScheme === schemes.policy ? contextKeys.drafts : contextKeys.resourceDrafts;
      const draft = resourceScheme ? { resource: "it", [withDraft]: ["it"] } : {};
      return {
        ...keys,
        ...draft,
        editorIsOpen: true,
        editorTextFocus: true,
        isInDiffEditor: false,
        ...where,
      };
    }),
  );

  for (const menu of Object.keys(manifest.contributes.menus).filter((name) => name !== "view/item/context")) {
    test(`${menu}: each entry is shown at some time, unless it is hidden on purpose`, () => {
      for (const { command, when } of itemsOf(menu)) {
        if (menu === "commandPalette" && when === "false") continue;
        assert.ok(
          contexts.some((context) => holds(when, context)),
          `${command}: ${when}`,
        );
      }
    });

    test(`${menu}: at no time a title twice in one part, nor two in one place`, () => {
      for (const context of contexts) {
        const entries = entriesOf(menu, context);
        const titles = entries.map(({ group, title }) => `${group} ${title}`);
        assert.deepEqual(titles, [...new Set(titles)]);
        const places = entries.map(({ group, order }) => `${group}@${order}`);
        if (menu !== "commandPalette") assert.deepEqual(places, [...new Set(places)]);
      }
    });
  }

  test("keys are bound to commands that exist, where they can be pressed", () => {
    for (const { command, when } of manifest.contributes.keybindings) {
      assert.match(titleOf(command), /\S/);
      assert.ok(
        contexts.some((context) => holds(when, context)),
        command,
      );
      assert.deepEqual(
        keysIn(when).filter((key) => !["editorTextFocus", "resourceScheme"].includes(key)),
        [],
      );
    }
  });

  test("whatever a row's menu hides from the palette acts on that row alone", () => {
    const hidden = itemsOf("commandPalette").flatMap(({ command, when }) =>
      when === "false" ? [command] : [],
    );
    for (const command of hidden) assert.match(titleOf(command), /\S/);
    const onRows = new Set(itemsOf("view/item/context").map(({ command }) => command));
    const rowsOnly = [commandIds.loadMore, commandIds.showLeftOutFixes];
    for (const command of hidden)
      assert.ok(onRows.has(command) || rowsOnly.some((one) => one === command), command);
  });
});

suite("the palette, where no row is", () => {
  const hidden = new Set(
    itemsOf("commandPalette").flatMap(({ command, when }) => (when === "false" ? [command] : [])),
  );
  /** What is started, or tells the same of all tenants. */
  const aboutNothing: ReadonlySet<string> = new Set([
    commandIds.startSandbox,
    commandIds.showManagementScopes,
  ]);
  const onRows = new Set(
    itemsOf("view/item/context").flatMap(({ command }) =>
      hidden.has(command) || aboutNothing.has(command) ? [] : [command],
    ),
  );
  let shell: Awaited<ReturnType<typeof filledShell>>;
  suiteSetup(async () => {
    shell = await filledShell();
    const { accounts, azure } = shell;
    await accounts.connectTenant({ ...contoso, domain: "fabrikam.eu.auth0.com" }, "secret");
    await accounts.connectAzure({ kind: "azure-cli" }, undefined);
    azure.addInstance({ ...contosoApim, serviceName: "fabrikam-apim", id: `${contosoApim.id}-2` });
  });

  for (const id of onRows) {
    test(`${titleOf(id)}: asks what it is about, in whole words`, async () => {
      const { services } = shell;
      person.reset();
      person.moves = ["escape"];
      const source = commandSources(services).find(({ ids }) => ids.some((one) => one === id));
      const command = (await source?.load())?.find((one) => one.id === id) ?? assert.fail(id);
      assert.equal(command.title.replace(/…$/, ""), titleOf(id).replace(/…$/, ""));
      await runCommand(command, undefined, services.logger);
      const [asked, ...more] = person.prompts;
      assert.ok(asked, "nothing is asked");
      assert.deepEqual([more, person.messages], [[], []], "giving up ends it");
      for (const text of [asked.title, asked.text, ...(asked.lines ?? ["-"])])
        assert.match(text ?? "", /^(?!.*(?:undefined|\[object)).*\S/);
      if (!asked.lines) assert.match(asked.text ?? "", /^Search for /);
      const said = (asked.lines ?? []).map((line, at) => [line, ...(asked.details?.[at] ?? [])].join());
      assert.deepEqual(said, [...new Set(said)], "two lines that nobody can tell apart");
    });
  }
});

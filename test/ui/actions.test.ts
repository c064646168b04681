import assert from "node:assert/strict";
import { kindOf } from "../../src/resources/all-kinds.ts";
import { commandIds, viewIds } from "../../src/shell/ids.ts";
import { pageSizes } from "../../src/shell/tree/page-size.ts";
import { entriesOf, itemsOf, type MenuEntry, titleOf } from "../support/manifest-menus.ts";
import { startedIn } from "../support/started-in-browser.ts";
import type { Row } from "../support/tree-rows.ts";
import { drawSandbox, fillSandbox, sandboxOf } from "./filled-sandbox.ts";
import { keepsContracts } from "./keeps-contracts.ts";
import { TreeKeys } from "./tree-keys.ts";
import { literally, Workbench } from "./workbench.ts";

const onClipboard = /clipboard|^Copied/;

/** What is told by those that ask nothing and open nothing here; all others lead to a question, or to a page or document in a tab. */
const told: Readonly<Record<string, RegExp>> = {
  [commandIds.testLink]: /is not linked/,
  [commandIds.goToOtherSide]: /is not linked/,
  [commandIds.openDeveloperPortal]: /^Opened https:/,
  [commandIds.copyId]: onClipboard,
  [commandIds.copyAsJson]: onClipboard,
  [commandIds.copyAudience]: onClipboard,
  [commandIds.copyValue]: onClipboard,
  [commandIds.copyClientSecret]: onClipboard,
  [commandIds.copyPrimaryKey]: onClipboard,
  [commandIds.copySecondaryKey]: onClipboard,
};

/** On which row an action is started, where the first that has it would refuse: its only effect is a sentence why. */
const preferred: Readonly<Record<string, string>> = {
  [commandIds.deleteResource]: "Überall",
  [commandIds.rotateClientSecret]: "Portal",
  [commandIds.disableConnections]: "Portal",
};

const treeOf: Readonly<Record<string, string>> = {
  [viewIds.tenants]: "Auth0 Tenants",
  [viewIds.instances]: "API Management",
};

/** Every menu of both trees, and every action in them up to its first question. */
suite("every row and every action, by keyboard and by mouse", function () {
  let workbench: Workbench;
  let rows: readonly Row[] = [];
  // Each step goes on where the one before it ended.
  this.bail(true);

  suiteSetup(async () => {
    // a tooltip would lie over the next row
    workbench = await Workbench.open({
      pictures: "ui/actions",
      settings: { "workbench.hover.delay": 60_000 },
    });
  });
  suiteTeardown(async () => {
    await workbench?.close();
    keepsContracts(workbench?.recording);
  });
  teardown(async function () {
    if (this.currentTest?.state === "failed") await workbench.picture(`failed ${this.currentTest.title}`);
  });

  const press = (key: string) => workbench.page.keyboard.press(key);
  const tree = (view: string) => workbench.tree(treeOf[view] ?? "");
  const keysIn = (view: string) => new TreeKeys(workbench, treeOf[view] ?? "");
  const menuOf = ({ view, contextValue }: Row) =>
    entriesOf("view/item/context", { view, viewItem: contextValue }).filter(
      ({ group }) => group !== "inline",
    );
  /** What was written in both clouds so far; what answers with a secret or a token writes nothing. */
  const writes = () =>
    workbench
      .exchanges()
      .filter(
        ({ method, url }) =>
          /PUT|PATCH|DELETE/.test(method) ||
          (method === "POST" && !/\/(?:list\w*|get\w+|token)(?:\?|$)/.test(url)),
      );

  /** The rows whose menus are looked at, and the actions that are started on each: every action once, and *Create…* in each group. */
  function toVisit(): ReadonlyMap<Row, readonly MenuEntry[]> {
    const started = new Map<Row, MenuEntry[]>();
    const seen = new Set<string>();
    const isNew = (name: string) => !seen.has(name) && seen.add(name);
    for (const row of rows) {
      const entries = menuOf(row);
      const group = row.kind?.startsWith("all ") ? row.kind : "";
      const actions = entries.filter(({ command }) => {
        if (command in startedIn || row.label !== (preferred[command] ?? row.label)) return false;
        return isNew(command === commandIds.createResource ? `${command} ${group}` : command);
      });
      if (entries.length > 0 && (isNew(`${row.view} ${group} ${row.contextValue}`) || actions.length > 0))
        started.set(row, actions);
    }
    return started;
  }

  /** Goes down a tree by the arrow keys, opening what leads to one of `wanted`, and calls `visit` with the focus on each of them. */
  async function walk(
    view: string,
    wanted: ReadonlyMap<Row, unknown>,
    visit: (row: Row) => Promise<void>,
  ): Promise<void> {
    const keys = keysIn(view);
    const leads = (row: Row): boolean => row.children.some((child) => wanted.has(child) || leads(child));
    const goTo = async (row: Row): Promise<void> => {
      const name = new RegExp(`^${literally(row.label)}(?:,|$)`);
      await keys.focused.and(tree(view).getByRole("treeitem", { name, level: row.level })).waitFor();
      if (wanted.has(row)) await visit(row);
      if (!leads(row)) return keys.set("false");
      await keys.set("true");
      await keys.hasBelow(row.level);
      for (const child of row.children) {
        await keys.goDown();
        await goTo(child);
      }
    };
    await keys.press("Home");
    for (const row of rows) if (row.view === view && row.level === 1) await goTo(row);
  }

  /** What notifications and the left of the status bar say. */
  const said = () =>
    workbench.page.locator(".notification-list-item-message, .statusbar-item.left").allInnerTexts();

  const dialog = () => workbench.page.locator(".monaco-dialog-box");

  /** What an action has led to: the question that is open, in a box or in a dialog, or the tab; empty while there is none. */
  async function shown(): Promise<string> {
    const { page } = workbench;
    if (await dialog().isVisible()) return dialog().innerText();
    const question = await workbench.asked();
    if (question !== "") return question;
    const tab = page.locator(".tab.active");
    return (await tab.count()) > 0 ? ((await tab.getAttribute("aria-label")) ?? "") : "";
  }

  /** Asks again and again until there is an answer. */
  async function until(what: string, look: () => Promise<string | undefined>): Promise<string> {
    for (const end = Date.now() + 30_000; Date.now() < end; ) {
      const found = await look();
      if (found !== undefined && /\w/.test(found)) return found;
    }
    return assert.fail(`${what} leads to nothing`);
  }

  /** Gives up what an action has begun, and goes back to the tree. */
  async function giveUp(view: string): Promise<void> {
    const { page } = workbench;
    if (await dialog().isVisible()) {
      await press("Escape");
      await dialog().waitFor({ state: "detached" });
    }
    if (await page.locator(".quick-input-widget").isVisible()) {
      await press("Escape");
      await workbench.promptGone();
    }
    await tree(view).focus();
    // a question may have brought a page of its own, as the steps in a directory are
    if ((await page.locator(".tab").count()) === 0) return;
    await press("Control+W");
    await page.locator(".tab").first().waitFor({ state: "detached" });
    await tree(view).focus();
  }

  /** Starts an action on the row that has the focus, and gives it up. */
  async function start(row: Row, { command, title }: MenuEntry): Promise<void> {
    const action = `${row.label}: ${title}`;
    const before = await said();
    await keysIn(row.view).choose(title);
    const wanted = told[command];
    if (wanted) {
      const isNew = (text: string) => wanted.test(text) && !before.includes(text);
      await until(action, async () => (await said()).find(isNew));
      return;
    }
    const name = await until(action, shown);
    assert.doesNotMatch(name, /undefined|\[object/, action);
    assert.ok(isAbout(name, row, title), `${action} leads to “${name}”`);
    await giveUp(row.view);
  }

  /** Whether a name has a word of the action, or what the row is or is called. */
  function isAbout(name: string, { label, kind = "" }: Row, title: string): boolean {
    const { noun = label, document = label } = kindOf(kind.replace("all ", "")) ?? {};
    // as “Gives” and “given” have it in common
    const words = (title.match(/\p{L}{4,}/gu) ?? []).map((word) => word.slice(0, 4));
    return [label, noun, document, ...words].some((one) => name.toLowerCase().includes(one.toLowerCase()));
  }

  test("both clouds have one of each kind", async () => {
    // high enough for all rows
    await workbench.page.setViewportSize({ width: 1200, height: 3200 });
    await workbench.openActivity("Auth0 for APIM");
    await workbench.widenSideBar(460);
    await workbench.page.getByRole("button", { name: "Start Sandbox" }).first().press("Enter");
    await workbench.notification("The sandbox runs").waitFor();
    await workbench.row("API Management", "Basic Calculator").waitFor();
    const info = sandboxOf(workbench);
    await fillSandbox(info);
    rows = await drawSandbox(info);
    await workbench.clearNotifications();
    await workbench.command(`Auth0 for APIM: ${titleOf(commandIds.refreshTenants)}`);
    await workbench.command(`Auth0 for APIM: ${titleOf(commandIds.refreshInstances)}`);
    await workbench.row("API Management", /^Orders/).waitFor();
    await workbench.drawn();
  });

  test("each row has the menu that the manifest gives it, and each action starts", async () => {
    const before = writes().length;
    const visits = toVisit();
    let byMenuKey = false;
    for (const view of [viewIds.tenants, viewIds.instances]) {
      const keys = keysIn(view);
      await walk(view, visits, async (row) => {
        const expected = menuOf(row).map(({ title }) => title);
        byMenuKey = !byMenuKey;
        const key = byMenuKey ? "ContextMenu" : "Shift+F10";
        assert.deepEqual(await keys.openMenu(key), expected, row.id);
        await keys.closeMenu();
        await keys.focused.click({ button: "right" });
        assert.deepEqual(await keys.namesInMenu(), expected, row.id);
        await keys.closeMenu();
        for (const entry of visits.get(row) ?? []) await start(row, entry);
      });
    }
    const started = new Set([...visits.values()].flat().map(({ command }) => command));
    for (const { command } of itemsOf("view/item/context"))
      assert.ok(started.has(command) || command in startedIn, `${titleOf(command)} is started nowhere`);
    const written = writes().slice(before);
    assert.deepEqual(
      written.map(({ method, url }) => `${method} ${url}`),
      [],
    );
    await workbench.picture("1 walked");
  });

  test("Load more… leaves the focus on the first row that is new", async () => {
    const view = viewIds.tenants;
    const keys = keysIn(view);
    const scopes = rows.find(
      ({ label, children }) => label === "Scopes" && children.length > pageSizes.default,
    );
    assert.ok(scopes);
    const [next, more] = [scopes.children[pageSizes.default], /^Load more/];
    await walk(view, new Map([[scopes, true]]), async (row) => {
      await keys.set("true");
      await keys.hasBelow(row.level);
      for (let index = 0; index <= pageSizes.default; index += 1) await keys.goDown();
      await keys.focused.and(tree(view).getByRole("treeitem", { name: more })).waitFor();
      await press("Enter");
      const name = new RegExp(`^${literally(next?.label ?? "")},`);
      await keys.focused.and(tree(view).getByRole("treeitem", { name })).waitFor();
      assert.equal(await keys.focused.getAttribute("aria-posinset"), String(pageSizes.default + 1));
      for (let index = 0; index <= pageSizes.default; index += 1) await press("ArrowUp");
      await press("ArrowLeft");
    });
  });
});

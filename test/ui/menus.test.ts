import assert from "node:assert/strict";
import { Workbench } from "./workbench.ts";

const tenants = "Auth0 Tenants";
const instances = "API Management";

/** A row of a tree, and entries that its menu has among others. */
interface Row {
  readonly tree: string;
  readonly label: string | RegExp;
  readonly entries: readonly string[];
}

suite("menus of the trees", function () {
  let workbench: Workbench;
  // Each step goes on where the one before it ended.
  this.bail(true);

  suiteSetup(async () => {
    workbench = await Workbench.open({ pictures: "ui/menus" });
  });
  suiteTeardown(() => workbench?.close());
  teardown(async function () {
    if (this.currentTest?.state === "failed") await workbench.picture(`failed ${this.currentTest.title}`);
  });

  const menu = () => workbench.page.locator(".context-view .monaco-menu");
  const clipboard = () => workbench.page.evaluate<string>("navigator.clipboard.readText()");

  /** The entries of the menu that is open, which then closes. */
  async function entries(): Promise<string[]> {
    await menu().locator(".action-item").first().waitFor();
    const labels = await menu().locator(".action-label:not(.separator)").allInnerTexts();
    await workbench.page.keyboard.press("Escape");
    await menu().waitFor({ state: "detached" });
    return labels.map((label) => label.trim()).filter(Boolean);
  }

  /** Walks down a tree by the keyboard until a row like this has the focus. */
  async function walkTo({ tree, label }: Row): Promise<void> {
    const { page } = workbench;
    const isWanted = (said: string) =>
      typeof label === "string" ? said === label || said.startsWith(`${label},`) : label.test(said);
    const focused = workbench.tree(tree).locator(".monaco-list-row.focused");
    await page.keyboard.press("Home");
    for (let step = 0; step < 80; step += 1) {
      if (isWanted((await focused.first().getAttribute("aria-label")) ?? "")) return;
      await page.keyboard.press("ArrowDown");
    }
    assert.fail(`The keyboard does not reach ${label}.`);
  }

  async function focusTree(tree: string): Promise<void> {
    await workbench.command(`Auth0 for APIM: Focus on ${tree} View`);
    await workbench.tree(tree).locator(".monaco-list-row").first().waitFor();
    await workbench.page.keyboard.press("Home");
    await workbench.tree(tree).locator(".monaco-list-row.focused").first().waitFor();
  }

  const rows: readonly Row[] = [
    { tree: tenants, label: /^Sandbox/, entries: ["Copy ID", "Refresh", "Disconnect Auth0 Tenant"] },
    { tree: tenants, label: "APIs", entries: ["Create…", "Filter…", "Refresh"] },
    { tree: tenants, label: "Applications", entries: ["Create…", "Filter…", "Refresh"] },
    { tree: tenants, label: "Users", entries: ["Create…", "Refresh"] },
    { tree: instances, label: "contoso-apim", entries: ["Copy ID", "Open Developer Portal", "Refresh"] },
    { tree: instances, label: "APIs", entries: ["Filter…", "Refresh"] },
    {
      tree: instances,
      label: /^Basic Calculator/,
      entries: ["Secure API with Auth0", "Test Link", "Open Policy", "Copy ID", "Refresh"],
    },
    { tree: instances, label: "Operations", entries: ["Filter…", "Refresh"] },
    { tree: instances, label: /Add two integers/, entries: ["Open Policy", "Copy ID", "Refresh"] },
    { tree: instances, label: "Products", entries: ["Create…", "Filter…", "Refresh"] },
    { tree: instances, label: "Named Values", entries: ["Create…", "Filter…", "Refresh"] },
    { tree: instances, label: "Backends", entries: ["Create…", "Filter…", "Refresh"] },
  ];

  test("both clouds are there, down to operations that say that their policy is inherited", async () => {
    await workbench.openActivity("Auth0 for APIM");
    await workbench.widenSideBar(460);
    await workbench.page.getByRole("button", { name: "Start Sandbox" }).first().click();
    await workbench.notification("The sandbox runs").waitFor();
    await workbench.clearNotifications();
    await workbench.expand(instances, /^Basic Calculator/);
    await workbench.expand(instances, "Operations");
    await workbench.row(instances, /Add two integers, inherits/).waitFor();
    await workbench.picture("1 operations");
  });

  test("each row has its menu by the mouse and by the keyboard, with the same entries", async () => {
    for (const tree of [tenants, instances]) {
      await focusTree(tree);
      for (const row of rows.filter((one) => one.tree === tree)) {
        await walkTo(row);
        await workbench.page.keyboard.press("Shift+F10");
        const byKeyboard = await entries();
        for (const entry of row.entries) assert.ok(byKeyboard.includes(entry), `${row.label}: ${byKeyboard}`);
        await workbench.row(tree, row.label).click({ button: "right" });
        assert.deepEqual(await entries(), byKeyboard, String(row.label));
      }
    }
  });

  test("a group is filtered and shows all again, by the keyboard only", async () => {
    const { page } = workbench;
    await focusTree(instances);
    await walkTo({ tree: instances, label: "Operations", entries: [] });
    await page.keyboard.press("Shift+F10");
    await menu().locator(".action-item").first().waitFor();
    const chosen = menu().locator(".action-item.focused");
    for (let step = 0; step < 20 && !(await chosen.allInnerTexts()).join().includes("Filter…"); step += 1)
      await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await workbench.prompt(/Shown are those with this text/);
    await workbench.answer("subtract");
    await workbench.row(instances, /^Operations, only “subtract”/).waitFor();
    await workbench.noRow(instances, /Add two integers/);
    await workbench.picture("2 filtered");
    await workbench.row(instances, /^Operations/).hover();
    await workbench
      .row(instances, /^Operations/)
      .getByRole("button", { name: "Clear Filter" })
      .click();
    await workbench.row(instances, /Add two integers/).waitFor();
  });

  test("Enter on an operation says what it inherits, and leads to a tab that is called after it", async () => {
    const { page } = workbench;
    await focusTree(instances);
    await walkTo({ tree: instances, label: /Add two integers/, entries: [] });
    await page.keyboard.press("Enter");
    await workbench.prompt("Inherited: the policy of all APIs.");
    await workbench.picture("3 no policy of its own");
    await page.keyboard.press("Enter");
    await page.locator(".tab.active", { hasText: /^[\w-]*add[\w-]*\.policy\.xml/i }).waitFor();
    await workbench.picture("4 the tab of a policy");
  });

  test("the command palette copies without a row", async () => {
    await workbench.command("Auth0 for APIM: Copy ID");
    await workbench.choose(/Choose what it is/, "Instance of API Management");
    await workbench.page.locator(".statusbar-item", { hasText: "Copied the ID of contoso-apim" }).waitFor();
    assert.match(await clipboard(), /\/service\/contoso-apim$/);
  });
});

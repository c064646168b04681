import assert from "node:assert/strict";
import { TreeKeys } from "./tree-keys.ts";
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

  const clipboard = () => workbench.page.evaluate<string>("navigator.clipboard.readText()");
  const keysIn = (tree: string) => new TreeKeys(workbench, tree);

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
    await workbench.row(instances, /Add two integers, .*inherits/).waitFor();
    await workbench.picture("1 operations");
  });

  test("each row has its menu by the mouse and by the keyboard, with the same entries", async () => {
    for (const tree of [tenants, instances]) {
      const keys = keysIn(tree);
      for (const row of rows.filter((one) => one.tree === tree)) {
        await keys.walkTo(row.label);
        const byKeyboard = await keys.openMenu("Shift+F10");
        await keys.closeMenu();
        for (const entry of row.entries) assert.ok(byKeyboard.includes(entry), `${row.label}: ${byKeyboard}`);
        await workbench.row(tree, row.label).click({ button: "right" });
        assert.deepEqual(await keys.namesInMenu(), byKeyboard, String(row.label));
        await keys.closeMenu();
      }
    }
  });

  test("a group is filtered and shows all again, by the keyboard only", async () => {
    const keys = keysIn(instances);
    await workbench.drawn();
    await keys.walkTo("Operations");
    await keys.choose("Filter…");
    await workbench.prompt(/Shown are those with this text/);
    await workbench.answer("subtract");
    await workbench.row(instances, /^Operations, only “subtract”/).waitFor();
    await workbench.noRow(instances, /Add two integers/);
    await workbench.picture("2 filtered");
    await workbench.inlineButton(workbench.row(instances, /^Operations/), "Clear Filter");
    await workbench.row(instances, /Add two integers/).waitFor();
  });

  test("Enter on an operation says what it inherits, and leads to a tab that is called after it", async () => {
    const { page } = workbench;
    await workbench.drawn();
    await keysIn(instances).walkTo(/Add two integers/);
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

  test("the palette begins the sandbox anew, and stops it", async () => {
    await workbench.command("Auth0 for APIM: Reset Sandbox");
    await workbench.dialogButton("Reset");
    await workbench.notification("The sandbox is as new").waitFor();
    await workbench.row(instances, "contoso-apim").waitFor();
    await workbench.command("Auth0 for APIM: Stop Sandbox");
    await workbench.notification("The sandbox is stopped").waitFor();
    for (const tree of [tenants, instances]) await workbench.noRow(tree, /./);
    await workbench.picture("5 stopped");
  });
});

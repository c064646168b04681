import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import * as path from "node:path";
import { commandIds } from "../../src/shell/ids.ts";
import { titleOf } from "../support/manifest-menus.ts";
import { hardToRead } from "./contrast.ts";
import { keepsContracts } from "./keeps-contracts.ts";
import { TreeKeys } from "./tree-keys.ts";
import { Workbench } from "./workbench.ts";

const instances = "API Management";
const api = "Basic Calculator";

/** Themes by the class that pages then have. */
const themes = [
  ["Default Dark Modern", "vscode-dark", "dark"],
  ["Default Light Modern", "vscode-light", "light"],
  ["Default High Contrast", "vscode-high-contrast", "high contrast"],
] as const;

suite("who gets in, in the tree and on the pages, by the keyboard only", function () {
  let workbench: Workbench;
  // Each step goes on where the one before it ended.
  this.bail(true);

  suiteSetup(async () => {
    workbench = await Workbench.open({ pictures: "ui/who-gets-in" });
  });
  suiteTeardown(async () => {
    await workbench?.close();
    keepsContracts(workbench?.recording);
  });
  teardown(async function () {
    if (this.currentTest?.state === "failed") await workbench.picture(`failed ${this.currentTest.title}`);
  });

  const page = () => workbench.webview();

  async function choose(label: string, command: string): Promise<void> {
    const keys = new TreeKeys(workbench, instances);
    await workbench.drawn();
    await keys.walkTo(label);
    await keys.choose(titleOf(command));
  }

  /** Looks at the page that is open in each theme, and at a width of about 500 pixels. */
  async function look(name: string): Promise<void> {
    await workbench.clearNotifications();
    const folder = path.join(workbench.workspace, ".vscode");
    mkdirSync(folder, { recursive: true });
    for (const [theme, mark, word] of themes) {
      const settings = JSON.stringify({ "workbench.colorTheme": theme });
      writeFileSync(path.join(folder, "settings.json"), settings);
      await page().locator(`body.${mark}`).waitFor();
      assert.deepEqual(await hardToRead(page().locator("h1, h2, h3, p, th, dt, dd, .tag")), [], word);
      await workbench.picture(`${name} ${word}`);
    }
    await workbench.command("View: Toggle Primary Side Bar Visibility");
    await workbench.page.setViewportSize({ width: 550, height: 900 });
    const over = await page()
      .locator("body")
      .evaluate(({ ownerDocument: { documentElement: one } }) => one.scrollWidth - one.clientWidth);
    assert.equal(over, 0, "it scrolls sideways");
    await workbench.picture(`${name} narrow`);
    await workbench.page.setViewportSize({ width: 1440, height: 900 });
    await workbench.command("View: Toggle Primary Side Bar Visibility");
    await workbench.row(instances, api).waitFor();
  }

  test("the tree says of each operation who gets in", async () => {
    await workbench.openActivity("Auth0 for APIM");
    await workbench.widenSideBar(460);
    await workbench.page.getByRole("button", { name: "Start Sandbox" }).first().press("Enter");
    await workbench.notification("The sandbox runs").waitFor();
    await workbench.clearNotifications();
    await workbench.expand(instances, api);
    await workbench.expand(instances, "Operations");
    await workbench.row(instances, /Add two integers.*key only/).waitFor();
    await workbench.picture("1 tree");
  });

  test("Show Access of an instance is readable in each theme, and narrow", async () => {
    await choose("contoso-apim", commandIds.showAccess);
    await page()
      .getByRole("heading", { name: /Who gets in/ })
      .first()
      .waitFor();
    await page().getByRole("button", { name: api, exact: true }).waitFor();
    await look("2 access");
    await workbench.command("View: Close All Editors");
  });

  test("the plan begins with who gets in before and after", async () => {
    await choose(api, commandIds.secureApi);
    await workbench.take(/The plan is shown before/, "Use What Is Suggested");
    await page()
      .getByRole("heading", { name: /Who gets in/i })
      .first()
      .waitFor();
    await look("3 plan");
  });
});

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

/** Themes by the classes that pages and the window then have. */
const themes = [
  ["Default Dark Modern", { page: "vscode-dark", window: "vs-dark" }, "dark"],
  ["Default Light Modern", { page: "vscode-light", window: "vs" }, "light"],
  ["Default High Contrast", { page: "vscode-high-contrast", window: "hc-black" }, "high contrast"],
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

  function useTheme(theme: string): void {
    const folder = path.join(workbench.workspace, ".vscode");
    mkdirSync(folder, { recursive: true });
    writeFileSync(path.join(folder, "settings.json"), JSON.stringify({ "workbench.colorTheme": theme }));
  }

  /** Looks at the page that is open in each theme, and at a width of about 500 pixels. */
  async function look(name: string): Promise<void> {
    await workbench.clearNotifications();
    for (const [theme, { page: mark }, word] of themes) {
      useTheme(theme);
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

  test("Show Effective Policy is read, and led back from to where a part is written, by the keyboard in each theme", async () => {
    await choose("GET Add two integers", commandIds.showEffectivePolicy);
    await workbench.take("How is it called?", "Without a product");
    const tab = (name: RegExp) => workbench.page.getByRole("tab", { name });
    await tab(/add-two-integers\.effective\.policy\.xml/).waitFor();
    const told = workbench.page.locator(".view-line", { hasText: "Who gets in: key" });
    await told.waitFor();
    for (const [theme, { window }, word] of themes) {
      useTheme(theme);
      await workbench.page.locator(`.monaco-workbench.${window}`).waitFor();
      await told.waitFor();
      await workbench.picture(`4 effective policy ${word}`);
    }
    const texts = await workbench.page.locator(".view-line").allTextContents();
    const lines = texts.map((line) => line.replaceAll("\u00a0", " "));
    const at = lines.findIndex((line) => line.includes("All APIs, line"));
    assert.ok(at >= 0, lines.join("\n"));
    await workbench.goTo(at + 1, (lines[at] ?? "").indexOf("APIs") + 1);
    await workbench.command("Open Link");
    await tab(/all-apis\.policy\.xml/).waitFor();
    await workbench.page.locator(".statusbar-item", { hasText: /^Ln 5, Col/ }).waitFor();
    await workbench.picture("4 where it is written");
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

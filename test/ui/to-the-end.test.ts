import assert from "node:assert/strict";
import type { Exchange } from "../../src/sandbox/exchange.ts";
import { commandIds } from "../../src/shell/ids.ts";
import { titleOf } from "../support/manifest-menus.ts";
import { keepsContracts } from "./keeps-contracts.ts";
import { Workbench } from "./workbench.ts";

const instances = "API Management";

/** What is typed, by the question; all else is taken as it is proposed. */
type Answers = readonly (readonly [question: RegExp, text: string])[];

suite("actions of API Management to their end and back, by the keyboard only", function () {
  let workbench: Workbench;
  // Each step goes on where the one before it ended.
  this.bail(true);

  suiteSetup(async () => {
    workbench = await Workbench.open({ pictures: "ui/to-the-end" });
  });
  suiteTeardown(async () => {
    await workbench?.close();
    keepsContracts(workbench?.recording);
  });
  teardown(async function () {
    if (this.currentTest?.state === "failed") await workbench.picture(`failed ${this.currentTest.title}`);
  });

  const press = (key: string) => workbench.page.keyboard.press(key);
  const page = () => workbench.webview();
  const granted = (method: string, path: RegExp): readonly Exchange[] =>
    workbench.exchanges().filter((one) => one.method === method && path.test(one.url) && one.status < 300);

  /** Answers every question that a command asks until it shows its plan. */
  async function plan(command: string, answers: Answers): Promise<void> {
    await workbench.clearNotifications();
    await workbench.command(`Auth0 for APIM: ${titleOf(command)}`);
    const apply = page().getByRole("button", { name: /^Apply/ });
    let last = "";
    for (const end = Date.now() + 60_000; !(await apply.isVisible()); ) {
      assert.ok(Date.now() < end, `${command} leads to no plan after “${last}”`);
      const question = await workbench.asked();
      if (question === "" || question === last) continue;
      last = question;
      const [, text] = answers.find(([pattern]) => pattern.test(question)) ?? [];
      if (text !== undefined) {
        await workbench.quickInput().first().fill(text);
        if (await workbench.page.locator(".quick-input-list:visible").count())
          await workbench.page.locator(".quick-input-list .focused", { hasText: text }).waitFor();
      }
      await press("Enter");
    }
  }

  async function apply(): Promise<void> {
    await page()
      .getByRole("button", { name: /^Apply/ })
      .press("Enter");
    await page().locator(".banner.pass").waitFor();
  }

  async function undo(): Promise<void> {
    await page().getByRole("button", { name: /^Undo/ }).press("Enter");
    await workbench.page.locator(".monaco-dialog-box").waitFor();
    await press("Enter");
    await page()
      .getByText(/^Undone: /)
      .first()
      .waitFor();
    await workbench.command("View: Close All Editors");
  }

  test("the sample API is imported, and goes again", async () => {
    await workbench.openActivity("Auth0 for APIM");
    await workbench.widenSideBar(420);
    await workbench.page.getByRole("button", { name: "Start Sandbox" }).first().press("Enter");
    await workbench.notification("The sandbox runs").waitFor();
    await workbench.row(instances, "Basic Calculator").waitFor();
    await plan(commandIds.importApi, [
      [/Where is the description/, "Basic Calculator"],
      [/Name of the API/, "Second Calculator"],
      [/Path below/, "second"],
    ]);
    await apply();
    await workbench.row(instances, "Second Calculator").waitFor();
    await workbench.picture("1 imported");
    await undo();
    await workbench.noRow(instances, /^Second Calculator/);
    assert.equal(granted("DELETE", /\/apis\/second-calculator\?/).length, 1);
  });
});

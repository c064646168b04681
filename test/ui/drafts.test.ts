import assert from "node:assert/strict";
import { keepsContracts } from "./keeps-contracts.ts";
import { Workbench } from "./workbench.ts";

const services = "API Management";
const api = "Basic Calculator";

/** Themes by the class that the workbench then has. */
const themes = [
  ["vs-dark", "Dark Modern", "dark"],
  ["vs", "Light Modern", "light"],
  ["hc-black", "Dark High Contrast", "high contrast dark"],
  ["hc-light", "Light High Contrast", "high contrast light"],
] as const;

suite("drafts of policies, as a person sees them", function () {
  let workbench: Workbench;
  // Each step goes on where the one before it ended.
  this.bail(true);

  suiteSetup(async () => {
    workbench = await Workbench.open({
      pictures: "ui/drafts",
      settings: { "files.autoSave": "afterDelay", "files.autoSaveDelay": 100 },
    });
  });

  suiteTeardown(async () => {
    await workbench?.close();
    keepsContracts(workbench?.recording);
  });

  teardown(async function () {
    if (this.currentTest?.state === "failed") await workbench.picture(`failed ${this.currentTest.title}`);
  });

  const dress = async (theme: string, name: string) => {
    await workbench.page.keyboard.press("Control+K");
    await workbench.page.keyboard.press("Control+T");
    await workbench.prompt(/Color Theme/);
    await workbench.quickInput().first().fill(name);
    await workbench.page.locator(".quick-input-list .monaco-list-row.focused", { hasText: name }).waitFor();
    await workbench.page.keyboard.press("Enter");
    await workbench.promptGone();
    await workbench.page.locator(`.monaco-workbench.${theme}`).waitFor();
  };
  const lens = (text: string | RegExp) =>
    workbench.page.locator(".codelens-decoration > *", { hasText: text }).first();
  const tab = () => workbench.page.locator(".tab.active", { hasText: "policy.xml" });
  /** Policies that were sent to the service. */
  const writes = () =>
    workbench.exchanges().filter(({ method, url }) => method === "PUT" && url.includes("/policies/policy"))
      .length;

  const openPolicy = async () => {
    await workbench.command("Auth0 for APIM: Start Sandbox");
    await workbench.notification("The sandbox runs").waitFor();
    await workbench.clearNotifications();
    await workbench.openActivity("Auth0 for APIM");
    await workbench.expand(services, api);
    await workbench.row(services, "Operations").waitFor();
    await workbench.row(services, "Policy").click();
    await workbench.page.locator(".editor-instance .view-line", { hasText: "on-error" }).first().waitFor();
  };
  const closeTab = async () => {
    await workbench.page.locator(".tab.active").hover();
    await workbench.page.locator(".tab.active .tab-actions .action-label").first().click();
  };

  /**
   * Types into a line of its own. That the tab is not marked as unsaved afterwards says nothing: where auto-save comes within
   * a second, VS Code marks no tab.
   */
  const type = async (text: string) => {
    await workbench.goTo(3);
    await workbench.page.keyboard.press("Enter");
    await workbench.page.keyboard.type(text, { delay: 30 });
    const words = text.split(" ").map((word) => word.replace(/[^\w<-]/g, "\\$&"));
    await workbench.page
      .locator(".editor-instance .view-line", { hasText: new RegExp(words.join("\\s")) })
      .waitFor();
  };
  /** Waits until so many policies were sent. */
  const sent = async (count: number) => {
    const limit = Date.now() + 60_000;
    while (writes() < count && Date.now() < limit) {
      await workbench.page.locator(".monaco-workbench").boundingBox();
    }
    assert.equal(writes(), count, "policies sent to the service");
  };

  test("auto-save keeps a draft, which tab, tree and first line say in every theme", async () => {
    await openPolicy();
    await type("<!-- half a policy");
    await lens("not applied to API Management").waitFor();
    assert.equal(writes(), 0);
    for (const [theme, setting, name] of themes) {
      await dress(theme, setting);
      await lens("Discard Draft").waitFor();
      await workbench.picture(`draft ${name}`);
    }
  });

  test("the draft can be compared with what the service holds", async () => {
    await lens("Compare with Server").click();
    await workbench.page.locator(".diff-editor, .monaco-diff-editor").first().waitFor();
    await workbench.picture("compared");
    await closeTab();
    await tab().waitFor();
  });

  test("a refused save is told by the policy's name and the service's words", async () => {
    await type("<nonsense />");
    // At once, so that the auto-save of the last letters is about to begin, or going on.
    await workbench.page.keyboard.press("Control+S");
    await sent(1);
    const told = workbench.notification(/Failed to save/);
    await told.waitFor();
    await workbench.picture("refused");
    assert.match(await told.innerText(), /\(contoso-apim\/apis\/basic-calculator: /);
    await workbench.clearNotifications();
    assert.equal(writes(), 1);
  });

  test("that a reload has lost the draft, here where VS Code keeps secrets in the page's memory, is said", async () => {
    assert.match(await lens("not applied").innerText(), /only in this window/);
    await workbench.reload();
    await workbench.notification(/The draft of the policy of .* is lost/).waitFor();
    await workbench.picture("reloaded");
    await workbench.clearNotifications();
    assert.equal(writes(), 1);
  });

  test("a draft is discarded after a question", async () => {
    await openPolicy();
    await type("<!-- discarded");
    await lens("Discard Draft").waitFor();
    await lens("Discard Draft").click();
    await workbench.page.locator(".monaco-dialog-box").waitFor();
    await workbench.picture("discard");
    await workbench.dialogButton("Discard");
    await lens("Discard Draft").waitFor({ state: "detached" });
    assert.equal(writes(), 1);
  });

  test("the button in the title saves a draft to the service", async () => {
    await type("<!-- by the button");
    await lens("Discard Draft").waitFor();
    await workbench.page
      .locator(".editor-actions")
      .getByRole("button", { name: "Save to API Management" })
      .click();
    await sent(2);
    await lens("Discard Draft").waitFor({ state: "detached" });
  });
});

import assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import { commandIds } from "../../src/shell/ids.ts";
import { titleOf } from "../support/manifest-menus.ts";
import { hardToRead } from "../ui/contrast.ts";
import { Workbench } from "../ui/workbench.ts";

const tenants = "Auth0 Tenants";
const instances = "API Management";
const api = "Basic Calculator";

const themes = [
  { name: "dark", setting: "Default Dark Modern", mark: "vs-dark" },
  { name: "light", setting: "Default Light Modern", mark: "vs" },
  { name: "contrast", setting: "Default High Contrast", mark: "hc-black" },
] as const;

/** As wide as a window usually is; a column of 500 pixels; and all the room that zooming to 200 % leaves of the usual window. */
const sizes = [
  { name: "wide", width: 1440, height: 900 },
  { name: "narrow", width: 500, height: 900 },
  { name: "zoomed", width: 720, height: 450 },
] as const;

interface Looked {
  /** It is a page of ours, which can be measured. */
  readonly isOurs?: boolean;
  /** The side bar stays. */
  readonly sides?: boolean;
  /** Brings back what goes when the window changes. */
  again?(): Promise<void>;
}

/**
 * Every kind of page, for eyes: leaves a sheet of pictures of each in test-results/ui/look, in three themes and three sizes, and
 * measures what can be measured.
 */
suite("what people see, in three themes, narrow and zoomed", () => {
  let workbench: Workbench;
  const found: string[] = [];

  suiteSetup(async () => {
    workbench = await Workbench.open({
      pictures: "ui/look",
      settings: { "workbench.hover.delay": 60_000 },
    });
  });
  suiteTeardown(() => workbench?.close());
  teardown(async function () {
    if (this.currentTest?.state === "failed") await workbench.picture(`failed ${this.currentTest.title}`);
  });

  const page = () => workbench.webview();
  const command = (id: string) => workbench.command(`Auth0 for APIM: ${titleOf(id)}`);

  /** By the workspace's settings, which take no focus from what is open. */
  async function useTheme({ setting, mark }: (typeof themes)[number]): Promise<void> {
    const folder = path.join(workbench.workspace, ".vscode");
    fs.mkdirSync(folder, { recursive: true });
    fs.writeFileSync(path.join(folder, "settings.json"), JSON.stringify({ "workbench.colorTheme": setting }));
    await workbench.page.locator(`.monaco-workbench.${mark}`).waitFor();
  }

  async function useSize({ width, height }: (typeof sizes)[number]): Promise<void> {
    await workbench.page.setViewportSize({ width, height });
    await workbench.page.waitForFunction(`innerWidth === ${width}`);
  }

  /** Takes what is open in all themes and sizes, as one sheet; a page of ours is measured too. */
  async function look(
    name: string,
    { isOurs = false, sides = false, again = async () => {} }: Looked = {},
  ): Promise<void> {
    const pictures: { readonly title: string; readonly file: string }[] = [];
    if (!sides && (await workbench.page.locator(".part.sidebar").isVisible()))
      await workbench.command("View: Toggle Primary Side Bar Visibility");
    for (const theme of themes) {
      await useTheme(theme);
      for (const size of sizes) {
        await useSize(size);
        await again();
        const title = `${name} ${theme.name} ${size.name}`;
        if (isOurs) found.push(...(await measured()).map((one) => `${title}: ${one}`));
        pictures.push({ title, file: await workbench.picture(title) });
      }
    }
    await useSize(sizes[0]);
    await useTheme(themes[0]);
    await sheet(name, pictures);
  }

  async function measured(): Promise<string[]> {
    const texts = page().locator(
      "h1, h2, h3, p, li, dt, dd, .tag, .quiet, .line, .button, .link, summary, figcaption, code",
    );
    const [wide = 0, there = 0] = await page()
      .locator("body")
      .evaluate(({ ownerDocument: { documentElement: one } }) => [one.scrollWidth, one.clientWidth]);
    return [...(await hardToRead(texts)), ...(wide > there ? [`${wide} of ${there} pixels wide`] : [])];
  }

  async function sheet(name: string, pictures: readonly { title: string; file: string }[]): Promise<void> {
    const cells = pictures.map(({ title, file }) => {
      const data = fs.readFileSync(file).toString("base64");
      return `<figure><figcaption>${title}</figcaption><img src="data:image/png;base64,${data}"></figure>`;
    });
    const style =
      "display:grid;grid-template-columns:800px 400px 800px;gap:8px;background:#888;font:14px sans-serif";
    const other = await workbench.browser.newPage({ viewport: { width: 2040, height: 1500 } });
    await other.setContent(
      `<style>figure{margin:0}img{width:100%}</style><div style="${style}">${cells.join("")}</div>`,
    );
    await other.screenshot({
      path: path.join(path.dirname(pictures[0]?.file ?? ""), `sheet-${name.replaceAll(" ", "-")}.png`),
      fullPage: true,
    });
    await other.close();
  }

  const closeAll = () => workbench.command("View: Close All Editors");

  test("trees", async () => {
    await workbench.openActivity("Auth0 for APIM");
    await workbench.page.getByRole("button", { name: "Start Sandbox" }).first().waitFor();
    await look("welcome", { sides: true });
    await workbench.page.getByRole("button", { name: "Start Sandbox" }).first().click();
    await workbench.notification("The sandbox runs").waitFor();
    await workbench.clearNotifications();
    await workbench.expand(instances, new RegExp(`^${api}`));
    await workbench.expand(instances, "Operations");
    await workbench.drawn();
    await look("trees", { sides: true });
  });

  test("a plan: reviewed, while it runs, its result", async () => {
    await workbench.contextMenu(
      workbench.row(instances, new RegExp(`^${api}`)),
      titleOf(commandIds.secureApi),
    );
    await workbench.prompt(/The plan is shown before/);
    await look("question", { sides: true });
    await workbench.page.keyboard.press("Enter");
    await page()
      .getByRole("button", { name: /^Apply/ })
      .waitFor();
    await look("plan", { isOurs: true });
    await page().locator("ins.line").first().scrollIntoViewIfNeeded();
    await look("plan policy", { isOurs: true });
    const sandbox = sandboxProcess(workbench.server.dataDir);
    process.kill(sandbox, "SIGSTOP");
    try {
      await page()
        .getByRole("button", { name: /^Apply/ })
        .click();
      await page().locator("progress").waitFor();
      await look("plan running", { isOurs: true });
    } finally {
      process.kill(sandbox, "SIGCONT");
    }
    await page().locator("footer").getByRole("button", { name: /^Undo/ }).waitFor();
    await workbench.clearNotifications();
    await look("plan result", { isOurs: true });
    await closeAll();
  });

  test("pages about links, rights and directories", async () => {
    await command(commandIds.testLink);
    await workbench.choose(/Choose an API/, api);
    await workbench.dialogButton("Create and Test");
    await page().getByRole("heading", { name: "With a token" }).waitFor();
    await workbench.clearNotifications();
    await look("test", { isOurs: true });
    await closeAll();
    await command(commandIds.showManagementScopes);
    await page().getByRole("heading").first().waitFor();
    await look("scopes", { isOurs: true });
    await closeAll();
    await command(commandIds.secureWithEntra);
    await workbench.choose(/Choose an API/, api);
    await page().getByRole("heading").first().waitFor();
    await look("entra question", { isOurs: true });
    await workbench.page.keyboard.press("Escape");
    await workbench.promptGone();
    await closeAll();
  });

  test("a document with a draft, its completion and its hover, and what the service gives", async () => {
    await workbench
      .command("View: Show Auth0 for APIM")
      .catch(() => workbench.openActivity("Auth0 for APIM"));
    await workbench.row(tenants, new RegExp(`^${api}`)).click();
    await workbench.page.locator(".editor-instance .view-line", { hasText: '"name"' }).first().waitFor();
    await workbench.goTo(2);
    await workbench.page.keyboard.press("Enter");
    await workbench.page.keyboard.type('"to');
    await workbench.page.locator(".suggest-widget.visible .monaco-list-row").first().waitFor();
    const again = async () => {
      await workbench.focusEditor();
      await workbench.page.keyboard.press("Escape");
      await workbench.page.keyboard.press("Control+Space");
      await workbench.page.locator(".suggest-widget.visible .monaco-list-row").first().waitFor();
    };
    await look("document completion", { again });
    await workbench.page.keyboard.press("Escape");
    await workbench.page.keyboard.press("Control+Z");
    const name = workbench.page
      .locator(".editor-instance .view-line span", { hasText: /^"?signing_alg/ })
      .first();
    await name.click();
    await workbench.page.keyboard.press("Control+K");
    await workbench.page.keyboard.press("Control+I");
    await workbench.page.locator(".monaco-hover:visible").first().waitFor();
    await look("document hover");
    await workbench.page.keyboard.press("Escape");
    await command(commandIds.viewAsGiven);
    await workbench.page.locator(".tab.active", { hasText: "as given" }).waitFor();
    await look("as given");
    await closeAll();
  });

  test("the questions of an import", async () => {
    await command(commandIds.importApi);
    for (const [index, question] of [
      /Where is the description/,
      /Name of the API/,
      /Path below/,
      /Who answers/,
      /subscription key/,
      /Who gets keys/,
    ].entries()) {
      await workbench.prompt(question);
      await look(`import ${index + 1}`, { sides: true });
      if (index === 0) await workbench.quickInput().first().fill(api);
      if (index === 2) await workbench.quickInput().first().fill("sample");
      await workbench.page.keyboard.press("Enter");
    }
    await page()
      .getByRole("button", { name: /^Apply/ })
      .waitFor();
    await look("import plan", { isOurs: true });
    await closeAll();
  });

  test("settings and walkthrough", async () => {
    await workbench.command("Preferences: Open Settings (UI)");
    await workbench.page
      .locator(".settings-editor .suggest-input-container, .settings-editor .monaco-editor")
      .first()
      .click();
    await workbench.page.keyboard.type("auth0Apim");
    await workbench.page.locator(".settings-editor", { hasText: "Start Automatically" }).waitFor();
    await look("settings");
    // they lie over everything else
    await workbench.page.keyboard.press("Escape");
    await workbench.page.keyboard.press("Escape");
    await workbench.page.locator(".settings-editor").waitFor({ state: "hidden" });
    await workbench.command("Welcome: Open Walkthrough...");
    await workbench.prompt(/walkthrough/i);
    await workbench.quickInput().first().fill("Auth0");
    await workbench.page.keyboard.press("Enter");
    await workbench.page.locator(".getting-started-step").first().waitFor();
    await look("walkthrough");
  });

  test("nothing that was measured is hard to read or wider than the page", () => {
    assert.deepEqual(found, []);
  });
});

/** The process of the sandbox that the server with this folder has started. */
function sandboxProcess(dataDir: string): number {
  for (const name of fs.readdirSync("/proc").filter((one) => /^\d+$/.test(one))) {
    try {
      const line = fs.readFileSync(`/proc/${name}/cmdline`, "utf8");
      if (line.includes(dataDir) && line.includes("sandbox-state.json")) return Number(name);
    } catch {
      // it has ended by now
    }
  }
  throw new Error("There is no sandbox that runs.");
}

import assert from "node:assert/strict";
import { suite, test } from "mocha";
import { publicAzure } from "../../../src/domain/azure-clouds.ts";
import { registrationSteps } from "../../../src/workflows/secure-with-entra.ts";
import { basicCalculator, contosoApim } from "../../support/in-memory/index.ts";
import "../../support/vscode/install.ts";
import { commands, env, window } from "../../support/vscode/index.ts";

const { EntraStepsPage } = await import("../../../src/shell/commands/entra-steps-page.ts");
const { commandIds } = await import("../../../src/shell/ids.ts");

const argument = { target: "the API" };
const goOn = { command: commandIds.secureWithEntra, argument };

const stepsOf = (displayName: string, portal = publicAzure.portal) =>
  registrationSteps({
    api: { ...basicCalculator, displayName },
    instance: contosoApim,
    environment: { title: publicAzure.title, portal },
    redirectUris: ["https://contoso-apim.developer.azure-api.net/signin-oauth/code/callback/entra-orders"],
  });

/** A page that shows the steps of an API by this name, and its tab. */
function shown(displayName: string, portal?: string) {
  window.panels.length = 0;
  const page = new EntraStepsPage();
  page.show(stepsOf(displayName, portal), goOn);
  const [panel = assert.fail()] = window.panels;
  return { page, panel, html: () => panel.webview.html };
}

/** What a press has led to is done. */
const settled = () => new Promise((resolve) => setImmediate(resolve));

suite("the page with what is registered in a directory", () => {
  test("names from a cloud are text in it, whatever they look like", () => {
    const { html } = shown(`<img src=x onerror=alert(1)> [a](command:b) \`c\` "d"`);
    assert.ok(!html().includes("<img"));
    assert.match(html(), /&lt;img src=<wbr>x onerror=<wbr>alert\(1\)&gt; \[a\]/);
    assert.ok(!html().includes('href="command'));
  });

  test("leads to a portal at a web address only", () => {
    assert.match(
      shown("Orders", "https://portal.azure.com").html(),
      /<a href="https:\/\/portal\.azure\.com">/,
    );
    assert.doesNotMatch(shown("Orders", "javascript:alert(1)").html(), /<a /);
  });

  test("copies each value as it is, and says so beside its button", async () => {
    const { panel, html } = shown("Orders & more");
    const buttons = html().match(/data-action="copy-\d+" aria-label="Copy [^"]+"/g) ?? [];
    assert.equal(buttons.length, 8);
    panel.press("copy-0");
    await settled();
    assert.equal(env.clipboard.text, "Orders & more (API)");
    assert.deepEqual(panel.told.at(-1), { parts: { "copied-0": "Copied" } });
    panel.press("copy-5");
    await settled();
    assert.match(env.clipboard.text, /\/signin-oauth\/code\/callback\/entra-orders$/);
    panel.send({ action: "copy-99" });
    assert.match(env.clipboard.text, /entra-orders$/);
  });

  test("is the same tab for the next API, and another one once it was closed", () => {
    const { page, panel, html } = shown("Orders");
    page.show(stepsOf("Invoices"), goOn);
    assert.equal(window.panels.length, 1);
    assert.match(html(), /Register “Invoices”/);
    panel.dispose();
    page.show(stepsOf("Orders"), goOn);
    assert.equal(window.panels.length, 2);
  });

  test("goes on with the command that it was opened by", async () => {
    const { panel } = shown("Orders");
    panel.press("go-on");
    await settled();
    assert.deepEqual(commands.executed.at(-1), { id: commandIds.secureWithEntra, values: [argument] });
  });
});

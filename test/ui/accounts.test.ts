import assert from "node:assert/strict";
import { keepsContracts } from "./keeps-contracts.ts";
import { Workbench } from "./workbench.ts";

const tenants = "Auth0 Tenants";
const instances = "API Management";

suite("accounts, as a person connects them by keyboard alone", function () {
  let workbench: Workbench;
  // Each step goes on where the one before it ended.
  this.bail(true);

  suiteSetup(async () => {
    workbench = await Workbench.open({ pictures: "ui/accounts" });
  });
  suiteTeardown(async () => {
    await workbench?.close();
    keepsContracts(workbench?.recording);
  });
  teardown(async function () {
    if (this.currentTest?.state === "failed") await workbench.picture(`failed ${this.currentTest.title}`);
  });

  const press = (key: string) => workbench.page.keyboard.press(key);
  const message = () => workbench.page.locator(".quick-input-widget .quick-input-message");
  /** How the extension itself signed in to the sandbox's tenant. */
  const signIn = () => {
    const asked = workbench
      .exchanges()
      .find(({ url, requestBody }) => url.endsWith("/oauth/token") && requestBody.includes("client_secret"));
    assert.ok(asked);
    const form = new URLSearchParams(asked.requestBody);
    return {
      domain: new URL(asked.url).host,
      clientId: form.get("client_id") ?? "",
      clientSecret: form.get("client_secret") ?? "",
    };
  };
  /** Goes on with what the box proposes, or with what is typed into it. */
  const answer = async (question: string | RegExp, text: string) => {
    await workbench.prompt(question);
    await workbench.answer(text);
  };

  test("the page of needed scopes has its steps and copies what it says", async () => {
    await workbench.command("Auth0 for APIM: Show Needed Scopes");
    const page = workbench.webview();
    await page.getByRole("heading", { name: "The way there" }).waitFor();
    await page.getByRole("button", { name: "Copy Scopes to Read" }).focus();
    await press("Enter");
    await page.getByText("scopes are on the clipboard").waitFor();
    await workbench.picture("1 needed scopes");
    const copied = await workbench.page.evaluate<string>("navigator.clipboard.readText()");
    assert.ok(copied.split(" ").every((scope) => scope.startsWith("read:")));
    await workbench.command("View: Close All Editors");
  });

  test("a refused secret is asked again alone, with the reason below the box", async () => {
    await workbench.command("Auth0 for APIM: Start Sandbox");
    await workbench.notification("The sandbox runs").waitFor();
    await workbench.openActivity("Auth0 for APIM");
    await workbench.expand(tenants, "APIs");
    await workbench.row(tenants, /^(?:Auth0 Management API|No )/).waitFor();
    await workbench.clearNotifications();
    const { domain, clientId, clientSecret } = signIn();
    await workbench.command("Auth0 for APIM: Connect Auth0 Tenant");
    await workbench.prompt("How do you want to sign in to the tenant?");
    await workbench.picture("2 ways of signing in");
    await press("Enter");
    await workbench.prompt(/Domain of the tenant/);
    await workbench.quickInput().first().fill(`https://${domain}/dashboard`);
    await message()
      .filter({ hasText: `The domain is ${domain}.` })
      .waitFor();
    await press("Enter");
    await answer(/Client ID of a machine-to-machine application/, clientId);
    await answer(/Client secret of that application/, "not-the-secret");
    await message().filter({ hasText: "refused the client id or the client secret" }).waitFor();
    await workbench.picture("3 refused secret");
    await workbench.answer(clientSecret);
    await workbench.notification("The Auth0 tenant Sandbox is connected.").waitFor();
    await workbench.row(tenants, "Sandbox").waitFor();
  });

  test("a key that is none is refused where it is pasted", async () => {
    await workbench.command("Auth0 for APIM: Connect Auth0 Tenant");
    await workbench.prompt("How do you want to sign in to the tenant?");
    await answer("How do you want to sign in to the tenant?", "Private Key");
    await answer(/Domain of the tenant/, signIn().domain);
    await answer(/Client ID of a machine-to-machine application/, "robot");
    await answer("Where is the private key of the application?", "Paste");
    await workbench.prompt(/Private key as PEM/);
    await workbench.quickInput().first().fill("-----BEGIN PUBLIC KEY-----MIIB-----END PUBLIC KEY-----");
    await message().filter({ hasText: "This is a public key." }).waitFor();
    await workbench.picture("4 public key");
    await press("Escape");
    await workbench.promptGone();
  });

  test("after a reload the sandbox stands in both trees as stopped, and Enter on its row starts it", async () => {
    await workbench.reload();
    await workbench.openActivity("Auth0 for APIM");
    const stopped = /^Sandbox, stopped/;
    for (const tree of [tenants, instances]) await workbench.row(tree, stopped).waitFor();
    await workbench.picture("5 stopped sandbox");
    await workbench.tree(tenants).focus();
    await press("Home");
    await press("Enter");
    await workbench.notification("The sandbox runs").waitFor();
    await workbench.noRow(tenants, stopped);
    await workbench.row(tenants, "APIs").waitFor();
  });
});

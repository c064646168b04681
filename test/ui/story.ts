import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import type { Workbench } from "./workbench.ts";

const tenants = "Auth0 Tenants";
const services = "API Management";
const api = "Basic Calculator";

/** One step of the story: what a person does and sees. */
export interface StoryStep {
  readonly name: string;
  run(story: Story): Promise<void>;
}

/**
 * The main job from beginning to end: both clouds in one tree, one API secured, proven and taken back. Each step leaves a
 * picture; the browser tests and `npm run demo -- --check` run the same steps.
 */
export class Story {
  static readonly steps: readonly StoryStep[] = [
    { name: "start the sandbox: both clouds appear side by side", run: (story) => story.startSandbox() },
    {
      name: "secure the API from its row in the tree: a plan is shown",
      run: (story) => story.planSecuring(),
    },
    { name: "apply the plan", run: (story) => story.apply() },
    { name: "the link is marked on both sides", run: (story) => story.seeLink() },
    { name: "test the link: 401 without a token, 200 with one", run: (story) => story.testLink() },
    {
      name: "sign in to the developer portal as the test user and call: 200",
      run: (story) => story.usePortal(),
    },
    { name: "secure the same API again: nothing to do", run: (story) => story.secureAgain() },
    { name: "undo both plans: the clouds are as they were", run: (story) => story.undo() },
  ];

  private password = "";

  constructor(readonly workbench: Workbench) {}

  private async startSandbox(): Promise<void> {
    const { workbench } = this;
    await workbench.openActivity("Auth0 for APIM");
    await workbench.widenSideBar(460);
    await workbench.page.getByRole("button", { name: "Start Sandbox" }).first().click();
    await workbench.notification("The sandbox runs").waitFor();
    await workbench.row(services, api).waitFor();
    await workbench.row(tenants, "APIs").waitFor();
    await workbench.picture("1 both clouds");
    await workbench.clearNotifications();
  }

  private async planSecuring(): Promise<void> {
    const { workbench } = this;
    await workbench.inlineButton(workbench.row(services, api), "Secure API with Auth0");
    await workbench.choose(/The plan is shown before/, "Choose Each…");
    await workbench.choose(/Which API of the Auth0 tenant/, `New API “${api}”`);
    await workbench.accept(/Identifier of the new API/);
    await workbench.accept(/Scopes of the new API/);
    await workbench.choose(/Which application/, "New Regular Web Application");
    await workbench.choose(/Which database connection/, "New database connection");
    await workbench.choose(/Who tries out the developer portal/, /New test user .*generated password/);
    await workbench.accept(/Which scopes must every token have/);
    await workbench.choose(/Where is the check of tokens put/, "This API");
    await workbench.choose(/Which scopes do single operations need/, "No Scopes Besides");
    await workbench.accept(/Origins of pages in browsers/);
    const plan = workbench.webview();
    await plan.getByText("Nothing is written before you choose Apply").waitFor();
    await plan.locator("ins.line", { hasText: "<validate-jwt" }).waitFor();
    await workbench.picture("2 the plan");
    await plan.locator("pre").first().scrollIntoViewIfNeeded();
    await workbench.picture("2 the plan and the policy");
  }

  private async apply(): Promise<void> {
    const { workbench } = this;
    await workbench.webview().getByRole("button", { name: "Apply" }).click();
    await workbench.told(`${api} is secured with Auth0`).waitFor();
    const result = workbench.webview();
    await result.getByText("Password of the user").waitFor();
    assert.equal(await result.locator("#secret").textContent(), "••••••••••••••••");
    await workbench.picture("3 applied");
    await result.getByRole("button", { name: "Show" }).click();
    const secret = result.locator("#secret", { hasNotText: "•" });
    this.password = (await secret.textContent()) ?? "";
    assert.match(this.password, /^\S{12,}$/);
    assert.equal(await result.locator('[data-state]:not([data-state="made"])').count(), 0);
    await workbench.clearNotifications();
  }

  private async seeLink(): Promise<void> {
    const { workbench } = this;
    await workbench.row(services, new RegExp(`${api}.*linked to ${api}`)).waitFor();
    await workbench.row(tenants, new RegExp(`${api}.*linked to ${api} · contoso-apim`)).waitFor();
    await workbench.expand(tenants, "Applications");
    await workbench.expand(tenants, "Connections");
    await workbench.expand(services, "Authorization Servers");
    await workbench.row(services, /Auth0 \(Basic Calculator\)/).waitFor();
    await workbench.picture("4 linked on both sides");
  }

  private async testLink(): Promise<void> {
    const { workbench } = this;
    await workbench.contextMenu(workbench.row(services, api), "Test Link");
    await workbench.dialogButton("Create and Test");
    const page = workbench.webview();
    await page.getByRole("heading", { name: "With a token" }).waitFor();
    const statuses = await page.locator(".pair .status").allTextContents();
    assert.deepEqual(
      statuses.map((status) => status.trim().slice(0, 3)),
      ["401", "200"],
    );
    await workbench.picture("5 tested");
    await workbench.clearNotifications();
  }

  private async usePortal(): Promise<void> {
    const { workbench } = this;
    const opened = workbench.page.context().waitForEvent("page");
    await workbench.contextMenu(workbench.row(services, "contoso-apim"), "Open Developer Portal");
    const portal = await opened;
    try {
      await signInAndCall(portal, this.password, () => workbench.picture("6 login page", portal));
    } catch (error) {
      await workbench.picture("failed in the portal", portal);
      throw error;
    }
    await workbench.picture("6 developer portal", portal);
    await portal.close();
  }

  private async secureAgain(): Promise<void> {
    const { workbench } = this;
    await workbench.command("Auth0 for APIM: Secure API with Auth0");
    await workbench.choose(/Choose an API of API Management/, api);
    await workbench.notification(`Nothing to do: ${api} is secured already`).waitFor();
    await workbench.picture("7 nothing to do");
    await workbench.clearNotifications();
  }

  private async undo(): Promise<void> {
    const { workbench } = this;
    for (const plan of ["first", "second"]) {
      await workbench.command("Auth0 for APIM: Undo Last Plan");
      await workbench.dialogButton("Undo");
      await workbench.told("Undone").waitFor();
      await workbench.picture(`8 undone ${plan}`);
      await workbench.clearNotifications();
    }
    await workbench.noRow(tenants, new RegExp(api));
    await workbench.noRow(services, /linked to/);
    await workbench.picture("9 as it was");
  }
}

/** In the developer portal: sign in with the identity provider's page, then send the first operation. */
async function signInAndCall(
  portal: Page,
  password: string,
  beforeLogin: () => Promise<unknown>,
): Promise<void> {
  await portal.getByRole("link", { name: api }).first().click();
  await portal.getByRole("button", { name: /sign in|authorize/i }).click();
  await portal.getByLabel("Email").fill("apim-tester@example.com");
  await portal.getByLabel("Password").fill(password);
  await beforeLogin();
  await portal.getByRole("button", { name: "Continue" }).click();
  await portal
    .getByText(/signed in/i)
    .first()
    .waitFor();
  await portal.getByRole("button", { name: "Send" }).first().click();
  await portal.getByText("HTTP 200").scrollIntoViewIfNeeded();
}

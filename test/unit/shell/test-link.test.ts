import assert from "node:assert/strict";
import { Failure } from "../../../src/core/failure.ts";
import type { PolicyLevel } from "../../../src/domain/apim.ts";
import { auth0Api } from "../../../src/resources/kinds/auth0-api.ts";
import { basicCalculator, InMemoryApiCaller } from "../../support/in-memory/index.ts";
import { createIn } from "../../support/kept.ts";
import { connectedShell } from "../../support/shell.ts";
import { commands, person, window } from "../../support/vscode/index.ts";

const { runCommand } = await import("../../../src/shell/commands/run-command.ts");
const { testLinkCommand } = await import("../../../src/shell/commands/test-link.ts");
const { Accounts } = await import("../../../src/shell/session/accounts.ts");

const level: PolicyLevel = { kind: "api", instance: basicCalculator.instance, apiId: basicCalculator.apiId };
const policy = `<policies><inbound><base /><validate-jwt header-name="Authorization">
<openid-config url="https://contoso.eu.auth0.com/.well-known/openid-configuration" />
<audiences><audience>calc</audience></audiences></validate-jwt></inbound></policies>`;

const scopes = ["read:calc", "write:calc"].map((value) => ({ value, description: undefined }));

/** An API that its policy alone links to Auth0, behind a gateway that asks for a token. */
async function linked(status = { without: 401, with: 200 }) {
  const shell = await connectedShell();
  const draft = { name: "Calc", identifier: "calc", scopes, signingAlgorithm: "RS256" } as const;
  await createIn(shell.auth0, auth0Api, draft);
  shell.azure.putPolicy(level, policy);
  const caller = new InMemoryApiCaller(({ headers }) => ({
    status: headers["Authorization"] ? status.with : status.without,
  }));
  const accounts = new Accounts(shell.memento, shell.secrets, {
    ...shell.factory,
    readSigningKey: async (pem) => pem,
    openCaller: async () => caller,
  });
  const services = { ...shell.services, accounts };
  window.panels.length = 0;
  const run = async () => {
    person.moves = ["enter"];
    await runCommand(testLinkCommand(services), undefined, services.logger);
  };
  return { ...shell, caller, run };
}

suite("Test Link, as a person meets it", () => {
  test("asks before it creates anything, naming what", async () => {
    const { run, auth0, caller } = await linked();
    await run();
    const [question] = person.messages;
    assert.ok(question?.modal);
    assert.match(question.detail ?? "", /• Create the machine-to-machine application/);
    assert.match(question.detail ?? "", /Scopes: read:calc, write:calc/);
    assert.deepEqual([auth0.applications, caller.received], [[], []]);
  });

  test("calls once without and once with a token, and shows both answers", async () => {
    const { run, caller, services, azure } = await linked();
    person.presses = ["Create and Test"];
    await run();
    // once to find the audience, once for each place: all APIs, the API, two operations
    assert.equal(azure.calls.made.filter((method) => method === "readPolicy").length, 5);
    assert.deepEqual(caller.received.map(({ headers }) => "Authorization" in headers).sort(), [false, true]);
    assert.match(person.heard, /Basic Calculator: The link works: 401 without a token, 200 with one\./);
    assert.equal(person.messages.length, 1, "the page says it: no notification does once more");
    const html = window.panels[0]?.webview.html ?? "";
    assert.match(html, /Without a token[\s\S]*>401 [\s\S]*With a token[\s\S]*>200 /);
    assert.match((await services.journals.list())[0]?.title ?? "", /Test the link/);
  });

  test("needs no right to read the tenant's settings", async () => {
    const { run, auth0 } = await linked();
    person.presses = ["Create and Test"];
    const forbidden = () => new Failure("forbidden", "No read:tenant_settings.");
    for (const _ of ["before", "after"]) auth0.calls.failNext("readTenant", forbidden());
    await run();
    assert.match(person.heard, /The link works/);
  });

  test("the second time creates nothing and asks nothing", async () => {
    const { run, auth0 } = await linked();
    person.presses = ["Create and Test"];
    await run();
    const writes = auth0.calls.writes.length;
    person.messages.length = 0;
    await run();
    assert.equal(auth0.calls.writes.length, writes);
    assert.equal(person.messages.length, 0);
  });

  test("shows no token and logs none", async () => {
    const { run, log } = await linked();
    person.presses = ["Create and Test"];
    await run();
    const everything = [window.panels[0]?.webview.html, ...log, person.heard].join("\n");
    assert.doesNotMatch(everything, /eyJ[\w-]{8,}\./);
  });

  test("an open door is a warning that says why", async () => {
    const { run } = await linked({ without: 200, with: 200 });
    person.looksAway = true;
    person.presses = ["Create and Test"];
    await run();
    assert.equal(person.messages.at(-1)?.kind, "warning");
    assert.match(person.heard, /Anybody may call this operation/);
    const page = window.panels[0]?.webview.html ?? "";
    const buttons = [...page.matchAll(/class="(button[^"]*)" data-action="(\w+)"/g)].map(
      ([, , action]) => action,
    );
    assert.deepEqual(buttons, ["secure", "policy", "again", "close"]);
    window.panels[0]?.press("secure");
    assert.equal(commands.executed.at(-1)?.id, "auth0Apim.secureApi");
  });

  test("a refusal leads to the line of the check, from the page and from the notification", async () => {
    const { run } = await linked({ without: 401, with: 401 });
    person.looksAway = true;
    person.presses = ["Create and Test", "Open Policy at Line 1"];
    await run();
    assert.match(person.heard, /the cause is not known/);
    assert.equal(person.messages.at(-1)?.kind, "warning");
    window.panels[0]?.press("policy");
    const opened = commands.executed.filter(({ id }) => id === "auth0Apim.openPolicy");
    assert.equal(opened.length, 2);
    for (const one of opened) assert.match(JSON.stringify(one), /"kind":"policy".*"kind":"api".*"line":1/);
    assert.equal(window.panels[0]?.webview.html.includes("Open Policy at Line 1"), true);
  });

  test("says that the link works only when nothing was found that it did not test", async () => {
    const { run, azure } = await linked();
    azure.putPolicy(
      { ...level, kind: "operation", operationId: "subtract" },
      "<policies><inbound /></policies>",
    );
    person.presses = ["Create and Test"];
    await run();
    assert.doesNotMatch(person.heard, /works/);
    const page = window.panels[0]?.webview.html ?? "";
    assert.match(page, /Passed in part[\s\S]*no &lt;base \/&gt;[\s\S]*data-action="open-place:0"/);
    window.panels[0]?.press("open-place:0");
    assert.match(JSON.stringify(commands.executed.at(-1)), /"operationId":"subtract"/);
  });

  test("Test Again on the page tests the same API", async () => {
    const { run } = await linked();
    person.presses = ["Create and Test"];
    await run();
    commands.executed.length = 0;
    window.panels[0]?.press("again");
    assert.equal(commands.executed.at(-1)?.id, "auth0Apim.testLink");
  });

  test("an API that is not linked offers to secure it", async () => {
    const { run, azure } = await linked();
    azure.putPolicy(level, "<policies />");
    await run();
    assert.match(person.heard, /is not linked to an API of the Auth0 tenant .*, so there is no link to test/);
    assert.deepEqual(person.messages.at(-1)?.buttons, ["Secure API with Auth0"]);
  });

  test("the page of a test takes the place of the one before", async () => {
    const { run, services } = await linked();
    for (const _ of [1, 2]) {
      person.presses = ["Create and Test"];
      await run();
    }
    assert.equal(window.panels.length, 2);
    assert.equal(services.testPages.size, 1);
    window.panels[0]?.dispose();
    assert.equal(services.testPages.size, 1, "the newer one is known still");
    window.panels[1]?.dispose();
    assert.equal(services.testPages.size, 0);
  });

  test("an API that is linked by named values alone is tested, when they can be read", async () => {
    const { run, azure } = await linked();
    azure.putPolicy(level, policy.replace(/https:[^"]+/, "{{oidc}}").replace(">calc<", ">{{audience}}<"));
    const values = {
      oidc: "https://contoso.eu.auth0.com/.well-known/openid-configuration",
      audience: "calc",
    };
    const named = (secret: boolean) =>
      Object.entries(values).map(([displayName, value]) => ({ id: displayName, displayName, secret, value }));
    azure.instance(basicCalculator.instance).namedValues = named(false);
    person.presses = ["Create and Test"];
    await run();
    assert.match(person.heard, /The link works: 401 without a token, 200 with one/);
    azure.instance(basicCalculator.instance).namedValues = named(true);
    await run();
    assert.match(person.heard, /is not linked to an API of the Auth0 tenant/);
  });

  test("what cannot be created is told, not half-tested", async () => {
    const { run, auth0, caller } = await linked();
    auth0.calls.failNext(
      "create auth0-client-grant",
      new Failure("forbidden", "create:client_grants is missing."),
    );
    person.presses = ["Create and Test"];
    await run();
    assert.match(person.heard, /create:client_grants is missing/);
    assert.deepEqual(caller.received, []);
  });
});

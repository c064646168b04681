import assert from "node:assert/strict";
import { Failure } from "../../../src/core/failure.ts";
import { instanceId } from "../../../src/domain/azure-paths.ts";
import type { Target } from "../../../src/shell/target.ts";
import { basicCalculator, calculatorOperations, contosoApim } from "../../support/in-memory/index.ts";
import { connectedShell, principal } from "../../support/shell.ts";
import { commands, env, person, Uri, window, workspace } from "../../support/vscode/index.ts";

const { showAccessCommand } = await import("../../../src/shell/access/show-access.ts");
const { runCommand } = await import("../../../src/shell/commands/run-command.ts");

const instance = contosoApim;
const { apiId } = basicCalculator;
const first = calculatorOperations[0] ?? assert.fail("The calculator has operations.");
const of = { account: principal, instance } as const;
const ofApi: Target = { kind: "apim-api", ...of, value: basicCalculator };
const ofInstance: Target = { kind: "instance", ...of, value: instance };
const ofOperation: Target = { kind: "operation", ...of, api: basicCalculator, value: first };

const check = `<policies>
<inbound>
<base />
<validate-jwt header-name="Authorization"><openid-config url="https://contoso.eu.auth0.com/.well-known/openid-configuration" />
<audiences><audience>calc</audience></audiences></validate-jwt>
</inbound></policies>`;

/** An API that its policy restricts, and the command on it. */
async function restricted() {
  const shell = await connectedShell();
  window.panels.length = 0;
  commands.executed.length = 0;
  shell.azure.putPolicy({ kind: "api", instance, apiId }, check);
  const command = showAccessCommand(shell.services);
  const show = async (target?: Target) => {
    await runCommand(command, target && { target }, shell.services.logger);
    return window.panels.at(-1);
  };
  return { ...shell, show };
}

/** Waits as many turns of the event loop as what a button began may take. */
async function until(holds: () => boolean): Promise<void> {
  for (let turn = 0; turn < 1000 && !holds(); turn += 1)
    await new Promise((resolve) => setImmediate(resolve));
  assert.ok(holds());
}

suite("Show Access, as a person meets it", () => {
  test("shows the operations of the API, each with its verdict and the check with its place", async () => {
    const { show } = await restricted();
    const html = (await show(ofApi))?.webview.html ?? "";
    assert.match(html, /<h1>Who gets in: Basic Calculator<\/h1>/);
    assert.match(html, /restricted/);
    assert.match(html, /token of https:\/\/contoso\.eu\.auth0\.com\//);
    for (const { urlTemplate } of calculatorOperations) assert.ok(html.includes(urlTemplate), urlTemplate);
  });

  test("of a product shows its APIs by its key, and no other way", async () => {
    const { show, azure } = await restricted();
    const held = azure.instance(contosoApim);
    const product = { id: "p", productId: "starter", displayName: "Starter", subscriptionRequired: true };
    held.products = [product];
    held.productsOfApis.set(apiId, ["starter"]);
    const html = (await show({ kind: "product", ...of, value: product }))?.webview.html ?? "";
    assert.match(html, /"columns":\["Key of Starter"\]/);
    assert.match(html, /1 API, \d+ operations, 1 product\./);
  });

  test("of an operation shows that one only", async () => {
    const { show } = await restricted();
    const html = (await show(ofOperation))?.webview.html ?? "";
    assert.match(html, /1 API, 1 operation\./);
  });

  test("a check leads to its line in the policy of its level", async () => {
    const { show } = await restricted();
    const panel = await show(ofApi);
    panel?.send({ action: `open 4 ${instanceId(instance)}/apis/${apiId}/policies/policy` });
    const { id, values } = commands.executed.at(-1) ?? assert.fail("Nothing was opened.");
    assert.equal(id, "auth0Apim.openPolicy");
    const [{ target }] = values as [{ target: Extract<Target, { kind: "policy" }> }];
    assert.deepEqual([target.value, target.line], [{ kind: "api", instance, apiId }, 4]);
  });

  test("what asks for a key leads to the document of the API or the product", async () => {
    const { show } = await restricted();
    const panel = await show(ofApi);
    for (const path of [`apis/${apiId}`, "products/starter"])
      panel?.send({ action: `open 1 ${instanceId(instance)}/${path}` });
    assert.deepEqual(
      commands.executed
        .slice(-2)
        .map(({ id, values }) => [id, (values as [{ target: Target }])[0].target.kind]),
      [
        ["auth0Apim.openDocument", "resource"],
        ["auth0Apim.openDocument", "resource"],
      ],
    );
  });

  const acts: readonly (readonly [act: string, command: string, argument: (operation: Target) => unknown])[] =
    [
      [
        "secure-operation",
        "auth0Apim.secureApi",
        () => ({ target: ofApi, operationIds: [first.operationId] }),
      ],
      ["secure-api", "auth0Apim.secureApi", () => ({ target: ofApi })],
      ["policy", "auth0Apim.openPolicy", (target) => ({ target })],
      ["effective", "auth0Apim.showEffectivePolicy", (target) => ({ target })],
      ["test", "auth0Apim.testLink", () => ({ target: ofApi })],
    ];
  for (const [act, command, argument] of acts) {
    test(`the button ${act} starts its command on the operation, as it is by now`, async () => {
      const { show } = await restricted();
      const panel = await show(ofInstance);
      panel?.send({ action: `${act} ${JSON.stringify([apiId, first.operationId])}` });
      await until(() => commands.executed.some(({ id }) => id === command));
      const { values } = commands.executed.find(({ id }) => id === command) ?? assert.fail();
      assert.deepEqual(values, [argument(ofOperation)]);
    });
  }

  test("a button of an operation that is not on the page does nothing", async () => {
    const { show, azure } = await restricted();
    const panel = await show(ofOperation);
    const before = commands.executed.length;
    for (const action of [
      `secure-api ${JSON.stringify([apiId, "another"])}`,
      `secure-api ${JSON.stringify(["another", null])}`,
      `constructor ${JSON.stringify([apiId, first.operationId])}`,
      "secure-api {",
    ])
      panel?.send({ action });
    azure.calls.failNext("readApi", new Failure("forbidden", "No right to read APIs."));
    panel?.send({ action: `test ${JSON.stringify([apiId, first.operationId])}` });
    await until(() => /No right to read APIs/.test(person.heard));
    assert.equal(commands.executed.length, before);
  });

  test("is saved as a page that needs no editor, and copied as the command line tells it", async () => {
    const { show } = await restricted();
    const panel = await show(ofApi);
    window.saves = Uri.parse("file:///work/access.html");
    panel?.send({ action: "save-html" });
    await until(() => workspace.contents.has("/work/access.html"));
    window.saves = undefined;
    const html = workspace.contents.get("/work/access.html") ?? "";
    assert.match(html, /Who gets in: Basic Calculator<\/h1>[\s\S]*Read from the instance at/);
    assert.doesNotMatch(html, /<button[^>]*data-action=/);
    env.clipboard.text = "";
    panel?.send({ action: "copy-json" });
    await until(() => env.clipboard.text !== "");
    const { entries, notes } = JSON.parse(env.clipboard.text);
    assert.equal(entries.length, calculatorOperations.length);
    assert.deepEqual([entries[0].api, entries[0].verdict, Array.isArray(notes)], [apiId, "restricted", true]);
  });

  test("leads nowhere else, whatever a page sends", async () => {
    const { show } = await restricted();
    const panel = await show(ofApi);
    const other = instanceId({ ...instance, serviceName: "another" });
    for (const action of [
      `open 1 ${other}/policies/policy`,
      "open 1 ../../etc/passwd",
      `open 0 ${instanceId(instance)}/policies/policy`,
      `open 1 ${instanceId(instance)}/apis/x/y/z/policies/policy`,
      "open",
      "https://example.com",
    ])
      panel?.send({ action });
    assert.deepEqual(
      commands.executed.filter(({ id }) => id.startsWith("auth0Apim.open")),
      [],
    );
  });

  test("each subject has one page, which is read anew when it is asked for again", async () => {
    const { show, azure } = await restricted();
    const panel = await show(ofApi);
    azure.putPolicy({ kind: "api", instance, apiId }, "<policies><inbound><base /></inbound></policies>");
    assert.equal(await show(ofApi), panel);
    assert.equal(panel?.revealed, 1);
    assert.doesNotMatch(panel?.webview.html ?? "", /token of/);
    assert.notEqual(await show(ofInstance), panel);
    panel?.dispose();
    assert.notEqual(await show(ofApi), panel);
  });

  test("says what could not be read, and keeps the page as it was", async () => {
    const { show, azure } = await restricted();
    const panel = await show(ofApi);
    const before = panel?.webview.html;
    azure.calls.failNext("readApi", new Failure("forbidden", "No right to read APIs."));
    await show(ofApi);
    assert.match(person.heard, /No right to read APIs/);
    assert.equal(panel?.webview.html, before);
  });

  test("from the palette asks what it is about", async () => {
    const { show } = await restricted();
    person.moves = [{ pick: "All APIs of an instance" }];
    assert.match((await show())?.title ?? "", new RegExp(`^Who gets in: ${instance.serviceName}$`));
    assert.ok(!person.prompts[0]?.lines?.some((line) => /fragment/i.test(line)));
  });
});

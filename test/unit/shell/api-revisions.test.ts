import assert from "node:assert/strict";
import { setup, suite, teardown, test } from "mocha";
import { instancePath } from "../../../src/domain/instance-path.ts";
import type { ApiSettings } from "../../../src/resources/kinds/apim-api.ts";
import { basicCalculator, contosoApim } from "../../support/in-memory/index.ts";
import { connectedShell } from "../../support/shell.ts";
import { person, Uri, window, workspace } from "../../support/vscode/index.ts";

const { runCommand } = await import("../../../src/shell/commands/run-command.ts");
const { apiRevisionCommands } = await import("../../../src/shell/resources/api-revisions.ts");
const { reimportApiCommand } = await import("../../../src/shell/resources/reimport-api.ts");

const owner = instancePath(contosoApim);
const { apiId } = basicCalculator;

const tomorrow = `openapi: 3.0.3
info: { title: Calculator, version: '2' }
paths:
  /add: { get: { operationId: add, responses: {} } }
`;

/** A shell whose calculator has two operations, one of which has a policy, and two revisions. */
async function shellWithRevisions() {
  const shell = await connectedShell();
  const { apis, importedApis, currentRevisions } = shell.azure.stores;
  const operation = (name: string) => ({ name, method: "GET", urlTemplate: `/${name}`, displayName: name });
  const common = {
    displayName: "Basic Calculator",
    path: "calc",
    serviceUrl: "https://calc.example",
    subscriptionRequired: true,
  };
  const settings: ApiSettings = {
    ...common,
    description: undefined,
    protocols: ["https"],
    subscriptionKeyParameterNames: undefined,
    authorizationServers: [{ authorizationServerId: "people" }],
    openIdProviders: [],
    termsOfServiceUrl: undefined,
    contact: undefined,
    license: undefined,
    apiVersionDescription: undefined,
    apiRevisionDescription: undefined,
    type: "http",
    apiRevision: "1",
    apiVersion: undefined,
    apiVersionSetId: undefined,
  };
  apis.put(owner, apiId, settings);
  importedApis.put(owner, apiId, {
    ...common,
    revisionDescription: undefined,
    operations: [operation("add"), operation("sub")],
    products: ["starter"],
    revisions: ["1", "2"],
  });
  currentRevisions.put(owner, apiId, { revision: "1" });
  shell.azure.addApi({ ...basicCalculator, apiId: `${apiId};rev=2`, revision: "2", isCurrent: false });
  const level = { kind: "operation", instance: basicCalculator.instance, apiId, operationId: "sub" } as const;
  shell.azure.putPolicy(level, "<policies><inbound><base /></inbound></policies>");
  let shown = "";
  window.onPanel = (panel) => {
    shown = panel.webview.html.replace(/<[^>]+>/g, "");
    panel.press("apply");
  };
  const account = shell.accounts.azure.all()[0];
  const target = (id: string) => ({
    kind: "apim-api",
    account,
    instance: contosoApim,
    value: { ...basicCalculator, apiId: id },
  });
  const run = async (command: "create" | "release" | "reimport", moves: typeof person.moves, id?: string) => {
    const [create, release] = apiRevisionCommands(shell.services);
    const found = { create, release, reimport: reimportApiCommand(shell.services) }[command];
    assert.ok(found);
    person.moves = [...moves];
    await runCommand(found, id === undefined ? undefined : { target: target(id) }, shell.services.logger);
    return shown;
  };
  const currentNow = () => currentRevisions.all[0]?.value.revision;
  const made = (id: string) => importedApis.all.find(({ ref }) => ref.id === id)?.value;
  return { ...shell, run, currentNow, made };
}

suite("revisions of an API", () => {
  setup(() => {
    window.panels.length = 0;
    workspace.contents.set("/work/calc.yaml", tomorrow);
    window.opens = Uri.parse("file:///work/calc.yaml");
  });
  teardown(() => {
    window.onPanel = () => {};
    window.opens = undefined;
  });

  test("Create Revision… makes the next one as a copy, and leaves the current one as it is", async () => {
    const { run, made, currentNow } = await shellWithRevisions();
    const shown = await run("create", [{ type: "To try powers" }], apiId);
    const revision = made(`${apiId};rev=3`);
    assert.deepEqual([revision?.revisionDescription, revision?.operations.length], ["To try powers", 2]);
    assert.equal(currentNow(), "1");
    assert.match(shown, /;rev=3 behind the path/);
    assert.match(shown, /Undoing deletes revision 3, with whatever was changed of its policies/);
  });

  test("a description that is too long is refused where it is typed", async () => {
    const { run, made } = await shellWithRevisions();
    await run("create", [{ type: "x".repeat(257) }], apiId);
    assert.match(person.complaint ?? "", /256 characters/);
    assert.equal(made(`${apiId};rev=3`), undefined);
  });

  test("Make Current… on a revision gives it to callers, and the plan says what that means", async () => {
    const { run, currentNow } = await shellWithRevisions();
    const shown = await run("release", [], `${apiId};rev=2`);
    assert.equal(currentNow(), "2");
    assert.match(shown, /operations and policies of revision 2 at once/);
    assert.match(shown, /releases stay in the history/);
  });

  test("on the API, and from the palette, it asks which revision", async () => {
    const { run, currentNow } = await shellWithRevisions();
    await run("release", [{ pick: "Revision 2" }], apiId);
    assert.equal(currentNow(), "2");
  });

  test("the current one is made so by no plan", async () => {
    const { run } = await shellWithRevisions();
    await run("release", [], `${apiId};rev=1`);
    assert.equal(window.panels.length, 0);
  });

  test("Re-import… shows what goes with its policy and what stays, then makes a revision and releases it", async () => {
    const { run, made, currentNow } = await shellWithRevisions();
    const shown = await run("reimport", [{ pick: "From a file" }], apiId);
    assert.equal(person.prompts.at(-1)?.title, "Import “Basic Calculator” again");
    for (const text of [
      "GET /sub (sub) is not in the document, so it goes, with its policy",
      "One operation stays with its id",
      "Its users go on signing in with people.",
      "It stays in its products: starter.",
      "Import calc.yaml into revision 3",
      "Make revision 3 of “Basic Calculator” the current one",
    ])
      assert.ok(shown.includes(text), `${text} in ${shown}`);
    assert.deepEqual(
      made(`${apiId};rev=3`)?.operations.map(({ name }) => name),
      ["add"],
    );
    assert.equal(currentNow(), "3");
  });

  test("Re-import… with a document that is none changes nothing, and asks for another", async () => {
    const { run, currentNow } = await shellWithRevisions();
    workspace.contents.set("/work/calc.yaml", "calculator");
    await run("reimport", [{ pick: "From a file" }, "escape"], apiId);
    assert.match(person.messages[0]?.text ?? "", /calc\.yaml cannot be imported/);
    assert.deepEqual(person.messages[0]?.buttons, ["Choose Another File", "Open File"]);
    assert.equal(currentNow(), "1");
  });
});

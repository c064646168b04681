import assert from "node:assert/strict";
import { setup, suite, test } from "mocha";
import { instanceId } from "../../../src/domain/azure-paths.ts";
import { instancePath } from "../../../src/domain/instance-path.ts";
import type { ApiSettings } from "../../../src/resources/kinds/apim-api.ts";
import { basicCalculator, contosoApim } from "../../support/in-memory/index.ts";
import { connectedShell } from "../../support/shell.ts";
import { person, window } from "../../support/vscode/index.ts";

const { runCommand } = await import("../../../src/shell/commands/run-command.ts");
const { createVersionCommand } = await import("../../../src/shell/resources/create-version.ts");

const owner = instancePath(contosoApim);
const { apiId } = basicCalculator;

/** A shell whose calculator is signed in to with a server, has an operation and is in a product. */
async function shellWithApi(more: Partial<ApiSettings> = {}) {
  const shell = await connectedShell();
  const { apis, importedApis, products } = shell.azure.stores;
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
    ...more,
  };
  const imported = {
    ...common,
    revisionDescription: undefined,
    operations: [{ name: "add", method: "GET", urlTemplate: "/add", displayName: "Add" }],
    products: ["starter"],
    revisions: ["1", "2"],
  };
  for (const id of [apiId, `${apiId};rev=2`]) {
    const apiRevision = id === apiId ? "1" : "2";
    apis.put(owner, id, { ...settings, apiRevision });
    importedApis.put(owner, id, imported);
  }
  for (const [id, displayName] of [
    ["starter", "Starter"],
    ["gold", "Gold"],
  ] as const)
    products.put(owner, id, {
      displayName,
      description: undefined,
      terms: undefined,
      subscriptionRequired: true,
      approvalRequired: false,
      subscriptionsLimit: undefined,
      state: "published",
    });
  let shown = "";
  window.onPanel = (panel) => {
    shown = panel.webview.html.replace(/<[^>]+>/g, "");
    panel.press("apply");
  };
  const account = shell.accounts.azure.all()[0];
  const run = async (moves: typeof person.moves, id = apiId) => {
    const target = {
      kind: "apim-api",
      account,
      instance: contosoApim,
      value: { ...basicCalculator, apiId: id },
    };
    person.moves = [...moves];
    await runCommand(createVersionCommand(shell.services), { target }, shell.services.logger);
    return shown;
  };
  const made = (id: string) => importedApis.all.find(({ ref }) => ref.id === id)?.value;
  return { ...shell, run, made };
}

const setId = (id: string) => `${instanceId(contosoApim)}/apiVersionSets/${id}`;

suite("Create Version…", () => {
  setup(() => {
    window.panels.length = 0;
  });
  test("puts an API into a new version set first, and makes a copy that is in the same products", async () => {
    const { run, made, azure } = await shellWithApi();
    const shown = await run([{ pick: "In the path" }, "enter", "enter"]);
    const { apis, versionSets, productApis } = azure.stores;
    assert.deepEqual(
      versionSets.all.map(({ ref, value }) => [ref.id, value.displayName, value.versioningScheme]),
      [["basic-calculator", "Basic Calculator", "Segment"]],
    );
    const original = apis.all.find(({ ref }) => ref.id === apiId)?.value;
    assert.deepEqual(
      [original?.apiVersion, original?.apiVersionSetId],
      [undefined, setId("basic-calculator")],
    );
    const version = made(`${apiId}-v2`);
    assert.deepEqual(
      [version?.apiVersion, version?.apiVersionSetId, version?.path, version?.operations.length],
      ["v2", setId("basic-calculator"), "calc", 1],
    );
    assert.deepEqual(
      productApis.all.map(({ value }) => value),
      [{ productId: "starter", apiId: `${apiId}-v2` }],
    );
    for (const text of [
      "Callers reach the new version at /calc/v2.",
      "It is an API of its own",
      "Its users sign in with what those of the API do: people.",
      "Revisions, tags and subscriptions of the API alone are not taken over",
      "Whoever has a key of “Starter” may call it at once.",
      "go on getting it as before, without saying a version",
      "Whether the service lets an API leave its set is not known",
    ])
      assert.ok(shown.includes(text), text);
  });

  test("by a header asks for its name, and refuses what is none where it is typed", async () => {
    const { run, azure } = await shellWithApi();
    await run([{ pick: "In a header" }, { type: "Api Version" }]);
    assert.match(person.complaint ?? "", /has no blanks/);
    const shown = await run([{ pick: "In a header" }, { type: "X-Version" }, { type: "2" }, { pick: [] }]);
    assert.equal(azure.stores.versionSets.all[0]?.value.versionHeaderName, "X-Version");
    assert.ok(shown.includes("at /calc with the header X-Version: 2"));
    assert.ok(shown.includes("Nobody has a key for it"));
  });

  test("by a query parameter, in an existing set, asks for the version alone", async () => {
    const { run, made, azure } = await shellWithApi();
    azure.stores.versionSets.put(owner, "all", {
      displayName: "All",
      description: undefined,
      versioningScheme: "Query",
      versionQueryName: "v",
      versionHeaderName: undefined,
    });
    const shown = await run([{ pick: "As the version set “All” says" }, { type: "2026-11" }, "enter"]);
    assert.equal(made(`${apiId}-2026-11`)?.apiVersionSetId, setId("all"));
    assert.ok(shown.includes("at /calc?v=2026-11"));
    assert.equal(azure.stores.versionSets.all.length, 1);
  });

  for (const [typed, says] of [
    ["v1", /There is a version of that name/],
    ["V1", /There is a version of that name/],
    ["v 3", /Letters, digits/],
    ["a/b", /Letters, digits/],
    ["..", /Letters, digits/],
    ["x".repeat(101), /100 characters/],
  ] as const)
    test(`of an API that is a version, its set is used, and “${typed.slice(0, 9)}” refused`, async () => {
      const { run, azure } = await shellWithApi({ apiVersion: "v1", apiVersionSetId: setId("calc") });
      azure.stores.versionSets.put(owner, "calc", {
        displayName: "Calc",
        description: undefined,
        versioningScheme: "Segment",
        versionQueryName: undefined,
        versionHeaderName: undefined,
      });
      await run([{ type: typed }]);
      assert.match(person.complaint ?? "", says);
      assert.match(person.prompts[0]?.text ?? "", /there are v1/);
    });

  test("on a revision copies that one", async () => {
    const { run, azure } = await shellWithApi();
    const shown = await run([{ pick: "In the path" }, "enter", "enter"], `${apiId};rev=2`);
    assert.ok(shown.includes("It begins with the settings of revision 2, its one operation"));
    assert.ok(azure.stores.importedApis.all.some(({ ref }) => ref.id === `${apiId}-v2`));
    assert.ok(shown.includes(`${apiId};rev=2`), "the plan says what is copied");
  });

  test("whose version set cannot be found asks nothing", async () => {
    const { run } = await shellWithApi({ apiVersion: "v1", apiVersionSetId: setId("gone") });
    await run([]);
    assert.equal(person.prompts.length, 0);
    assert.match(person.messages[0]?.text ?? "", /version set of “Basic Calculator” could not be found/);
  });
});

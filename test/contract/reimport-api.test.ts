import assert from "node:assert/strict";
import { setup, suite, test } from "mocha";
import { httpOptions } from "../../src/adapters/azure/http-options.ts";
import { SdkAzureCloud } from "../../src/adapters/azure/sdk-azure-cloud.ts";
import type { PolicyLevel } from "../../src/domain/apim.ts";
import { readApi } from "../../src/imports/index.ts";
import { readWsdl } from "../../src/imports/wsdl/read-wsdl.ts";
import { wsdlApi } from "../../src/imports/wsdl/wsdl-api.ts";
import { storeIn } from "../../src/resources/clouds.ts";
import { type ApiSettings, apimApi } from "../../src/resources/kinds/apim-api.ts";
import { authorizationServer } from "../../src/resources/kinds/authorization-server.ts";
import { importedApi } from "../../src/resources/kinds/imported-api.ts";
import { planImport } from "../../src/workflows/import-api/plan-import.ts";
import { planReimport, readApiSnapshot } from "../../src/workflows/import-api/plan-reimport.ts";
import { applyPlan, outcomeOf, undo } from "../support/journals.ts";
import { withSandbox } from "../support/sandbox.ts";
import { azureAccount, sandboxCalculator } from "../support/sandbox-accounts.ts";

const { signal } = new AbortController();

/** An operation as documents have it. */
const get = (operationId: string, summary: string) => ({
  get: {
    operationId,
    summary,
    parameters: ["a", "b"].map((name) => ({ name, in: "query", required: true, schema: { type: "string" } })),
    responses: { 200: { description: "" } },
  },
});

/** The calculator of tomorrow: subtraction has another id, multiplication is gone, powers are new. */
const tomorrow = {
  openapi: "3.0.1",
  info: { title: "Calculator", version: "2.0" },
  servers: [{ url: "https://elsewhere.example/" }],
  paths: {
    "/add": get("add-two-integers", "Add"),
    "/sub": get("minus", "Subtract"),
    "/div": get("divide-two-integers", "Divide"),
    "/pow": get("power", "Raise"),
  },
};

function described(document: object) {
  const read = readApi(JSON.stringify(document), undefined);
  assert.ok(read.kind === "api" && read.description);
  return { description: read.description, problems: read.problems, origin: "calculator.json" };
}

suite("imports on the sandbox", () => {
  const sandbox = withSandbox();
  let cloud: SdkAzureCloud;
  const owner = () => `${sandbox.info.azure.subscriptionId}/contoso-rg/contoso-apim`;
  const clouds = () => ({ azure: cloud, auth0: { shelves: new Map() } });
  const apply = (plan: Parameters<typeof applyPlan>[0]) => applyPlan(plan, clouds(), signal);
  const ref = (kind: string, id = "basic-calculator") => ({ kind, owner: owner(), id });
  const settings = async () => (await storeIn(cloud, apimApi).read(ref(apimApi.id), signal))?.value;
  const imported = async (id?: string) =>
    (await storeIn(cloud, importedApi).read(ref(importedApi.id, id), signal))?.value;

  setup(async () => {
    await sandbox.reset();
    const account = azureAccount(sandbox.info);
    const credentials = { clientSecret: sandbox.info.azure.clientSecret };
    cloud = new SdkAzureCloud({ account, credentials, http: await httpOptions(account) });
  });

  const around = (name: string) =>
    `<policies>\r\n\t<inbound>\r\n\t\t<base />\r\n\t\t<set-variable name="${name}" value="1" />\r\n\t</inbound>\r\n</policies>`;
  const level = (operationId?: string): PolicyLevel => {
    const { instance, apiId } = sandboxCalculator(sandbox.info);
    return operationId === undefined
      ? { kind: "api", instance, apiId }
      : { kind: "operation", instance, apiId, operationId };
  };
  const policyAt = async (operationId?: string) => {
    const text = (await cloud.readPolicy(level(operationId), signal))?.text;
    return text && /set-variable name="([^"]+)"/.exec(text)?.[1];
  };

  /** Links the calculator: two ways to sign in, and policies of the API and of three operations. */
  async function link(): Promise<void> {
    for (const id of ["people", "machines"]) {
      await storeIn(cloud, authorizationServer).create(
        ref(authorizationServer.id, id),
        {
          displayName: id,
          description: undefined,
          clientRegistrationEndpoint: "https://tenant.example/",
          authorizationEndpoint: "https://tenant.example/authorize",
          tokenEndpoint: undefined,
          clientId: "portal",
          grantTypes: ["authorizationCode"],
          clientAuthenticationMethods: [],
          defaultScope: undefined,
          tokenBodyParameters: [],
          useInTestConsole: true,
          useInApiDocumentation: false,
        },
        signal,
      );
    }
    const store = storeIn(cloud, apimApi);
    const before = await store.read(ref(apimApi.id), signal);
    assert.ok(before);
    const changes: Partial<ApiSettings> = {
      authorizationServers: [
        { authorizationServerId: "people", scope: "read:numbers" },
        { authorizationServerId: "machines" },
      ],
      subscriptionKeyParameterNames: { header: "X-Key", query: "key" },
      contact: { name: "Numbers" },
      termsOfServiceUrl: "https://numbers.example/terms",
    };
    await store.update(before, changes, signal);
    for (const name of [undefined, "add-two-integers", "subtract-two-integers", "multiply-two-integers"])
      await cloud.writePolicy(level(name), around(name ?? "whole-api"), undefined, signal);
  }

  const again = async (document: object = tomorrow) =>
    planReimport(described(document), await readApiSnapshot(cloud, ref(apimApi.id), signal), new Date(0));

  test("an import over a linked API keeps link, policies and user authorization", async () => {
    await link();
    const before = await settings();
    const journal = await apply(await again());
    assert.equal(outcomeOf(journal).status, "done", JSON.stringify(outcomeOf(journal)));
    const after = await settings();
    assert.deepEqual(
      { ...after, apiRevision: "1", apiRevisionDescription: undefined },
      { ...before, apiRevisionDescription: undefined },
    );
    assert.equal(after?.apiRevision, "2");
    assert.deepEqual((await imported())?.operations.map(({ name }) => name).sort(), [
      "add-two-integers",
      "divide-two-integers",
      "get-pow",
      "get-sub",
    ]);
    assert.deepEqual((await imported())?.products, ["unlimited"]);
    assert.deepEqual(
      [
        await policyAt(),
        await policyAt("add-two-integers"),
        await policyAt("get-sub"),
        await policyAt("get-pow"),
      ],
      ["whole-api", "add-two-integers", "subtract-two-integers", undefined],
    );
  });

  test("what goes and what gets another id is said with its policy before anything is written", async () => {
    await link();
    const { notes, unchanged, changes } = await again();
    const text = notes.join("\n");
    assert.match(
      text,
      /GET \/mul\?a=\{a\}&b=\{b\} \(multiply-two-integers\) is not in the document, so it goes, with its policy/,
    );
    assert.match(
      text,
      /\(subtract-two-integers\) gets the id get-sub in place of subtract-two-integers; its policy is taken along/,
    );
    assert.match(text, /2 operations stay with their ids and policies \(1 of them has one\), 1 new\./);
    assert.match(
      text,
      /Undoing makes it the current one again and deletes revision 2, with whatever was changed of its policies in the meantime; the releases stay/,
    );
    assert.match(unchanged.join("\n"), /go on signing in with people, machines.*\n.*products: unlimited/);
    assert.deepEqual(
      changes.map(({ id }) => id),
      ["import", "release"],
    );
    assert.deepEqual((await imported())?.revisions, ["1"]);
  });

  test("undone, everything is as it was, the gone operation with its policy too", async () => {
    await link();
    const before = [await settings(), await imported()];
    const journal = await apply(await again());
    const undone = await undo(journal, clouds(), signal);
    assert.deepEqual(
      undone.entries.map((entry) => entry.undo),
      [{ state: "undone" }, { state: "undone" }],
    );
    assert.deepEqual([await settings(), await imported()], before);
    assert.equal(await policyAt("multiply-two-integers"), "multiply-two-integers");
  });

  test("a second one makes the next revision", async () => {
    await apply(await again());
    const journal = await apply(
      await again({ ...tomorrow, paths: { "/add": get("add-two-integers", "Add") } }),
    );
    assert.equal(outcomeOf(journal).status, "done");
    assert.deepEqual((await imported())?.revisions, ["1", "2", "3"]);
    assert.equal((await settings())?.apiRevision, "3");
  });

  test("an API that somebody changed since the plan was shown is left as it is, and no revision is made", async () => {
    const plan = await again();
    const store = storeIn(cloud, apimApi);
    const before = await store.read(ref(apimApi.id), signal);
    assert.ok(before);
    await store.update(before, { path: "numbers" }, signal);
    const outcome = outcomeOf(await apply(plan));
    assert.match(
      outcome.failed?.message ?? "",
      /Somebody changed the API basic-calculator after the plan was made \(Path\)/,
    );
    assert.deepEqual((await imported())?.revisions, ["1"]);
  });

  test("an import that is cut off between its two requests is gone on with", async () => {
    await link();
    const plan = await again();
    const second = {
      service: "resourceManager",
      path: /\/basic-calculator[^/]*rev[^/]*2\?/,
      method: "PUT",
    } as const;
    sandbox.faults.add({ ...second, delayMs: 1, count: 1, follow: { ...second, reset: true, count: 1 } });
    const first = await apply(plan);
    assert.notEqual(outcomeOf(first).status, "done");
    assert.equal((await settings())?.apiRevision, "1");
    assert.match((await imported("basic-calculator;rev=2"))?.revisionDescription ?? "", /\(not finished\)$/);
    const other = await apply(plan);
    assert.equal(outcomeOf(other).status, "done", JSON.stringify(outcomeOf(other)));
    assert.equal((await settings())?.authorizationServers.length, 2);
  });

  test("a document that the service refuses leaves no revision behind", async () => {
    await link();
    const second = {
      service: "resourceManager",
      path: /\/basic-calculator[^/]*rev[^/]*2\?/,
      method: "PUT",
    } as const;
    const body = { error: { code: "ValidationError", message: "The document is not taken." } };
    sandbox.faults.add({
      ...second,
      delayMs: 1,
      count: 1,
      follow: { ...second, status: 400, body, count: 1 },
    });
    const outcome = outcomeOf(await apply(await again()));
    assert.match(outcome.failed?.message ?? "", /The document is not taken/);
    assert.doesNotMatch(outcome.failed?.message ?? "", /stays behind/);
    assert.deepEqual((await imported())?.revisions, ["1"]);
  });

  test("a document of another kind is refused", async () => {
    const snapshot = await readApiSnapshot(cloud, ref(apimApi.id), signal);
    const soap = { ...snapshot, settings: { ...snapshot.settings, type: "graphql" } };
    assert.throws(() => planReimport(described(tomorrow), soap, new Date(0)), { code: "invalid-input" });
  });

  for (const [what, document, format] of [
    ["OpenAPI 3", tomorrow, "openapi+json"],
    [
      "Swagger 2",
      {
        swagger: "2.0",
        info: { title: "Calculator" },
        host: "a.example",
        paths: { "/x": { get: { operationId: "x", responses: {} } } },
      },
      "swagger-json",
    ],
  ] as const) {
    test(`${what} becomes the API that the plan showed, and undoing deletes it`, async () => {
      const choices = {
        owner: owner(),
        apiId: "new",
        displayName: "New",
        path: "new",
        backend: "https://b.example/v1",
        subscriptionRequired: false,
      };
      const { description, ...rest } = described(document);
      const journal = await apply(planImport({ description, ...rest }, choices));
      assert.equal(outcomeOf(journal).status, "done", JSON.stringify(outcomeOf(journal)));
      const made = await imported("new");
      assert.deepEqual(
        [made?.displayName, made?.path, made?.serviceUrl, made?.subscriptionRequired],
        ["New", "new", "https://b.example/v1", false],
      );
      const names = (list: readonly { readonly name: string }[] = []) => list.map(({ name }) => name).sort();
      assert.deepEqual(names(made?.operations), names(description.operations), format);
      await undo(journal, clouds(), signal);
      assert.equal(await imported("new"), undefined);
    });
  }

  const wsdl = `<definitions name="Calc" xmlns="http://schemas.xmlsoap.org/wsdl/" xmlns:s="http://schemas.xmlsoap.org/wsdl/soap/" xmlns:t="urn:t">
  <portType name="P"><operation name="AddNumbers"/><operation name="Ping"/></portType>
  <binding name="B" type="t:P"><s:binding transport="http://schemas.xmlsoap.org/soap/http"/></binding>
  <service name="Calculator"><port name="Soap" binding="t:B"><s:address location="https://calc.example/soap"/></port></service>
</definitions>`;

  for (const soap of ["pass-through", "rest"] as const) {
    test(`WSDL becomes an API by ${soap}, with the operations that the plan showed`, async () => {
      const read = readWsdl(wsdl);
      const [endpoint] = read.endpoints;
      assert.ok(endpoint);
      const description = wsdlApi(wsdl, read, endpoint);
      const choices = {
        owner: owner(),
        apiId: "soap",
        displayName: "Soap",
        path: "soap",
        backend: "https://calc.example/soap",
        subscriptionRequired: true,
        soap,
      };
      const journal = await apply(planImport({ description, problems: [], origin: "calc.wsdl" }, choices));
      assert.equal(outcomeOf(journal).status, "done", JSON.stringify(outcomeOf(journal)));
      assert.deepEqual((await imported("soap"))?.operations.map(({ displayName }) => displayName).sort(), [
        "AddNumbers",
        "Ping",
      ]);
      const type = (await storeIn(cloud, apimApi).read(ref(apimApi.id, "soap"), signal))?.value.type;
      assert.equal(type, soap === "rest" ? "http" : "soap");
    });
  }
});

import assert from "node:assert/strict";
import type { Operation, OperationParameter, VersionScheme } from "../../../src/domain/apim.ts";
import {
  chooseOperation,
  operationRequest,
  planTestLink,
  readTestLink,
  runTestLink,
  type TestLinkResult,
} from "../../../src/workflows/test-link.ts";
import {
  basicCalculator,
  calculatorOperations,
  contosoApim,
  InMemoryApiCaller,
} from "../../support/in-memory/index.ts";
import { contentsOf, type InMemoryClouds, instance, signal, twoClouds, writes } from "./clouds.ts";
import { apply, failure, secure, takeBack } from "./securing.ts";

suite("test a link", () => {
  test("plans a machine-to-machine application and its grant, once", async () => {
    const clouds = await linked();
    const first = await prepare(clouds);
    assert.deepEqual(
      first.plan.changes.map(({ id, verb, needs }) => [id, verb, ...needs]),
      [
        ["test-application", "create"],
        ["test-grant", "create", "test-application"],
      ],
    );
    await apply(first.plan, clouds);
    const [grant] = clouds.auth0.clientGrants;
    assert.deepEqual(grant?.scopes, ["read:basic-calculator"]);
    const second = await prepare(clouds);
    assert.deepEqual(second.plan.changes, []);
    assert.equal(second.plan.unchanged.length, 2);
  });

  test("creates nothing for an API that has nothing to call", async () => {
    const clouds = await linked();
    const target = { api: basicCalculator, audience: "basic-calculator" };
    const snapshot = await readTestLink(clouds, target, signal);
    assert.throws(
      () => planTestLink({ ...snapshot, operations: [] }),
      failure("unsupported", /no operations/),
    );
  });

  test("grants again when only the application of an earlier test is left", async () => {
    const clouds = await linked();
    await apply((await prepare(clouds)).plan, clouds);
    clouds.auth0.clientGrants = [];
    const { plan } = await prepare(clouds);
    assert.deepEqual(
      plan.changes.map(({ id }) => id),
      ["test-grant"],
    );
    assert.equal((await apply(plan, clouds)).outcome.status, "done");
  });

  test("can be undone", async () => {
    const clouds = await linked();
    const before = contentsOf(clouds);
    const { plan } = await prepare(clouds);
    const { journal } = await apply(plan, clouds);
    await takeBack(journal, clouds);
    assert.deepEqual(contentsOf(clouds), before);
  });

  test("calls once without and once with a token, both with the subscription key", async () => {
    const clouds = await linked();
    const caller = gatewayThatChecks();
    const before = writes(clouds);
    const result = await run(clouds, caller);
    assert.equal(result.conclusion, "works");
    assert.deepEqual([result.assurance.kind, result.place, result.isOpen], ["assured", undefined, false]);
    assert.match(result.verdict, /works: 401 without a token, 200 with one/);
    assert.equal(result.url, "https://contoso-apim.azure-api.net/calc/add?a=1&b=1");
    assert.equal(caller.received.length, 2);
    const [without, withToken] = caller.received;
    assert.deepEqual(Object.keys(without?.headers ?? {}), ["Ocp-Apim-Subscription-Key"]);
    assert.equal(without?.headers["Ocp-Apim-Subscription-Key"], instance(clouds).masterKey);
    assert.match(withToken?.headers["Authorization"] ?? "", /^Bearer ey/);
    assert.equal(writes(clouds) - before, 2);
  });

  test("sends no key to an API that asks for none", async () => {
    const clouds = await linked();
    const { apis } = instance(clouds);
    const stored = apis.get("basic-calculator");
    assert.ok(stored);
    apis.set("basic-calculator", { ...stored, api: { ...stored.api, subscriptionRequired: false } });
    const caller = gatewayThatChecks();
    await run(clouds, caller);
    assert.deepEqual(caller.received[0]?.headers, {});
    assert.ok(!clouds.azure.calls.made.includes("readMasterKey"));
  });

  test("shows what the token says, and never the token", async () => {
    const caller = gatewayThatChecks();
    const result = await run(await linked(), caller);
    assert.equal(result.token?.claims["aud"], "basic-calculator");
    assert.equal(result.token?.algorithm, "RS256");
    const token = caller.received[1]?.headers["Authorization"]?.slice("Bearer ".length) ?? "";
    assert.ok(token.length > 20 && !JSON.stringify(result).includes(token));
  });

  test("shows neither token nor key when the API sends back what it was sent", async () => {
    const clouds = await linked();
    const caller = new InMemoryApiCaller(({ headers }) => ({
      status: headers["Authorization"] ? 200 : 401,
      headers: { "x-echo": headers["Authorization"] ?? "" },
      body: JSON.stringify(headers),
    }));
    const result = await run(clouds, caller);
    const token = caller.received[1]?.headers["Authorization"]?.slice("Bearer ".length) ?? "";
    const shown = JSON.stringify(result);
    assert.ok(token.length > 20 && !shown.includes(token));
    assert.ok(!shown.includes(instance(clouds).masterKey));
    assert.match(result.with.body, /Ocp-Apim-Subscription-Key/);
  });

  test("says so when the plan was not applied", async () => {
    const clouds = await linked();
    const running = runTestLink(clouds, gatewayThatChecks(), (await prepare(clouds)).snapshot, {}, signal);
    await assert.rejects(running, failure("invalid-input", /apply the plan/));
  });

  test("says that the tenant has no such API", async () => {
    const target = { api: basicCalculator, audience: "unknown" };
    await assert.rejects(
      readTestLink(twoClouds(), target, signal),
      failure("not-found", /“unknown”/, /Secure/),
    );
  });
});

suite("what the answers of a test mean", () => {
  const cases: readonly (readonly [string, number, number, RegExp, string?])[] = [
    ["an open door", 200, 200, /Anybody may call this operation/],
    ["a door closed by something else", 403, 200, /something else answers first/],
    [
      "a good token refused",
      401,
      401,
      /the cause is not known: .* this token should pass\. The gateway said: No entry/,
    ],
    ["a refusal that is not the policy's", 401, 403, /403 is not how the token checks .* refuse/],
    ["a token without the scope", 401, 403, /lacks a scope/],
    ["an operation that is not there", 401, 404, /no such operation/],
    ["a rate limit", 401, 429, /rate limit/],
    ["a gateway that cannot reach the tenant", 401, 500, /discovery document/],
    ["a missing key", 401, 401, /subscription key/, "Access denied due to missing subscription key."],
    ["values that do not fit", 401, 400, /sample values/],
  ];
  for (const [name, without, withToken, verdict, body = "No entry"] of cases) {
    test(`${without} and ${withToken}: ${name}`, async () => {
      const caller = new InMemoryApiCaller(({ headers }) => ({
        status: headers["Authorization"] ? withToken : without,
        body,
      }));
      const result = await run(await linked(), caller);
      assert.equal(result.conclusion, "failed");
      assert.match(result.verdict, verdict);
    });
  }
});

const unversioned = { instance: contosoApim, api: basicCalculator, versionScheme: undefined };

suite("the call of a test", () => {
  test("is the GET operation for which the least must be made up", () => {
    const free = operation("free", {
      queryParameters: [parameter("a"), parameter("b", { defaultValue: "2" })],
    });
    const easy = operation("easy", { queryParameters: [parameter("a", { values: ["x"] })] });
    const post = operation("post", { method: "POST" });
    assert.equal(chooseOperation(basicCalculator, [post, free, easy]), easy);
  });

  test("is none when the API has no operation, or none that changes nothing", () => {
    const none = () => chooseOperation(basicCalculator, []);
    assert.throws(none, failure("unsupported", /no operations/, /Add a GET/));
    const writing = () => chooseOperation(basicCalculator, [operation("post", { method: "POST" })]);
    assert.throws(writing, failure("unsupported", /no GET operation/));
  });

  const addresses: readonly (readonly [string, Partial<Operation>, string])[] = [
    [
      "its parameters in the path",
      { urlTemplate: "/sums/{a}/{*rest}", templateParameters: [parameter("a", { values: ["é/1"] })] },
      "sums/%C3%A9%2F1/1",
    ],
    [
      "required parameters in the query",
      { queryParameters: [parameter("a b"), parameter("c", { required: false })] },
      "op?a%20b=1",
    ],
    [
      "a query in its template",
      { urlTemplate: "/op?kind={kind}", queryParameters: [parameter("a")] },
      "op?kind=1&a=1",
    ],
    ["the root", { urlTemplate: "/" }, ""],
  ];
  for (const [name, changes, rest] of addresses) {
    test(`has ${name}`, () => {
      const { url, headers } = operationRequest(unversioned, operation("op", changes));
      assert.deepEqual(headers, {});
      assert.equal(url, `https://contoso-apim.azure-api.net/calc${rest === "" ? "" : `/${rest}`}`);
    });
  }

  const versions: readonly (readonly [string, VersionScheme, string, Record<string, string>])[] = [
    ["in the path", { kind: "segment" }, "calc/v%202/add?a=49&b=0", {}],
    ["in a header", { kind: "header", name: "Api-Version" }, "calc/add?a=49&b=0", { "Api-Version": "v 2" }],
    ["in the query", { kind: "query", name: "api version" }, "calc/add?a=49&b=0&api%20version=v%202", {}],
  ];
  for (const [name, versionScheme, address, headers] of versions) {
    test(`has the values that a person gave, and the version ${name}`, () => {
      const api = { ...basicCalculator, version: "v 2" };
      const [add] = calculatorOperations;
      assert.ok(add);
      const request = operationRequest({ instance: contosoApim, api, versionScheme }, add, {
        a: "49",
        b: "0",
      });
      assert.deepEqual(request, { url: `https://contoso-apim.azure-api.net/${address}`, headers });
    });
  }

  test("has no version where the API has none, whatever the version set says", () => {
    const versionScheme = { kind: "header", name: "Api-Version" } as const;
    const request = operationRequest({ ...unversioned, versionScheme }, operation("op"));
    assert.deepEqual(request, { url: "https://contoso-apim.azure-api.net/calc/op", headers: {} });
  });

  test("cannot be made without a gateway", () => {
    const service = { ...contosoApim, gatewayUrl: undefined };
    const request = () => operationRequest({ ...unversioned, instance: service }, operation("op"));
    assert.throws(request, failure("unsupported", /contoso-apim names no gateway/));
  });
});

async function linked(): Promise<InMemoryClouds> {
  const clouds = twoClouds();
  await secure(clouds);
  return clouds;
}

async function prepare(clouds: InMemoryClouds) {
  const target = { api: basicCalculator, audience: "basic-calculator" };
  const snapshot = await readTestLink(clouds, target, signal);
  return { snapshot, plan: planTestLink(snapshot) };
}

async function run(clouds: InMemoryClouds, caller: InMemoryApiCaller): Promise<TestLinkResult> {
  await apply((await prepare(clouds)).plan, clouds);
  return runTestLink(clouds, caller, (await prepare(clouds)).snapshot, {}, signal);
}

/** 200 with a bearer token, 401 without. */
function gatewayThatChecks(): InMemoryApiCaller {
  return new InMemoryApiCaller(({ headers }) => ({ status: headers["Authorization"] ? 200 : 401 }));
}

function operation(operationId: string, changes: Partial<Operation> = {}): Operation {
  return {
    id: `${basicCalculator.id}/operations/${operationId}`,
    operationId,
    displayName: operationId,
    method: "GET",
    urlTemplate: "/op",
    templateParameters: [],
    queryParameters: [],
    ...changes,
  };
}

function parameter(name: string, changes: Partial<OperationParameter> = {}): OperationParameter {
  return { name, required: true, defaultValue: undefined, values: [], ...changes };
}

import assert from "node:assert/strict";
import { setup, suite, teardown, test } from "mocha";
import { accessOf, type InstanceSnapshot } from "../../src/access/index.ts";
import type { Exchange } from "../../src/sandbox/exchange.ts";
import { createPrincipal } from "../../src/sandbox/seed/azure.ts";
import { readInstanceSnapshot } from "../../src/workflows/read-access/read-instance.ts";
import { apimClient, contosoInstance } from "../support/azure-clients.ts";
import { recordExchange } from "../support/contracts/recorder.ts";
import { withSandbox } from "../support/sandbox.ts";
import { openAzure } from "../support/sandbox-accounts.ts";
import { jwt } from "../unit/access/instance.ts";
import { Folder, run } from "./cli-program.ts";

const inbound = (content: string) => `<policies><inbound>${content}</inbound></policies>`;

suite("who gets in at a live instance, with the official SDKs on the sandbox", function () {
  this.timeout(60_000);
  let exchanges: Exchange[] = [];
  const sandbox = withSandbox({
    record(exchange) {
      exchanges.push(exchange);
      recordExchange(exchange);
    },
  });
  const instance = () => ({
    subscriptionId: sandbox.info.azure.subscriptionId,
    resourceGroup: "contoso-rg",
    serviceName: "contoso-apim",
  });
  const id = () =>
    `/subscriptions/${instance().subscriptionId}/resourceGroups/contoso-rg/providers/Microsoft.ApiManagement/service/contoso-apim`;
  const read = async (): Promise<InstanceSnapshot> =>
    readInstanceSnapshot(await openAzure(sandbox.info), instance(), new AbortController().signal);
  const contract = (value: string) => ({ value, format: "rawxml" });

  setup(async () => {
    await sandbox.reset();
    const client = apimClient(sandbox);
    const [group, name] = contosoInstance;
    const poll = { updateIntervalInMs: 10 };
    await client.namedValue.beginCreateOrUpdateAndWait(
      group,
      name,
      "tenant",
      { displayName: "tenant", value: "acme" },
      poll,
    );
    await client.policyFragment.beginCreateOrUpdateAndWait(
      group,
      name,
      "check",
      { value: `<fragment>${jwt("{{tenant}}")}</fragment>`, format: "rawxml" },
      poll,
    );
    await client.apiPolicy.createOrUpdate(
      group,
      name,
      "basic-calculator",
      "policy",
      contract(inbound('<base/><include-fragment fragment-id="check"/>')),
    );
    await client.apiOperationPolicy.createOrUpdate(
      group,
      name,
      "basic-calculator",
      "add-two-integers",
      "policy",
      contract(inbound("<trace source='a'>b</trace>")),
    );
    await client.product.createOrUpdate(group, name, "partners", {
      displayName: "Partners",
      subscriptionRequired: true,
    });
    await client.productApi.createOrUpdate(group, name, "partners", "basic-calculator");
    exchanges = [];
  });

  test("is told as from a folder: every level, fragments, named values, products", async () => {
    const { entries, notes } = accessOf(await read());
    const told = entries
      .filter(({ api }) => api === "basic-calculator")
      .map(({ operation, product, verdict }) => `${operation} ${product} ${verdict}`);
    assert.ok(told.includes("add-two-integers null key"), told.join("\n"));
    assert.ok(told.includes("subtract-two-integers null restricted"), told.join("\n"));
    assert.ok(told.includes("subtract-two-integers partners restricted"), told.join("\n"));
    const [check] =
      entries
        .find(({ operation, product }) => operation === "subtract-two-integers" && product === null)
        ?.paths[0]?.checks.slice(1) ?? [];
    assert.deepEqual(check?.issuers, ["https://acme.eu.auth0.com/"]);
    assert.deepEqual(check?.from, { scope: "fragment", file: `${id()}/policyFragments/check`, line: 2 });
    assert.deepEqual(notes.map((note) => note.split(/[.:]/)[0]).sort(), [
      "Only policies that the service itself lists are read",
      "Other revisions are read of APIs that have had some, or where a policy tells of one",
    ]);
  });

  test("takes a request for each policy, each list of operations and of a product's APIs, further pages, and five more", async () => {
    const snapshot = await read();
    const requests = exchanges.filter(({ service }) => service === "resourceManager");
    const pages = requests.filter(({ url }) => /skip/.test(url)).length;
    const [space] = snapshot.spaces;
    assert.ok(space);
    const sources = [
      space.policy,
      ...space.products.map((one) => one.policy),
      ...space.apis.flatMap((api) => [api.policy, ...api.operations.map(({ policy }) => policy)]),
    ];
    const policies = sources.filter((source) => source !== undefined).length + space.fragments.size;
    const most = policies + space.apis.length + space.products.length + pages + 5;
    assert.ok(requests.length <= most, `${requests.length} requests, ${most} at most`);
  });

  test("is read level by level where the service does not list its policies", async () => {
    sandbox.faults.add({ service: "resourceManager", path: "/allPolicies", status: 403 });
    const { entries } = accessOf(await read());
    assert.equal(
      entries.find(({ operation, product }) => operation === "add-two-integers" && product === null)?.verdict,
      "key",
    );
    assert.equal(
      entries.find(({ operation, product }) => operation === "subtract-two-integers" && product === null)
        ?.verdict,
      "restricted",
    );
  });

  test("a policy that cannot be read is unknown and named, and hides nothing else", async () => {
    sandbox.faults.add({
      service: "resourceManager",
      path: "/operations/subtract-two-integers/policies",
      status: 403,
    });
    const client = apimClient(sandbox);
    await client.apiOperationPolicy.createOrUpdate(
      ...contosoInstance,
      "basic-calculator",
      "multiply-two-integers",
      "policy",
      contract(inbound("<base/>")),
    );
    sandbox.faults.add({
      service: "resourceManager",
      path: "/operations/multiply-two-integers/policies",
      status: 403,
    });
    const { entries, notes } = accessOf(await read());
    assert.equal(
      entries.find(({ operation, product }) => operation === "multiply-two-integers" && product === null)
        ?.verdict,
      "unknown",
    );
    assert.equal(
      entries.find(({ operation, product }) => operation === "subtract-two-integers" && product === null)
        ?.verdict,
      "restricted",
    );
    assert.match(notes.join(), /multiply/);
  });

  test("revisions that the service lists among the APIs are told, also where it leaves out that they are not current", async () => {
    const client = apimClient(sandbox);
    const current = await client.api.get(...contosoInstance, "basic-calculator");
    const copy = { path: "calc", sourceApiId: current.id ?? "", subscriptionRequired: false };
    const at = [...contosoInstance, "basic-calculator;rev=2"] as const;
    await client.api.beginCreateOrUpdateAndWait(...at, copy, { updateIntervalInMs: 1 });
    await client.apiPolicy.delete(...at, "policy", "*");
    await client.apiOperationPolicy.delete(...at, "add-two-integers", "policy", "*");
    const { entries: before, notes } = accessOf(await read());
    assert.ok(!before.some(({ api }) => api.includes(";rev=")), "the sandbox lists current ones only");
    assert.match(notes.join("\n"), /cannot be told from none/);
    const resources = sandbox.state.azure.resources;
    const shown = [`${id()}/apis/basic-calculator`, `${id()}/apis/basic-calculator;rev=2`].map((one) => {
      const { id: full, type, name, properties } = resources[one.toLowerCase()] ?? assert.fail(one);
      const { isCurrent: _, ...rest } = properties;
      return { id: full, type, name, properties: name.includes(";rev=") ? rest : properties };
    });
    sandbox.faults.add({
      service: "resourceManager",
      path: /\/service\/contoso-apim\/apis\?/,
      status: 200,
      body: { value: shown, count: 2, nextLink: "" },
      count: 1,
    });
    const { entries } = accessOf(await read());
    const verdicts = new Set(entries.map(({ api, verdict }) => `${api} ${verdict}`));
    assert.ok(verdicts.has("basic-calculator;rev=2 open"), [...verdicts].join());
  });

  suite("by the command line", () => {
    const folder = new Folder();
    setup(() => {
      process.env["AUTH0_APIM_SANDBOX_INFO"] = folder.write("sandbox.json", JSON.stringify(sandbox.info));
    });
    teardown(() => {
      Reflect.deleteProperty(process.env, "AUTH0_APIM_SANDBOX_INFO");
    });

    test("it is named by its resource id, and a sandbox by its file", async () => {
      const { code, stdout, stderr } = await run(["access", "--instance", id(), "--format", "json"]);
      assert.deepEqual([code, stderr], [0, ""]);
      assert.deepEqual(
        JSON.parse(stdout).entries,
        JSON.parse(JSON.stringify(accessOf(await read()).entries)),
      );
    });

    test("2 without rights, for another id, and with words that do not go together", async () => {
      const stranger = createPrincipal([]);
      sandbox.state.azure.principals.push(stranger);
      const { clientId, clientSecret } = stranger;
      const azure = { ...sandbox.info.azure, clientId, clientSecret };
      folder.write("sandbox.json", JSON.stringify({ ...sandbox.info, azure }));
      const refused = await run(["access", "--instance", id()]);
      assert.deepEqual([refused.code, refused.stdout], [2, ""]);
      for (const args of [
        ["--instance", "contoso-apim"],
        ["--instance", id(), "."],
        ["--instance", id(), "--configuration", "a"],
      ]) {
        assert.equal((await run(["access", ...args])).code, 2, args.join(" "));
      }
      folder.write("sandbox.json", "{}");
      assert.equal((await run(["access", "--instance", id()])).code, 2);
    });
  });
});

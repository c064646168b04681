import assert from "node:assert/strict";
import { setup, suite, test } from "mocha";
import { accessOf } from "../../src/access/index.ts";
import { apimService } from "../../src/sandbox/azure/gateway-view.ts";
import type { Exchange } from "../../src/sandbox/exchange.ts";
import { readInstanceSnapshot } from "../../src/workflows/read-access/read-instance.ts";
import { apimClient, contosoInstance } from "../support/azure-clients.ts";
import { recordExchange } from "../support/contracts/recorder.ts";
import { withSandbox } from "../support/sandbox.ts";
import { openAzure } from "../support/sandbox-accounts.ts";
import { jwt } from "../unit/access/instance.ts";

const inbound = (value: string) => ({
  value: `<policies><inbound><base />${value}</inbound></policies>`,
  format: "rawxml" as const,
});
const fast = { updateIntervalInMs: 1 };

suite("who gets in at the workspaces of a live instance, with the official SDKs on the sandbox", function () {
  this.timeout(60_000);
  let exchanges: Exchange[] = [];
  const sandbox = withSandbox({
    record(exchange) {
      exchanges.push(exchange);
      recordExchange(exchange);
    },
  });
  const read = async () => {
    const { subscriptionId } = sandbox.info.azure;
    const instance = { subscriptionId, resourceGroup: "contoso-rg", serviceName: "contoso-apim" };
    const cloud = await openAzure(sandbox.info);
    exchanges = [];
    const snapshot = await readInstanceSnapshot(cloud, instance, new AbortController().signal);
    const { entries, notes } = accessOf(snapshot);
    const told = entries.map(({ api, operation, product, verdict }) =>
      [api, operation, product, verdict].map(String).join(" "),
    );
    const requests = exchanges.filter(({ service }) => service === "resourceManager");
    return { snapshot, entries, notes: notes.join("\n"), told, requests };
  };

  /** A workspace with APIs of `operations` operations each, one of which has a policy, and a product that all are in. */
  async function makeWorkspace(name: string, apis: readonly string[], operations = 2): Promise<void> {
    const client = apimClient(sandbox);
    const at = [...contosoInstance, name] as const;
    await client.workspace.createOrUpdate(...at, { displayName: name });
    await client.workspaceProduct.createOrUpdate(...at, "starter", { displayName: "Starter" });
    const value = { displayName: "tenant", value: "acme" };
    await client.workspaceNamedValue.beginCreateOrUpdateAndWait(...at, "tenant", value, fast);
    const check = { format: "rawxml" as const, value: `<fragment>${jwt("{{tenant}}")}</fragment>` };
    await client.workspacePolicyFragment.beginCreateOrUpdateAndWait(...at, "check", check, fast);
    for (const api of apis) {
      const made = await client.workspaceApi.beginCreateOrUpdateAndWait(
        ...at,
        api,
        { displayName: api, path: `${name}-${api}`, subscriptionRequired: false },
        fast,
      );
      for (let index = 0; index < operations; index += 1) {
        const operation = { displayName: `${index}`, method: "GET", urlTemplate: `/${index}` };
        await client.workspaceApiOperation.createOrUpdate(...at, api, `op-${index}`, operation);
      }
      const policy = inbound('<include-fragment fragment-id="check" />');
      await client.workspaceApiOperationPolicy.createOrUpdate(...at, api, "op-0", "policy", policy);
      await client.workspaceProductApiLink.createOrUpdate(...at, "starter", `link-${api}`, {
        apiId: made.id ?? "",
      });
    }
  }

  setup(() => sandbox.reset());

  test("every level is read: the workspace's, its products', APIs' and operations', with its fragments and named values", async () => {
    await makeWorkspace("team", ["orders"]);
    const { entries, told } = await read();
    const ofTeam = told.filter((line) => line.startsWith("team/"));
    assert.deepEqual(ofTeam, [
      "team/orders op-0 null restricted",
      "team/orders op-0 starter restricted",
      "team/orders op-1 null open",
      "team/orders op-1 starter key",
    ]);
    const [check] =
      entries.find(({ api, operation }) => api === "team/orders" && operation === "op-0")?.paths[0]?.checks ??
      [];
    assert.deepEqual(check?.issuers, ["https://acme.eu.auth0.com/"]);
    assert.match(
      check?.from.file ?? "",
      /\/service\/contoso-apim\/workspaces\/team\/policyFragments\/check$/,
    );
    await apimClient(sandbox).workspacePolicy.createOrUpdate(
      ...contosoInstance,
      "team",
      "policy",
      inbound(jwt("partner")),
    );
    const again = await read();
    const [ofWorkspace] = again.entries.find(({ operation }) => operation === "op-1")?.paths[0]?.checks ?? [];
    assert.equal(ofWorkspace?.from.scope, "workspace");
    assert.match(ofWorkspace?.from.file ?? "", /\/workspaces\/team\/policies\/policy$/);
  });

  test("a workspace takes lists of its own: one each of its APIs, products and named values, and a request for its policy", async () => {
    await makeWorkspace("team", ["orders", "carts", "stock"]);
    await makeWorkspace("others", ["bills"]);
    const { snapshot, requests } = await read();
    const apis = snapshot.spaces.flatMap((space) => space.apis);
    const products = snapshot.spaces.flatMap((space) => space.products);
    const sources = [
      ...snapshot.spaces.map(({ policy }) => policy),
      ...products.map(({ policy }) => policy),
      ...apis.flatMap((api) => [api.policy, ...api.operations.map(({ policy }) => policy)]),
      ...snapshot.spaces.flatMap(({ fragments }) => [...fragments.values()]),
    ];
    const policies = sources.filter((source) => source !== undefined).length;
    const pages = requests.filter(({ url }) => /skip/.test(url)).length;
    const ofWorkspaces = 2 * 4;
    const most = policies + apis.length + products.length + pages + 5 + ofWorkspaces;
    console.log(
      `      ${requests.length} requests, ${most} at most: ${policies} policies, ${apis.length} APIs, ${products.length} products, 2 workspaces`,
    );
    assert.ok(requests.length <= most, requests.map(({ url }) => url).join("\n"));
  });

  test("an instance without any, or in a tier without them, is asked once and tells nothing of them", async () => {
    const asked = ({ requests }: Awaited<ReturnType<typeof read>>) =>
      requests.filter(({ url }) => url.includes("/workspaces")).map(({ status }) => status);
    const none = await read();
    assert.deepEqual(asked(none), [200]);
    const { envelope } = apimService(sandbox.state.azure);
    assert.ok(envelope);
    envelope["sku"] = { name: "Consumption", capacity: 0 };
    const inTier = await read();
    assert.deepEqual([asked(inTier), inTier.told, inTier.notes], [[400], none.told, none.notes]);
    assert.doesNotMatch(none.notes, /workspace/i);
  });

  test("a workspace without rights is named, and the others and the instance are told", async () => {
    await makeWorkspace("team", ["orders"]);
    await makeWorkspace("others", ["bills"]);
    sandbox.faults.add({ service: "resourceManager", path: "/workspaces/team/", status: 403, body: refusal });
    const { told, notes } = await read();
    assert.deepEqual(
      told.filter((line) => line.startsWith("team/")),
      ["team/? null null unknown"],
    );
    assert.ok(told.includes("others/bills op-1 null open"), told.join("\n"));
    assert.ok(told.some((line) => line.startsWith("basic-calculator ")));
    assert.match(notes, /APIs of workspace team/);
  });

  test("revisions of their APIs are told", async () => {
    await makeWorkspace("team", ["orders"]);
    const client = apimClient(sandbox);
    const at = [...contosoInstance, "team"] as const;
    const { id = "" } = await client.workspaceApi.get(...at, "orders");
    const copy = { path: "team-orders", sourceApiId: id, subscriptionRequired: false };
    await client.workspaceApi.beginCreateOrUpdateAndWait(...at, "orders;rev=2", copy, fast);
    await client.workspaceApiRelease.createOrUpdate(...at, "orders", "r", { apiId: `${id};rev=2` });
    const { told } = await read();
    assert.ok(told.includes("team/orders;rev=1 op-0 null restricted"), told.join("\n"));
    assert.ok(told.includes("team/orders;rev=1 op-1 null open"), told.join("\n"));
  });
});

const refusal = {
  error: {
    code: "AuthorizationFailed",
    message: "The client does not have authorization to perform action 'read' over scope 'team'.",
  },
};

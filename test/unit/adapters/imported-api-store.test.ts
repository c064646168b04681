import assert from "node:assert/strict";
import { suite, test } from "mocha";
import type { InstanceCalls } from "../../../src/adapters/azure/kinds/azure-store.ts";
import { importedApiStore } from "../../../src/adapters/azure/kinds/imported-api-store.ts";
import { ResourceManagerCalls } from "../../../src/adapters/azure/resource-manager-calls.ts";
import { Failure } from "../../../src/core/failure.ts";
import type { PolicyLevel } from "../../../src/domain/apim.ts";
import { importedApi } from "../../../src/resources/kinds/imported-api.ts";

const { signal } = new AbortController();
const operation = { name: "list", method: "GET", urlTemplate: "/all", displayName: "All" };

type Api = Readonly<Record<string, unknown>> & { readonly name: string; readonly eTag: string };

/** An instance with the API `orders`, as far as a store asks it; an import loses the policies of operations. */
function service() {
  const apis = new Map<string, Api>();
  const texts = new Map<string, string>([["orders/list", "<policies />"]]);
  const keyOf = (level: PolicyLevel) =>
    level.kind === "operation" ? `${level.apiId}/${level.operationId}` : "apiId" in level ? level.apiId : "";
  const put = (id: string, settings: object) =>
    apis.set(id, { ...apis.get(id), ...settings, name: id, eTag: `"${apis.size}"` });
  put("orders", { displayName: "Orders", path: "orders", apiRevision: "1", protocols: ["https"] });
  const all = (items: readonly object[]) =>
    (async function* () {
      yield* items;
    })();
  const client = {
    api: {
      get: async (_: string, __: string, id: string) => {
        const found = apis.get(id);
        if (found) return found;
        const bodyAsText = JSON.stringify({ error: { code: "ResourceNotFound", message: "API not found." } });
        throw Object.assign(new Error("404"), {
          name: "RestError",
          statusCode: 404,
          response: { bodyAsText },
        });
      },
      beginCreateOrUpdate: async (_: string, __: string, id: string, settings: object) => {
        if ("format" in settings) refusals.pop()?.();
        put(id, settings);
        return { pollUntilDone: async () => {} };
      },
      beginDelete: async (_: string, __: string, id: string, version: string) => {
        assert.equal(version, apis.get(id)?.eTag);
        apis.delete(id);
        return { pollUntilDone: async () => {} };
      },
      update: async (_: string, __: string, id: string, ___: string, settings: object) => {
        put(id, settings);
      },
    },
    apiOperation: { listByApi: () => all([operation]) },
    apiProduct: { listByApis: () => all([]) },
    apiRevision: { listByService: () => all([{ apiRevision: "1" }]) },
  };
  const failures: Failure[] = [];
  /** What is done when a document comes. */
  const refusals: (() => void)[] = [];
  const policies = {
    readPolicy: async (level: PolicyLevel) => {
      const text = texts.get(keyOf(level));
      return text === undefined ? undefined : { level, text, etag: '"1"' };
    },
    writePolicy: async (level: PolicyLevel, text: string) => {
      const failure = failures.pop();
      if (failure) throw failure;
      texts.set(keyOf(level), text);
      return { level, text, etag: '"1"' };
    },
  };
  const peer = { name: "Azure", host: "azure.example", isSandbox: false };
  const calls = new ResourceManagerCalls({ peer, authority: peer, account: "azure" });
  const on = { calls, longCalls: calls, client: () => client, pollInterval: 0 };
  const store = importedApiStore(on as unknown as InstanceCalls, policies as never);
  return { store, apis, put, texts, failures, refusals };
}

const ref = { kind: importedApi.id, owner: "s/g/contoso", id: "orders;rev=2" };
const draft = {
  displayName: "Orders",
  path: "orders",
  serviceUrl: undefined,
  subscriptionRequired: true,
  operations: [operation],
  source: "orders",
  revisionDescription: "Import of Orders",
  document: { format: "openapi+json", value: "{}" },
} as const;

const refuse = (): never => {
  const bodyAsText = JSON.stringify({ error: { code: "ValidationError", message: "Bad document." } });
  throw Object.assign(new Error("400"), { name: "RestError", statusCode: 400, response: { bodyAsText } });
};

suite("an import over an API", () => {
  test("whose document is refused leaves no revision behind", async () => {
    const { store, apis, refusals } = service();
    refusals.push(refuse);
    const failure = await store.create(ref, draft, signal).catch((error: unknown) => error);
    assert.ok(failure instanceof Failure && failure.code === "rejected", String(failure));
    assert.match(failure.text, /Bad document/);
    assert.doesNotMatch(failure.text, /stays behind/);
    assert.deepEqual([...apis.keys()], ["orders"]);
    assert.equal((await store.create(ref, draft, signal)).value.revisionDescription, "Import of Orders");
  });

  for (const [what, meanwhile, why] of [
    ["changed", { description: "Mine now." }, /it was changed since it was begun/],
    ["made current", { isCurrent: true }, /made the current one since/],
  ] as const) {
    test(`whose document is refused leaves a revision that somebody has ${what} meanwhile, and says so`, async () => {
      const { store, apis, put, refusals } = service();
      refusals.push(() => {
        put(ref.id, meanwhile);
        refuse();
      });
      const failure = await store.create(ref, draft, signal).catch((error: unknown) => error);
      assert.ok(failure instanceof Failure && failure.code === "rejected", String(failure));
      assert.match(
        failure.text,
        /The revision orders;rev=2 \(“Import of Orders \(not finished\)”\) stays behind/,
      );
      assert.match(failure.text, why);
      assert.match(failure.text, /Delete it in the API's revisions/);
      assert.ok(apis.has(ref.id));
    });
  }

  test("whose outcome is not known takes nothing back: trying again goes on with it", async () => {
    const { store, apis, refusals } = service();
    refusals.push(() => {
      throw Object.assign(new Error("reset"), { code: "ECONNRESET" });
    });
    await assert.rejects(store.create(ref, draft, signal), { code: "unreachable" });
    assert.ok(apis.has(ref.id));
    assert.equal((await store.create(ref, draft, signal)).value.revisionDescription, "Import of Orders");
  });

  test("of which a policy may not be written says that the revision stays", async () => {
    const { store, apis, failures } = service();
    failures.push(new Failure("forbidden", "No right to write policies."));
    const failure = await store.create(ref, draft, signal).catch((error: unknown) => error);
    assert.ok(failure instanceof Failure && failure.code === "forbidden", String(failure));
    assert.match(
      failure.text,
      /No right .* stays behind, since its policies and settings could not be put right/,
    );
    assert.ok(apis.has(ref.id));
  });

  test("that fails before all policies are there is gone on with, and not taken for finished", async () => {
    const { store, apis, texts, failures } = service();
    failures.push(new Failure("rate-limited", "Too many requests."));
    await assert.rejects(store.create(ref, draft, signal), { code: "rate-limited" });
    assert.equal(apis.get(ref.id)?.["apiRevisionDescription"], "Import of Orders (not finished)");
    const made = await store.create(ref, draft, signal);
    assert.equal(texts.get("orders;rev=2/list"), "<policies />");
    assert.equal(made.value.revisionDescription, "Import of Orders");
  });
});

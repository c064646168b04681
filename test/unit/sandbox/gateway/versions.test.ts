import assert from "node:assert/strict";
import { setup, suite, test } from "mocha";
import type { JsonObject } from "../../../../src/sandbox/azure/state.ts";
import { service, withInstance } from "./instance.ts";

suite("sandbox gateway: versions of an API", () => {
  const instance = withInstance();
  setup(() => instance.seed());

  /** An API that answers its own name and version, and the path that reaches its backend. */
  function putApi(name: string, properties: JsonObject): void {
    const api = `${service}/apis/${name}`;
    instance.put(api, { path: "orders", subscriptionRequired: false, ...properties });
    instance.put(`${api}/operations/one`, { method: "GET", urlTemplate: "/one" });
    instance.put(`${api}/operations/root`, { method: "GET", urlTemplate: "/" });
    const answer = `@(context.Api.Id + " " + context.Api.Version + " " + context.Request.Url.Path)`;
    instance.policy(`<return-response><set-body>${answer}</set-body></return-response>`, api);
  }

  function putVersions(set: JsonObject, ...versions: readonly (string | undefined)[]): void {
    const id = `${service}/apiVersionSets/orders`;
    instance.put(id, { displayName: "Orders", ...set });
    for (const version of versions) {
      const own = version === undefined ? {} : { apiVersion: version };
      putApi(version ?? "original", { apiVersionSetId: id, ...own });
    }
  }

  async function ask(path: string, headers: Record<string, string> = {}): Promise<string | number> {
    const response = await instance.call(path, { headers });
    return response.status === 200 ? await response.text() : response.status;
  }

  test("stand in the path", async () => {
    putVersions({ versioningScheme: "Segment" }, "v1", "v2");
    assert.equal(await ask("/orders/v1/one"), "v1 v1 /one");
    assert.equal(await ask("/orders/V2/one?x=1"), "v2 v2 /one");
    assert.equal(await ask("/orders/v2"), "v2 v2 /");
    assert.equal(await ask("/orders/one"), 404);
    assert.equal(await ask("/orders/v10/one"), 404);
  });

  test("stand in a query parameter, its name in any case", async () => {
    putVersions({ versioningScheme: "Query", versionQueryName: "api-version" }, "2026-01-01", "v2");
    assert.equal(await ask("/orders/one?api-version=2026-01-01"), "2026-01-01 2026-01-01 /one");
    assert.equal(await ask("/orders/one?a=1&API-Version=V2"), "v2 v2 /one");
    assert.equal(await ask("/orders/one"), 404);
  });

  test("stand in a header", async () => {
    putVersions({ versioningScheme: "Header", versionHeaderName: "X-Version" }, "v1", "v2");
    assert.equal(await ask("/orders/one", { "x-version": "v2" }), "v2 v2 /one");
    assert.equal(await ask("/orders/one?X-Version=v2"), 404);
  });

  const original = "original  /one";
  const schemes: readonly (readonly [JsonObject, string, Record<string, string>])[] = [
    [{ versioningScheme: "Segment" }, "/orders/v1/one", {}],
    [{ versioningScheme: "Query", versionQueryName: "v" }, "/orders/one?v=v1", {}],
    [{ versioningScheme: "Header", versionHeaderName: "V" }, "/orders/one", { v: "v1" }],
  ];
  for (const [set, path, headers] of schemes) {
    test(`by ${String(set["versioningScheme"])} leave the original where it was`, async () => {
      putVersions(set, undefined, "v1");
      assert.equal(await ask("/orders/one"), original);
      assert.equal(await ask(path, headers), "v1 v1 /one");
    });
  }

  test("that no API has go to none, the original's checks are not passed by", async () => {
    putVersions({ versioningScheme: "Query", versionQueryName: "v" }, undefined, "v1");
    assert.equal(await ask("/orders/one?v=v3"), 404);
  });

  test("of a revision that is not current are not reached", async () => {
    putVersions({ versioningScheme: "Segment" }, "v1");
    const set = `${service}/apiVersionSets/orders`;
    putApi("v1;rev=2", { apiVersionSetId: set, apiVersion: "v1", isCurrent: false });
    assert.equal(await ask("/orders/v1/one"), "v1 v1 /one");
  });
});

import assert from "node:assert/strict";
import { setup, suite, test } from "mocha";
import { api, service, withInstance } from "./instance.ts";

const workspace = `${service}/workspaces/team`;

suite("sandbox gateway: workspaces", () => {
  const instance = withInstance();
  const orders = `${workspace}/apis/orders`;
  setup(() => {
    instance.seed();
    instance.put(workspace, { displayName: "Team" });
    const properties = { path: "team", displayName: "Orders", serviceUrl: instance.backendUrl };
    instance.put(orders, { ...properties, subscriptionRequired: false });
    instance.put(`${orders}/operations/add`, { method: "GET", urlTemplate: "/add", displayName: "Add" });
  });

  const ask = async (headers: Record<string, string> = {}) => {
    const response = await instance.call("/team/add?a=2&b=3", { headers });
    const text = await response.text();
    return response.headers.get("sandbox-undecided-policy") ?? (response.ok ? text : response.status);
  };
  const say = (text: string) => `<return-response><set-body>${text}</set-body></return-response>`;
  const inbound = (xml: string) => `<policies><inbound>${xml}</inbound></policies>`;

  test("their APIs are called as others are, by what the instance and the workspace say for all of them", async () => {
    assert.equal(await ask(), '{"value":5}');
    instance.policy(inbound(`<base />${say("team")}`), workspace);
    assert.equal(await ask(), "team");
    assert.equal(await (await instance.add()).text(), '{"value":5}');
    instance.policy(inbound(say("orders")), orders);
    assert.equal(await ask(), "orders");
    instance.policy(inbound(say("all")), service);
    instance.policy(inbound("<base />"), orders);
    assert.equal(await ask(), "all");
    instance.policy(inbound(say("operation")), `${orders}/operations/add`);
    assert.equal(await ask(), "operation");
  });

  test("they have fragments and named values of their own; what the instance's policy names is the instance's", async () => {
    const both = [
      [service, "instance"],
      [workspace, "team"],
    ] as const;
    for (const [space, text] of both) {
      instance.put(`${space}/namedValues/who`, { displayName: "who" }, { value: text });
      instance.put(`${space}/policyFragments/greet`, {
        value: `<fragment>${say("{{who}} by fragment")}</fragment>`,
      });
    }
    instance.policy(inbound(say("{{who}}")), orders);
    assert.equal(await ask(), "team");
    instance.policy(inbound('<include-fragment fragment-id="greet" />'), orders);
    assert.equal(await ask(), "team by fragment");
    instance.policy(inbound('<include-fragment fragment-id="greet" />'), service);
    instance.policy(inbound("<base />"), orders);
    assert.equal(await ask(), "instance by fragment");
  });

  test("a fragment that only the instance has is none of theirs", async () => {
    instance.put(`${service}/policyFragments/greet`, { value: `<fragment>${say("instance")}</fragment>` });
    instance.policy(inbound('<include-fragment fragment-id="greet" />'), orders);
    assert.equal(await ask(), "include-fragment");
  });

  test("a policy that fails says that it is the workspace's", async () => {
    instance.policy(inbound('<check-header name="X-Never" />'), workspace);
    const onError = `<on-error>${say("@(context.LastError.Scope)")}</on-error>`;
    instance.policy(`<policies><inbound><base /></inbound>${onError}</policies>`, orders);
    assert.equal(await ask(), "workspace");
  });

  test("their products and keys open what is theirs, and nothing else does", async () => {
    const key = (text: string) => ({ "Ocp-Apim-Subscription-Key": text });
    const properties = { path: "team", displayName: "Orders", serviceUrl: instance.backendUrl };
    instance.put(orders, { ...properties, subscriptionRequired: true });
    assert.equal(await ask(), 401);
    assert.equal(await ask(key(instance.subscriptionKey)), 401);
    const subscription = (id: string, scope: string) =>
      instance.put(
        `${workspace}/subscriptions/${id}`,
        { scope, state: "active" },
        { primaryKey: id, secondaryKey: "" },
      );
    subscription("k-all", `${workspace}/apis`);
    subscription("k-product", `${workspace}/products/starter`);
    assert.equal(await ask(key("k-all")), '{"value":5}');
    assert.equal(await ask(key("k-product")), 401);
    instance.put(`${workspace}/products/starter`, { displayName: "Starter", subscriptionRequired: true });
    instance.put(`${workspace}/products/starter/apiLinks/a`, { apiId: orders });
    instance.policy(inbound(say("by product")), `${workspace}/products/starter`);
    assert.equal(await ask(key("k-product")), "by product");
    assert.equal((await instance.call("/calc/add?a=2&b=3", { headers: key("k-all") })).status, 401);
  });

  test("an API of the instance with the longer path comes first, as without workspaces", async () => {
    instance.put(api, {
      path: "team/add",
      displayName: "C",
      serviceUrl: instance.backendUrl,
      subscriptionRequired: false,
    });
    assert.equal(await ask(), 404);
  });
});

suite("sandbox gateway: revisions", () => {
  const instance = withInstance();
  const second = `${api};rev=2`;
  setup(() => {
    instance.seed();
    instance.put(second, {
      path: "calc",
      displayName: "Calculator",
      serviceUrl: instance.backendUrl,
      subscriptionRequired: true,
      apiRevision: "2",
      isCurrent: false,
    });
    instance.put(`${second}/operations/add`, {
      method: "GET",
      urlTemplate: "/add?a={a}&b={b}",
      displayName: "Add",
    });
    instance.policy(
      "<policies><inbound><return-response><set-body>@(context.Api.Id + context.Api.Revision)</set-body></return-response></inbound></policies>",
      second,
    );
  });
  const ask = async (path: string, key = instance.subscriptionKey) => {
    const response = await instance.call(path, { headers: { "Ocp-Apim-Subscription-Key": key } });
    const text = await response.text();
    return response.ok ? text : response.status;
  };

  test("one that is not current is reached by its number behind the API's path, and runs its own policy", async () => {
    assert.equal(await ask("/calc;rev=2/add?a=2&b=3"), "calculator2");
    assert.equal(await ask("/CALC;REV=2/add?a=2&b=3"), "calculator2");
    assert.equal(await ask("/calc/add?a=2&b=3"), '{"value":5}');
  });

  test("the current one is reached by its number, too, and one that is not there is not found", async () => {
    assert.equal(await ask("/calc;rev=1/add?a=2&b=3"), '{"value":5}');
    assert.equal(await ask("/calc;rev=3/add?a=2&b=3"), 404);
    assert.equal(await ask("/calc/add;rev=2?a=2&b=3"), 404);
  });

  test("a key of the API, or of a product it is in, opens all of its revisions", async () => {
    const keys = { primaryKey: "k-api", secondaryKey: "" };
    instance.put(`${service}/subscriptions/a`, { scope: api, state: "active" }, keys);
    instance.put(`${service}/products/p`, { displayName: "P", subscriptionRequired: true });
    instance.put(`${service}/products/p/apis/calculator`, {});
    const product = { scope: `${service}/products/p`, state: "active" };
    instance.put(`${service}/subscriptions/p`, product, { primaryKey: "k-product", secondaryKey: "" });
    assert.equal(await ask("/calc;rev=2/add?a=2&b=3", "k-api"), "calculator2");
    assert.equal(await ask("/calc;rev=2/add?a=2&b=3", "k-product"), "calculator2");
    assert.equal(await ask("/calc;rev=2/add?a=2&b=3", "k-none"), 401);
  });

  test("behind an empty path the number stands alone", async () => {
    for (const id of [api, second]) {
      const { properties } = instance.state.resources[id.toLowerCase()] ?? assert.fail();
      instance.put(id, { ...properties, path: "" });
    }
    assert.equal(await ask("/;rev=2/add?a=2&b=3"), "calculator2");
    assert.equal(await ask("/add?a=2&b=3"), '{"value":5}');
  });
});

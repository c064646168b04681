import assert from "node:assert/strict";
import { setup, suite, test } from "mocha";
import { withInstance } from "./instance.ts";

const portal = "https://portal.example";

suite("sandbox gateway: cors", () => {
  const instance = withInstance();
  setup(() => instance.seed());

  function allow(attributes = "", origins = `<origin>${portal}/</origin>`): void {
    instance.policy(`<cors ${attributes}>
      <allowed-origins>${origins}</allowed-origins>
      <allowed-methods preflight-result-max-age="300"><method>get</method></allowed-methods>
      <allowed-headers><header>Authorization</header></allowed-headers>
      <expose-headers><header>X-Answer</header></expose-headers>
    </cors>`);
  }

  function preflight(origin = portal, method = "GET") {
    const headers = {
      origin,
      "access-control-request-method": method,
      "access-control-request-headers": "authorization, x-other",
    };
    return instance.call("/calc/add?a=2&b=3", { method: "OPTIONS", headers });
  }

  test("answers a preflight without a subscription key", async () => {
    allow();
    const { status, headers } = await preflight();
    assert.equal(status, 200);
    assert.equal(headers.get("access-control-allow-origin"), portal);
    assert.equal(headers.get("access-control-allow-methods"), "GET");
    assert.equal(headers.get("access-control-allow-headers"), "authorization");
    assert.equal(headers.get("access-control-max-age"), "300");
  });

  test("answers a preflight of a stranger with nothing", async () => {
    allow();
    const { status, headers } = await preflight("https://evil.example");
    assert.deepEqual([status, headers.get("access-control-allow-origin")], [200, null]);
  });

  test("without a policy there is no preflight", async () => {
    assert.equal((await preflight()).status, 404);
    allow();
    assert.equal((await preflight(portal, "DELETE")).status, 404);
  });

  test("runs no other policy on a preflight", async () => {
    allow();
    const [policy] = Object.values(instance.state.resources).filter(({ id }) =>
      id.includes("apis/calculator/policies"),
    );
    if (policy)
      policy.properties = {
        value: String(policy.properties["value"]).replace("<base />", `<return-response />`),
      };
    assert.equal((await preflight()).headers.get("access-control-allow-origin"), portal);
  });

  test("marks the answer to an allowed origin, refusals too", async () => {
    allow(`allow-credentials="true"`);
    for (const headers of [{ origin: portal }, { origin: portal, "X-Client": "x" }]) {
      const response = await instance.add(headers);
      assert.equal(response.headers.get("access-control-allow-origin"), portal);
      assert.equal(response.headers.get("access-control-allow-credentials"), "true");
      assert.equal(response.headers.get("access-control-expose-headers"), "X-Answer");
    }
    instance.policy(`<cors><allowed-origins><origin>*</origin></allowed-origins></cors>
      <check-header name="X-None" failed-check-httpcode="403" failed-check-error-message="No" />`);
    const refused = await instance.add({ origin: portal });
    assert.deepEqual([refused.status, refused.headers.get("access-control-allow-origin")], [403, "*"]);
  });

  test("lets a stranger's request through unmarked, or ends it unless the policy says otherwise", async () => {
    allow(`terminate-unmatched-request="false"`);
    const passed = await instance.add({ origin: "https://evil.example" });
    assert.equal(passed.headers.get("access-control-allow-origin"), null);
    assert.deepEqual(await passed.json(), { value: 5 });
    allow();
    const ended = await instance.add({ origin: "https://evil.example" });
    assert.deepEqual([ended.status, await ended.text()], [200, ""]);
  });

  test("leaves requests without an origin alone", async () => {
    allow(`terminate-unmatched-request="true"`);
    assert.deepEqual(await (await instance.add()).json(), { value: 5 });
  });
});

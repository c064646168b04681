import assert from "node:assert/strict";
import { setup, suite, test } from "mocha";
import { api, readRefusal, service, withInstance } from "./instance.ts";

suite("sandbox gateway: limits", () => {
  const instance = withInstance();
  setup(() => {
    instance.seed();
    // nothing counted by another test counts any more
    instance.clock += 30 * 24 * 3600 * 1000;
  });
  const status = async (headers: Record<string, string> = {}) => (await instance.add(headers)).status;

  test("rate-limit counts the calls of a subscription in a sliding window", async () => {
    instance.policy(`<rate-limit calls="2" renewal-period="60" />`);
    assert.equal(await status(), 200);
    instance.clock += 50_000;
    assert.equal(await status(), 200);
    const refused = await instance.add();
    assert.equal(refused.headers.get("retry-after"), "10");
    assert.deepEqual(await readRefusal(refused), {
      status: 429,
      message: "Rate limit is exceeded. Try again in 10 seconds.",
    });
    instance.clock += 10_000;
    assert.equal(await status(), 200);
    assert.equal(await status(), 429);
  });

  test("rate-limit counts each subscription for itself", async () => {
    instance.policy(`<rate-limit calls="1" renewal-period="60" retry-after-header-name="Wait" />`);
    const key = "o".repeat(32);
    const secrets = { primaryKey: key, secondaryKey: "" };
    instance.put(`${service}/subscriptions/other`, { scope: api, state: "active" }, secrets);
    assert.equal(await status(), 200);
    assert.equal(await status({ "Ocp-Apim-Subscription-Key": key }), 200);
    assert.equal((await instance.add()).headers.get("wait"), "60");
  });

  test("rate-limit-by-key counts each value, and by a condition on the answer", async () => {
    const limit = (rest: string) =>
      instance.policy(
        `<rate-limit-by-key calls="1" renewal-period="60" counter-key="@(context.Request.Headers.GetValueOrDefault("X-Who", ""))" ${rest}/>`,
      );
    instance.policy(
      `<rate-limit-by-key calls="1" renewal-period="60" counter-key="@(context.Subscription.Id)" />`,
    );
    assert.deepEqual([await status(), await status()], [200, 429]);
    limit("");
    assert.deepEqual([await status({ "x-who": "a" }), await status({ "x-who": "b" })], [200, 200]);
    assert.equal(await status({ "x-who": "a" }), 429);
    instance.clock += 61_000;
    limit(`increment-condition="@(context.Response.StatusCode >= 400)" `);
    assert.deepEqual([await status(), await status()], [200, 200]);
    limit(`increment-condition="@(context.Response.StatusCode == 200)" `);
    assert.deepEqual([await status(), await status()], [200, 429]);
  });

  test("quota counts calls or kilobytes, and says when there is more", async () => {
    instance.policy(`<quota calls="1" renewal-period="3700" />`);
    assert.equal(await status(), 200);
    assert.deepEqual(await readRefusal(await instance.add()), {
      status: 403,
      message: "Out of call volume quota. Quota will be replenished in 01:01:40.",
    });
    instance.policy(`<quota-by-key bandwidth="1" renewal-period="3600" counter-key="all" />`);
    const big = "x".repeat(2000);
    const post = () =>
      instance.call("/calc/echo/1/x", {
        method: "POST",
        body: big,
        headers: { "Ocp-Apim-Subscription-Key": instance.subscriptionKey },
      });
    assert.equal((await post()).status, 404);
    const { message } = await readRefusal(await post());
    assert.match(String(message), /^Out of bandwidth quota/);
  });

  test("says what is left in headers and variables", async () => {
    instance.policy(`<policies><inbound>
      <rate-limit calls="3" renewal-period="60" remaining-calls-header-name="Left" total-calls-header-name="Of" remaining-calls-variable-name="left" />
      </inbound><backend><forward-request /></backend>
      <outbound><set-header name="Known"><value>@(context.Variables["left"])</value></set-header></outbound></policies>`);
    const { headers } = await instance.add();
    assert.deepEqual([headers.get("left"), headers.get("of"), headers.get("known")], ["2", "3", "2"]);
  });

  test("a refusal has its reason in LastError", async () => {
    instance.policy(`<policies><inbound><rate-limit calls="1" renewal-period="60" /></inbound><backend/>
      <on-error><set-header name="X-Reason"><value>@(context.LastError.Reason)</value></set-header></on-error></policies>`);
    await status();
    assert.equal((await instance.add()).headers.get("x-reason"), "RateLimitExceeded");
  });

  test("limit-concurrency runs what is within, and refuses more at a time", async () => {
    instance.policy(`<policies><backend>
      <limit-concurrency key="a" max-count="1"><forward-request /></limit-concurrency></backend></policies>`);
    const all = await Promise.all(Array.from({ length: 8 }, () => status()));
    assert.ok(all.includes(200) && all.includes(429), String(all));
    assert.equal(await status(), 200);
    instance.policy(`<limit-concurrency key="b" max-count="0"><trace source="x" /></limit-concurrency>`);
    assert.equal(await status(), 429);
  });
});

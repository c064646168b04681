import assert from "node:assert/strict";
import { setup, suite, test } from "mocha";
import { api, withInstance } from "./instance.ts";

suite("sandbox gateway: retry and wait", () => {
  const instance = withInstance();
  setup(() => instance.seed());

  const answer = (code: number) => `<return-response><set-status code="${code}" /></return-response>`;
  const statusOf = async (xml: string) => {
    instance.policy(xml);
    const response = await instance.add();
    await response.arrayBuffer();
    return response.headers.get("sandbox-undecided-policy") ?? response.status;
  };
  const inBackend = (xml: string) => `<policies><inbound /><backend>${xml}</backend><outbound /></policies>`;

  /** A service that fails so many times, and then answers. */
  async function failing(times: number): Promise<() => number> {
    let calls = 0;
    const url = await instance.startBackend((_request, response) => {
      calls += 1;
      response.writeHead(calls > times ? 200 : 503).end();
    });
    instance.put(api, { path: "calc", displayName: "C", serviceUrl: url, subscriptionRequired: true });
    return () => calls;
  }
  const untilItWorks = (count: number) =>
    inBackend(
      `<retry condition="@(context.Response.StatusCode == 503)" count="${count}" interval="1"><forward-request /></retry>`,
    );

  test("retry calls the backend again until the condition no longer holds", async () => {
    const calls = await failing(2);
    assert.equal(await statusOf(untilItWorks(5)), 200);
    assert.equal(calls(), 3);
  });

  test("retry stops when it has tried often enough", async () => {
    const calls = await failing(9);
    assert.equal(await statusOf(untilItWorks(2)), 503);
    assert.equal(calls(), 3);
  });

  test("what fails or answers within retry ends the call, whatever the condition says", async () => {
    const within = (xml: string) => `<retry condition="@(true)" count="3" interval="1">${xml}</retry>`;
    assert.equal(await statusOf(within('<check-header name="X-Never" failed-check-httpcode="403" />')), 403);
    assert.equal(await statusOf(within(answer(202))), 202);
  });

  test("a condition that cannot be evaluated ends the call only where a policy within could have", async () => {
    const within = (xml: string) =>
      `<retry condition="@(DateTime.Now.Hour > 1)" count="1" interval="1">${xml}</retry>`;
    assert.equal(await statusOf(within('<check-header name="Host" />')), "retry");
    assert.equal(await statusOf(within('<trace source="a" />')), 200);
  });

  test("wait runs all that is within, and ends the call where any of it does", async () => {
    const set = '<choose><when condition="@(true)"><set-variable name="a" value="1" /></when></choose>';
    const read = '<check-header name="X-Never" failed-check-httpcode="403" />';
    const branch = (xml: string) => `<choose><when condition="@(true)">${xml}</when></choose>`;
    assert.equal(await statusOf(`<wait>${set}${branch(read)}</wait>`), 403);
    assert.equal(
      await statusOf(
        `<wait for="all">${set}${set}</wait><choose><when condition="@(context.Variables.GetValueOrDefault("a","") == "1")">${answer(202)}</when></choose>`,
      ),
      202,
    );
    assert.equal(await statusOf("<wait />"), 200);
  });

  test("wait for any goes on with the first that is done", async () => {
    const slow = await instance.startBackend((_request, response) => {
      // answers when it is too late
      response.on("close", () => response.destroy());
    });
    const asking = `<send-request response-variable-name="r"><set-url>${slow}</set-url><set-method>GET</set-method></send-request>`;
    const done = '<choose><when condition="@(true)"><set-variable name="a" value="1" /></when></choose>';
    assert.equal(await statusOf(`<wait for="any">${asking}${done}</wait>`), 200);
    assert.equal(await statusOf(`<wait for="some">${done}</wait>`), 200);
    assert.equal(
      await statusOf(
        `<wait for="some"><choose><when condition="@(true)">${answer(202)}</when></choose></wait>`,
      ),
      "wait",
    );
  });
});

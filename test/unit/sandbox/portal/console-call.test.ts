import assert from "node:assert/strict";
import { suite, suiteTeardown, test } from "mocha";
import { Agent } from "undici";
import { type ConsoleInput, sendCall } from "../../../../src/sandbox/portal/console-call.ts";
import {
  findApi,
  type PortalOperation,
  type PortalParameter,
} from "../../../../src/sandbox/portal/published.ts";
import { InstanceState } from "./instance-state.ts";
import { withRecordingServer } from "./recording-server.ts";

suite("the console of the sandbox's portal", () => {
  const gateway = withRecordingServer();
  const agent = new Agent();
  suiteTeardown(() => agent.destroy());

  const parameter = (place: PortalParameter["place"], name: string, required = false): PortalParameter => ({
    name,
    place,
    required,
    description: "",
    value: "",
  });

  async function send(
    operation: Partial<PortalOperation>,
    values: Record<string, string>,
    input: Partial<ConsoleInput> = {},
    names?: { header: string; query: string },
  ) {
    const state = new InstanceState();
    state.put("apis/calc", { path: "calc", ...(names ? { subscriptionKeyParameterNames: names } : {}) });
    const api = findApi(state.azure, "calc");
    assert.ok(api);
    const whole = {
      id: "x",
      name: "X",
      description: "",
      method: "GET",
      urlTemplate: "/",
      parameters: [],
      ...operation,
    };
    const given = {
      values: new Map(Object.entries(values)),
      subscriptionKey: "",
      body: "",
      token: undefined,
      ...input,
    };
    const answer = await sendCall(gateway.origin, api, whole, given, agent);
    return { answer, asked: gateway.asked };
  }

  test("fills the template's path and query, encoded", async () => {
    const parameters = [parameter("template", "id"), parameter("template", "b")];
    const urlTemplate = "/sums/{id}/{*rest}?a=1&b={b}";
    const { asked } = await send({ urlTemplate, parameters }, { "template.id": "a/b?", "template.b": "c&d" });
    assert.equal(asked.url, "/calc/sums/a%2Fb%3F/?a=1&b=c%26d");
  });

  test("leaves optional parameters out when they are empty, and sends required ones", async () => {
    const parameters = [parameter("query", "a", true), parameter("query", "b"), parameter("header", "X-C")];
    const { asked } = await send({ urlTemplate: "/add", parameters }, { "query.a": "", "query.b": "" });
    assert.equal(asked.url, "/calc/add?a=");
    assert.equal(asked.headers["x-c"], undefined);
  });

  test("sends headers, the subscription key and the token", async () => {
    const { asked } = await send(
      { parameters: [parameter("header", "X-C")] },
      { "header.X-C": "c" },
      { subscriptionKey: "k", token: { text: "t", sentIn: "header" } },
    );
    assert.equal(asked.headers["x-c"], "c");
    assert.equal(asked.headers["ocp-apim-subscription-key"], "k");
    assert.equal(asked.headers.authorization, "Bearer t");
  });

  test("sends the token in the query where the server says so, and the key under the API's own name", async () => {
    const { asked } = await send(
      {},
      {},
      { subscriptionKey: "k", token: { text: "t", sentIn: "query" } },
      { header: "X-Key", query: "key" },
    );
    assert.equal(asked.url, "/calc/?access_token=t");
    assert.equal(asked.headers.authorization, undefined);
    assert.equal(asked.headers["x-key"], "k");
  });

  test("sends a body only with methods that have one", async () => {
    const posted = await send({ method: "POST" }, {}, { body: '{"a":1}' });
    assert.deepEqual([posted.asked.method, posted.asked.body], ["POST", '{"a":1}']);
    assert.equal(posted.asked.headers["content-type"], "application/json");
    assert.equal((await send({}, {}, { body: "x" })).asked.body, "");
  });

  test("keeps status, headers and body of the answer", async () => {
    gateway.answer = { status: 418, body: "short & stout" };
    const { answer } = await send({}, {});
    assert.deepEqual([answer.status, answer.body], [418, "short & stout"]);
    assert.ok(answer.headers.some(([name]) => name === "date"));
  });
});

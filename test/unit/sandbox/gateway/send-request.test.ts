import assert from "node:assert/strict";
import type { RequestListener } from "node:http";
import { setup, suite, suiteSetup, test } from "mocha";
import { withInstance } from "./instance.ts";

suite("sandbox gateway: send-request", () => {
  const instance = withInstance();
  let url = "";
  let seen = { method: "", path: "", headers: {} as Readonly<Record<string, unknown>>, body: "" };
  let answer: RequestListener = () => {};
  suiteSetup(async () => {
    url = await instance.startBackend(async (request, response) => {
      let body = "";
      for await (const chunk of request) body += String(chunk);
      seen = { method: request.method ?? "", path: request.url ?? "", headers: request.headers, body };
      answer(request, response);
    });
  });
  setup(() => {
    instance.seed();
    answer = (_request, response) =>
      void response.end(JSON.stringify({ active: true, sub: "me", n: { a: [1] } }));
  });

  const request = (inner: string, attributes = "") =>
    `<send-request response-variable-name="r" ${attributes}>${inner}</send-request>`;
  const to = (path = "") => `<set-url>${url}${path}</set-url><set-method>POST</set-method>`;
  const say = (expression: string) =>
    `<return-response><set-body>@(${expression})</set-body></return-response>`;
  const r = '((IResponse)context.Variables["r"])';
  const said = async (xml: string, headers: Record<string, string> = {}) => {
    instance.policy(xml);
    const response = await instance.add(headers);
    const text = await response.text();
    return response.headers.get("sandbox-undecided-policy") ?? (response.ok ? text : response.status);
  };

  test("sends what it is told to, and keeps the answer", async () => {
    const inner = `${to("/introspect?a=1")}<set-header name="X-By"><value>@(context.Request.Method)</value></set-header><set-body>token=1</set-body>`;
    answer = (_request, response) => void response.writeHead(201, { "x-a": "b" }).end();
    instance.policy(request(inner) + say(`${r}.StatusCode + ${r}.Headers.GetValueOrDefault("X-A","")`));
    assert.equal(await (await instance.add({ authorization: "Bearer x" })).text(), "201b");
    assert.deepEqual(
      [seen.method, seen.path, seen.headers["x-by"], seen.headers["authorization"], seen.body],
      ["POST", "/introspect?a=1", "GET", undefined, "token=1"],
    );
  });

  test("sends a copy of the call, changed where it is told to", async () => {
    const inner = `<set-url>${url}/copy</set-url><set-header name="X-B"><value>c</value></set-header>`;
    assert.equal(await said(request(inner, 'mode="copy"') + say('"done"'), { "x-a": "b" }), "done");
    assert.deepEqual([seen.method, seen.headers["x-a"], seen.headers["x-b"]], ["GET", "b", "c"]);
  });

  test("reads JSON out of the answer, and nothing else", async () => {
    const body = `${r}.Body.As<JObject>(preserveContent: true)`;
    assert.equal(await said(request(to()) + say(`(string)${body}["sub"]`)), "me");
    assert.equal(await said(request(to()) + say(`${body}["active"].ToString()`)), "True");
    assert.equal(await said(request(to()) + say(`${body}["n"]["a"][0] + ""`)), "1");
    assert.equal(await said(request(to()) + say(`${body}["gone"]?.ToString() ?? "none"`)), "none");
    assert.equal(await said(request(to()) + say(`(${body} == "me") + ""`)), "return-response");
    answer = (_request, response) => void response.end("no");
    assert.equal(await said(request(to()) + say(`${body}["sub"]`)), "return-response");
  });

  test("an answer may be handed on as it came, and changed", async () => {
    answer = (_request, response) => void response.writeHead(202, { "x-a": "b" }).end("whole");
    instance.policy(
      `${request(to())}<return-response response-variable-name="r"><set-header name="X-C"><value>d</value></set-header></return-response>`,
    );
    const response = await instance.add();
    assert.deepEqual(
      [response.status, response.headers.get("x-a"), response.headers.get("x-c"), await response.text()],
      [202, "b", "d", "whole"],
    );
    instance.policy('<return-response response-variable-name="none" />');
    assert.equal((await instance.add()).headers.get("sandbox-undecided-policy"), "return-response");
  });

  test("a failure ends the call, or leaves nothing in the variable where errors are ignored", async () => {
    answer = (request) => request.socket.destroy();
    assert.equal(await said(request(to()) + say('"done"')), 500);
    const nothing = say('context.Variables["r"] == null ? "nothing" : "something"');
    assert.equal(await said(request(to(), 'ignore-error="true"') + nothing), "nothing");
  });

  test("an answer that takes too long is none", async () => {
    answer = () => {};
    assert.equal(await said(request(to(), 'timeout="0"') + say('"done"')), 500);
  });

  test("nobody beyond this machine is asked: the answer is unknown, and so is what hangs on it", async () => {
    for (const inner of ["<set-url>https://auth.example/</set-url>", "<set-url>nowhere</set-url>", ""]) {
      instance.policy(request(inner));
      const response = await instance.add();
      assert.equal(response.headers.get("sandbox-skipped-policies"), "send-request", inner);
      await response.arrayBuffer();
      assert.equal(await said(request(inner) + say(`${r}.StatusCode + ""`)), "return-response");
    }
    assert.equal(await said(request(to(), 'mode="moved"') + say(`${r}.StatusCode + ""`)), "return-response");
    assert.equal(
      await said(request(`${to()}<proxy url="a" />`) + say(`${r}.StatusCode + ""`)),
      "return-response",
    );
  });

  test("shows a token of the instance's own where it is told to", async () => {
    assert.equal(
      await said(request(`${to()}<authentication-managed-identity resource="api://x" />`) + say('"done"')),
      "done",
    );
    assert.match(String(seen.headers["authorization"]), /^Bearer ey/);
  });
});

import assert from "node:assert/strict";
import { setup, suite, test } from "mocha";
import { api, readRefusal, service, withInstance } from "./instance.ts";

suite("sandbox gateway: the effective policy", () => {
  const instance = withInstance();
  setup(() => instance.seed());

  const answer = (text: string) => `<return-response><set-body>${text}</set-body></return-response>`;
  const value = (displayName: string, text: string) =>
    instance.put(`${service}/namedValues/${displayName}`, { displayName }, { value: text });
  const fragment = (id: string, content: string) =>
    instance.put(`${service}/policyFragments/${id}`, { value: `<fragment>${content}</fragment>` });
  const said = async () => (await instance.add()).text();

  test("<base /> within a branch runs the outer level there", async () => {
    instance.policy(answer("outer"), service);
    instance.policy('<choose><when condition="@(true)"><base /></when></choose>');
    assert.equal(await said(), "outer");
  });

  test("a named value may be a fragment's id, a condition or whole policies", async () => {
    value("which", "greet");
    value("on", "true");
    value("all", answer("from a value").replaceAll('"', "&quot;"));
    fragment("greet", answer("from a fragment"));
    instance.policy(
      '<choose><when condition="{{on}}"><include-fragment fragment-id="{{which}}" /></when></choose>',
    );
    assert.equal(await said(), "from a fragment");
    instance.policy("{{all}}");
    assert.equal(await said(), "from a value");
  });

  test("a fragment that includes another ends the call, as the service takes none", async () => {
    fragment("inner", answer("inner"));
    fragment("outer", '<include-fragment fragment-id="inner" />');
    instance.policy('<include-fragment fragment-id="outer" />');
    const response = await instance.add();
    assert.equal(response.headers.get("sandbox-undecided-policy"), "include-fragment");
    assert.equal(response.status, 500);
    await response.arrayBuffer();
  });

  test("text between policies ends the call: it may stand for any policy", async () => {
    instance.policy(`{{nowhere}}${answer("never")}`);
    assert.equal((await instance.add()).status, 500);
  });

  test("no secret of a fragment in a branch is repeated", async () => {
    value("code", "hunter2");
    fragment(
      "check",
      '<choose><when condition="@(context.Request.{{code}}())"><return-response /></when></choose>',
    );
    instance.policy(
      '<choose><when condition="@(true)"><include-fragment fragment-id="check" /></when></choose>',
    );
    const { message } = await readRefusal(await instance.add());
    assert.ok(!String(message).includes("hunter2"), String(message));
  });

  test("what fails in a fragment fails at the level that includes it", async () => {
    fragment("check", '<check-header name="X-Never" />');
    const onError = answer("@(context.LastError.Scope)");
    instance.put(`${api}/policies/policy`, {
      value: `<policies><inbound><include-fragment fragment-id="check" /></inbound><on-error>${onError}</on-error></policies>`,
    });
    assert.equal(await said(), "api");
  });
});

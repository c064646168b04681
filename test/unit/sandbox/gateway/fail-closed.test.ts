import assert from "node:assert/strict";
import { setup, suite, test } from "mocha";
import policyFacts from "../../../../schemas/policies.json" with { type: "json" };
import { harmless } from "../../../../src/sandbox/gateway/policies/refusing.ts";
import { policies } from "../../../../src/sandbox/gateway/policy-runner.ts";
import { api, readRefusal, service, withInstance } from "./instance.ts";

suite("sandbox gateway: no call passes undecided", () => {
  const instance = withInstance();
  setup(() => instance.seed());

  const unknown = "@(Guid.NewGuid().ToString())";
  const ask = async (headers: Record<string, string> = {}) => {
    const response = await instance.add(headers);
    await response.arrayBuffer();
    return {
      status: response.status,
      undecided: response.headers.get("sandbox-undecided-policy"),
      skipped: response.headers.get("sandbox-skipped-policies"),
    };
  };
  const ends = async (policy: string, xml: string, scope?: string) => {
    instance.policy(xml, scope);
    assert.deepEqual(await ask(), { status: 500, undecided: policy, skipped: null }, xml);
  };

  test("the answer says which policy it is and why", async () => {
    instance.policy(`<validate-parameters />`);
    const { status, message } = await readRefusal(await instance.add());
    assert.equal(status, 500);
    assert.match(String(message), /“validate-parameters”.*no call pass undecided.*does not run/);
  });

  test("the answer says what could not be evaluated, and repeats no named value", async () => {
    const said = async (condition: string) => {
      instance.policy(`<choose><when condition="${condition}"><return-response /></when></choose>`);
      return String((await readRefusal(await instance.add())).message);
    };
    assert.match(
      await said("@(DateTime.Now.Hour > 1)"),
      /condition of when cannot be evaluated\. “DateTime” is not known\.$/,
    );
    assert.match(
      await said(`@(context.Request.Method == "{{nowhere}}")`),
      /There is no named value “nowhere”\.$/,
    );
    instance.put(`${service}/namedValues/n`, { displayName: "code", secret: true }, { value: "hunter2" });
    const message = await said("@(context.Request.{{code}}())");
    assert.ok(!message.includes("hunter2"), message);
  });

  const known = Object.keys(policyFacts.policies);
  const elements = new Set(["base", "block", "set-url"]);
  for (const name of known.filter((one) => !policies.has(one) && !harmless.has(one) && !elements.has(one))) {
    test(`${name}, which could refuse and is not run, ends the call`, () => ends(name, `<${name} />`));
  }

  test("only known policies are called harmless", () => {
    assert.deepEqual(
      [...harmless].filter((name) => !known.includes(name)),
      [],
    );
  });

  const undecidable: readonly (readonly [string, string])[] = [
    ["check-header", `<check-header name="${unknown}" failed-check-httpcode="401" />`],
    ["check-header", `<check-header name="X"><value>{{nowhere}}</value></check-header>`],
    ["ip-filter", `<ip-filter action="allow"><address>${unknown}</address></ip-filter>`],
    ["ip-filter", `<ip-filter action="@(Guid.NewGuid())"><address>1.1.1.1</address></ip-filter>`],
    ["rate-limit-by-key", `<rate-limit-by-key calls="1" renewal-period="60" counter-key="${unknown}" />`],
    ["rate-limit", `<rate-limit calls="1" renewal-period="60"><api name="a" calls="1" /></rate-limit>`],
    ["quota-by-key", `<quota-by-key calls="{{nowhere}}" renewal-period="60" counter-key="a" />`],
    ["mock-response", `<mock-response status-code="${unknown}" />`],
    ["include-fragment", `<include-fragment fragment-id="nowhere" />`],
    ["cors", `<cors><allowed-origins><origin>${unknown}</origin></allowed-origins></cors>`],
    ["set-status", `<set-status code="${unknown}" />`],
    ["retry", `<retry condition="@(true)" count="${unknown}"><return-response /></retry>`],
    [
      "wait",
      `<wait for="${unknown}"><choose><when condition="@(true)"><return-response /></when></choose></wait>`,
    ],
    [
      "limit-concurrency",
      `<limit-concurrency key="${unknown}" max-count="1"><trace source="a" /></limit-concurrency>`,
    ],
    ["validate-azure-ad-token", `<validate-azure-ad-token tenant-id="${unknown}" />`],
    [
      "validate-azure-ad-token",
      `<validate-azure-ad-token tenant-id="common" authentication-endpoint="https://login.partner.microsoftonline.cn" />`,
    ],
    [
      "validate-azure-ad-token",
      `<validate-azure-ad-token tenant-id="common" allow-proof-of-possession-tokens="true" />`,
    ],
  ];
  for (const [name, xml] of undecidable) {
    test(`${name} that cannot be decided ends the call: ${xml}`, () => ends(name, xml));
  }

  test("a document or a fragment that cannot be read ends the call", async () => {
    await ends("inbound", "<policies><inbound><validate-jwt </inbound></policies>");
    instance.put(`${service}/policyFragments/broken`, { value: "<fragment><validate-jwt </fragment>" });
    await ends("include-fragment", `<include-fragment fragment-id="broken" />`);
  });

  test("a document that is none, or has a section twice, ends the call", async () => {
    const put = (value: string) => instance.put(`${api}/policies/policy`, { value });
    for (const value of [
      "<inbound><validate-headers /></inbound>",
      "<policies><inbound /><inbound><validate-headers /></inbound></policies>",
      "",
    ]) {
      put(value);
      assert.equal((await ask()).undecided, "inbound", value);
    }
  });

  suite("what hangs on a policy that was passed over", () => {
    const check = (condition: string) =>
      `<choose><when condition="@(${condition})"><return-response><set-status code="403" /></return-response></when></choose>`;

    test("a variable", async () => {
      const set = `<set-variable name="bad" value="${unknown}" />`;
      const guard = check(`context.Variables.GetValueOrDefault("bad", "") == "x"`);
      instance.policy(set + guard);
      const { status, undecided, skipped } = await ask();
      assert.deepEqual([status, undecided, skipped], [500, "choose", "set-variable"]);
      instance.policy(`${set}<set-variable name="bad" value="x" />${guard}`);
      assert.equal((await ask()).status, 403);
    });

    test("a variable that another service would have filled", async () => {
      const request = `<send-request response-variable-name="answer"><set-url>https://x</set-url></send-request>`;
      instance.policy(request + check(`context.Variables.ContainsKey("answer")`));
      assert.equal((await ask()).undecided, "choose");
    });

    test("a variable set in a branch", async () => {
      const branch = `<choose><when condition="@(DateTime.Now.Hour > 1)"><set-variable name="bad" value="x" /></when></choose>`;
      instance.policy(branch + check(`context.Variables.GetValueOrDefault("bad", "") == "x"`));
      assert.equal((await ask()).undecided, "choose");
    });

    test("a variable set in a fragment of a branch", async () => {
      instance.put(`${service}/policyFragments/mark`, {
        value: `<fragment><set-variable name="bad" value="x" /></fragment>`,
      });
      const branch = `<choose><when condition="@(DateTime.Now.Hour > 1)"><include-fragment fragment-id="mark" /></when></choose>`;
      instance.policy(branch + check(`context.Variables.GetValueOrDefault("bad", "") == "x"`));
      assert.equal((await ask()).undecided, "choose");
    });

    test("a header", async () => {
      const header = (name: string) => `<set-header name="${name}"><value>${unknown}</value></set-header>`;
      instance.policy(`${header("X-Who")}<check-header name="x-who" failed-check-httpcode="401" />`);
      assert.equal((await ask({ "x-who": "me" })).undecided, "check-header");
      const jwt = `<validate-jwt header-name="Authorization" />`;
      instance.policy(header("Authorization") + jwt);
      assert.equal((await ask({ authorization: "Bearer x" })).undecided, "validate-jwt");
      instance.policy(`<authentication-basic username="${unknown}" password="b" />${jwt}`);
      assert.equal((await ask()).undecided, "validate-jwt");
      instance.policy(header("@(context.Request.Method.X)") + jwt);
      assert.equal((await ask()).undecided, "validate-jwt");
    });

    test("method and address", async () => {
      instance.policy(`<set-method>POST</set-method>${check(`context.Request.Method == "DELETE"`)}`);
      assert.equal((await ask()).undecided, "choose");
      const rewrite = `<rewrite-uri template="/x" />`;
      instance.policy(rewrite + check(`context.Request.Url.Path == "/admin"`));
      assert.equal((await ask()).undecided, "choose");
      instance.policy(`${rewrite}<validate-jwt query-parameter-name="token" />`);
      assert.equal((await ask()).undecided, "validate-jwt");
    });

    test("not what is known all the same", async () => {
      instance.policy(
        `<set-variable name="a" value="${unknown}" />${check(`context.Request.Method == "GET"`)}`,
      );
      assert.equal((await ask()).status, 403);
    });
  });

  test("of a token that is not there, or that no key opens, ends the call too", async () => {
    const inner = `<openid-config url="${instance.tenant.discovery}" />`;
    instance.policy(`<validate-jwt token-value="${unknown}">${inner}</validate-jwt>`);
    assert.equal((await ask()).undecided, "validate-jwt");
    const keys = `<decryption-keys><key certificate-id="c" /></decryption-keys>`;
    instance.policy(`<validate-jwt header-name="Authorization">${inner}${keys}</validate-jwt>`);
    const garbage = { authorization: "Bearer eyJhbGciOiJkaXIiLCJlbmMiOiJBMjU2R0NNIn0..a.b.c" };
    assert.equal((await ask(garbage)).undecided, "validate-jwt");
    const secret = Buffer.alloc(32).toString("base64");
    const symmetric = `<decryption-keys><key>${secret}</key></decryption-keys>`;
    instance.policy(`<validate-jwt header-name="Authorization">${inner}${symmetric}</validate-jwt>`);
    assert.deepEqual(await ask(garbage), { status: 401, undecided: null, skipped: null });
  });

  test("no section on-error makes another answer of it", async () => {
    const answer = `<on-error><return-response><set-status code="200" /></return-response></on-error>`;
    await ends("validate-content", `<policies><inbound><validate-content /></inbound>${answer}</policies>`);
  });

  test("in on-error, where the call has failed already, policies are passed over as before", async () => {
    instance.policy(`<policies><inbound><check-header name="X" failed-check-httpcode="403" /></inbound>
      <on-error><return-response><set-body>${unknown}</set-body></return-response></on-error></policies>`);
    assert.deepEqual(await ask(), { status: 403, undecided: null, skipped: "return-response" });
  });

  test("the caller's page sees the answer", async () => {
    instance.policy(`<cors><allowed-origins><origin>https://a.example</origin></allowed-origins></cors>
      <validate-parameters />`);
    const response = await instance.add({ origin: "https://a.example" });
    assert.equal(response.headers.get("access-control-allow-origin"), "https://a.example");
    assert.equal(response.status, 500);
  });

  test("a check within a fragment counts as one in the document", async () => {
    instance.put(`${service}/policyFragments/guard`, { value: "<fragment><validate-headers /></fragment>" });
    const branch = `<choose><when condition="@(DateTime.Now.Hour > 1)"><include-fragment fragment-id="guard" /></when></choose>`;
    await ends("choose", branch);
    instance.put(`${service}/policyFragments/guard`, { value: `<fragment><trace source="a" /></fragment>` });
    instance.policy(branch);
    assert.equal((await ask()).status, 200);
    const itself = `<fragment><include-fragment fragment-id="guard" /></fragment>`;
    instance.put(`${service}/policyFragments/guard`, { value: itself });
    await ends("choose", branch);
  });

  test("an operation's policy without base leaves the API's check out, as in the cloud", async () => {
    instance.policy(`<validate-headers />`);
    instance.policy("<policies><inbound></inbound></policies>", `${api}/operations/add`);
    assert.equal((await ask()).status, 200);
  });
});

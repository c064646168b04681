import assert from "node:assert/strict";
import { setup, suite, test } from "mocha";
import { api, readRefusal, service, withInstance } from "./instance.ts";

const answer = (text: string) => `<return-response><set-body>${text}</set-body></return-response>`;

suite("sandbox gateway: policies", () => {
  const instance = withInstance();
  setup(() => instance.seed());
  const undecided = async () => {
    const response = await instance.add();
    assert.equal(response.status, 500);
    return response.headers.get("sandbox-undecided-policy");
  };

  suite("base", () => {
    const step = (name: string) =>
      `<set-header name="X-Steps" exists-action="append"><value>${name}</value></set-header>`;
    const operation = `${api}/operations/add`;
    const steps = async () => {
      const response = await instance.add();
      return response.headers.get("x-steps");
    };
    const outbound = (inner: string) => `<policies><outbound>${inner}</outbound></policies>`;

    test("stands for the section of the wider scope, wherever it is put", async () => {
      const backend = "<backend><forward-request/></backend>";
      instance.policy(
        `<policies><inbound/>${backend}<outbound>${step("global")}</outbound></policies>`,
        service,
      );
      instance.policy(outbound(`${step("before")}<base/>${step("after")}`));
      assert.equal(await steps(), "before, global, after");
      instance.policy(outbound(`<base/>${step("operation")}`), operation);
      assert.equal(await steps(), "before, global, after, operation");
    });

    test("left out leaves the wider scope out", async () => {
      instance.policy(outbound(step("api")));
      instance.policy(outbound(step("operation")), operation);
      assert.equal(await steps(), "operation");
    });

    test("left out of backend, nothing is forwarded", async () => {
      instance.policy("<policies><backend></backend></policies>");
      const response = await instance.add();
      assert.deepEqual([response.status, await response.text()], [200, ""]);
    });
  });

  suite("check-header", () => {
    const check = (attributes: string, values = "") =>
      instance.policy(
        `<check-header name="X-Client" failed-check-httpcode="403" failed-check-error-message="Who?" ${attributes}>${values}</check-header>`,
      );
    const status = async (value?: string) =>
      (await instance.add(value === undefined ? {} : { "X-Client": value })).status;

    test("wants the header", async () => {
      check("");
      assert.deepEqual(await readRefusal(await instance.add()), { status: 403, message: "Who?" });
      assert.equal(await status("anyone"), 200);
    });

    test("wants one of the values, by case or not", async () => {
      check(`ignore-case="false"`, "<value>Portal</value><value>App</value>");
      assert.deepEqual([await status("App"), await status("app"), await status("x")], [200, 403, 403]);
      check(`ignore-case="true"`, "<value>Portal</value><value>App</value>");
      assert.deepEqual([await status("App"), await status("app"), await status("x")], [200, 200, 403]);
    });
  });

  suite("ip-filter", () => {
    const filter = async (action: string, inner: string) => {
      instance.policy(`<ip-filter action="${action}">${inner}</ip-filter>`);
      return (await instance.add()).status;
    };
    const here = "<address>127.0.0.1</address>";
    const around = `<address-range from="127.0.0.0" to="127.0.0.9" />`;
    const elsewhere = "<address>10.1.2.3</address><address>::1</address>";

    test("allows only what is listed", async () => {
      assert.equal(await filter("allow", here), 200);
      assert.equal(await filter("allow", around), 200);
      assert.equal(await filter("allow", elsewhere), 403);
    });

    test("forbids only what is listed", async () => {
      assert.equal(await filter("forbid", here), 403);
      assert.equal(await filter("forbid", around), 403);
      assert.equal(await filter("forbid", elsewhere), 200);
    });
  });

  suite("set-header", () => {
    const header = (action: string, values: string, section = "outbound") =>
      instance.policy(
        `<policies><${section}><base/><set-header name="X-A" exists-action="${action}">${values}</set-header></${section}></policies>`,
      );

    test("changes the answer in outbound", async () => {
      header("override", "<value>1</value><value>2</value>");
      assert.equal((await instance.add()).headers.get("x-a"), "1, 2");
    });

    test("skips or deletes", async () => {
      instance.policy(`<policies><outbound>
        <set-header name="X-A"><value>first</value></set-header>
        <set-header name="X-A" exists-action="skip"><value>second</value></set-header>
        <set-header name="X-B"><value>b</value></set-header>
        <set-header name="X-B" exists-action="delete" />
      </outbound></policies>`);
      const { headers } = await instance.add();
      assert.deepEqual([headers.get("x-a"), headers.get("x-b")], ["first", null]);
    });

    test("changes the request in inbound", async () => {
      instance.policy(
        `<set-header name="Accept" exists-action="override"><value>text/xml</value></set-header>`,
      );
      assert.match((await instance.add()).headers.get("content-type") ?? "", /xml/);
    });

    test("is passed over when its value cannot be a header", async () => {
      header("override", "<value>a\u0001b</value>");
      const { status, headers } = await instance.add();
      assert.deepEqual([status, headers.get("sandbox-skipped-policies")], [200, "set-header"]);
    });
  });

  suite("return-response", () => {
    test("answers with status, headers and body", async () => {
      instance.policy(`<return-response>
        <set-status code="418" reason="Teapot" />
        <set-header name="X-Pot" exists-action="override"><value>tea</value></set-header>
        <set-body>short &amp; stout</set-body>
      </return-response>`);
      const response = await instance.add();
      assert.deepEqual([response.status, response.statusText], [418, "Teapot"]);
      assert.equal(response.headers.get("x-pot"), "tea");
      assert.equal(await response.text(), "short & stout");
    });

    test("with a part that cannot be evaluated ends the call", async () => {
      instance.policy(answer("@(Guid.NewGuid().ToString())"));
      assert.equal(await undecided(), "return-response");
    });
  });

  test("mock-response gives the documented example", async () => {
    const representations = [
      { contentType: "application/xml", examples: { default: { value: "<five/>" } } },
      { contentType: "application/json", examples: { default: { value: { value: 5 } } } },
    ];
    const responses = [
      { statusCode: 200, representations },
      { statusCode: 404, representations: [] },
    ];
    instance.put(`${api}/operations/add`, { method: "GET", urlTemplate: "/add", responses });
    const mock = async (attributes: string) => {
      instance.policy(`<mock-response ${attributes} />`);
      const response = await instance.add();
      return [response.status, response.headers.get("content-type"), await response.text()];
    };
    assert.deepEqual(await mock(""), [200, "application/xml", "<five/>"]);
    assert.deepEqual(await mock(`content-type="application/json"`), [200, "application/json", `{"value":5}`]);
    assert.deepEqual(await mock(`status-code="404"`), [404, null, ""]);
    assert.deepEqual(await mock(`status-code="202"`), [202, null, ""]);
    assert.deepEqual(await mock(`enabled="false"`), [200, "application/json; charset=utf-8", `{"value":5}`]);
  });

  suite("choose", () => {
    const when = (condition: string) =>
      `<choose><when condition="${condition}">${answer("when")}</when><otherwise>${answer("otherwise")}</otherwise></choose>`;

    test("takes the branch whose condition holds", async () => {
      instance.policy(
        when("@(context.Request.Headers.GetValueOrDefault(&quot;X-A&quot;,&quot;&quot;) == &quot;1&quot;)"),
      );
      assert.equal(await (await instance.add({ "X-A": "1" })).text(), "when");
      assert.equal(await (await instance.add()).text(), "otherwise");
    });

    test("takes raw quotes in the condition, as people write them", async () => {
      instance.policy(when('@(context.Request.Method == "GET" && !(1 > 2))'));
      assert.equal(await (await instance.add()).text(), "when");
    });

    test("ends the call when a condition cannot be evaluated and a branch could have ended it", async () => {
      instance.policy(when("@(DateTime.Now.Hour > 1)"));
      assert.equal(await undecided(), "choose");
    });

    test("is passed over when no branch could have ended the call", async () => {
      instance.policy(
        `<choose><when condition="@(DateTime.Now.Hour > 1)"><trace source="a" /></when></choose>`,
      );
      const response = await instance.add();
      assert.equal(response.headers.get("sandbox-skipped-policies"), "choose");
      assert.deepEqual(await response.json(), { value: 5 });
    });
  });

  suite("values", () => {
    test("named values are put in", async () => {
      instance.put(`${service}/namedValues/n1`, { displayName: "Greeting" }, { value: "Hello <&" });
      instance.policy(answer("{{Greeting}}, you"));
      assert.equal(await (await instance.add()).text(), "Hello <&, you");
    });

    test("a named value that is not there ends the call", async () => {
      instance.policy(answer("{{greeting}}"));
      assert.equal(await undecided(), "return-response");
    });

    test("variables keep the type of their expression", async () => {
      instance.policy(`<set-variable name="big" value="@(2 > 1)" /><set-variable name="word" value="tea" />
        ${answer(`@((bool)context.Variables["big"] ? (string)context.Variables["word"] + "!" : "no")`)}`);
      assert.equal(await (await instance.add()).text(), "tea!");
    });

    test("a fragment runs in place", async () => {
      instance.put(`${service}/policyFragments/greet`, {
        value: `<fragment>${answer("from the fragment")}</fragment>`,
      });
      instance.policy(`<include-fragment fragment-id="greet" />`);
      assert.equal(await (await instance.add()).text(), "from the fragment");
    });

    test("the service can be changed", async () => {
      instance.policy(`<set-backend-service base-url="https://127.0.0.1:9" />`);
      assert.equal((await instance.add()).status, 500);
    });
  });

  test("a policy that refuses nobody and is not run is passed over and named, each once", async () => {
    instance.policy(
      `<log-to-eventhub logger-id="a">x</log-to-eventhub><trace source="a" /><trace source="b" />`,
    );
    const response = await instance.add();
    assert.equal(response.status, 200);
    assert.equal(response.headers.get("sandbox-skipped-policies"), "log-to-eventhub, trace");
  });

  suite("on-error", () => {
    const withOnError = (inner: string) =>
      instance.policy(`<policies><inbound>
        <check-header id="who" name="X-Client" failed-check-httpcode="403" failed-check-error-message="Who?" /><base/>
      </inbound><on-error>${inner}</on-error></policies>`);

    test("sees the last error and may change the answer", async () => {
      withOnError(`
        <set-header name="X-Source"><value>@(context.LastError.Source)</value></set-header>
        <set-header name="X-Reason"><value>@(context.LastError.Reason + "/" + context.LastError.Section + "/" + context.LastError.Scope)</value></set-header>
        <set-status code="499" reason="Nope" />`);
      const response = await instance.add();
      assert.equal(response.headers.get("x-source"), "check-header");
      assert.equal(response.headers.get("x-reason"), "HeaderNotFound/inbound/api");
      assert.deepEqual(await readRefusal(response), { status: 499, message: "Who?" });
    });

    test("may give an answer of its own", async () => {
      withOnError(answer('@(context.LastError.Message + " At " + context.Request.OriginalUrl.Host)'));
      assert.equal(await (await instance.add()).text(), "Who? At 127.0.0.1");
    });

    test("also runs when the subscription key is missing", async () => {
      withOnError(answer('@(context.LastError.Source + " " + context.LastError.Reason)'));
      assert.equal(
        await (await instance.call("/calc/add?a=1&b=2")).text(),
        "authorization SubscriptionKeyNotFound",
      );
    });
  });
});

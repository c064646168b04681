import assert from "node:assert/strict";
import { setup, suite, test } from "mocha";
import { api, readRefusal, service, withInstance } from "./instance.ts";

suite("sandbox gateway: the way to an operation", () => {
  const instance = withInstance();
  setup(() => instance.seed());

  test("a call goes to the calculator and back", async () => {
    const response = await instance.add();
    assert.equal(response.status, 200);
    assert.deepEqual(await response.json(), { value: 5 });
    assert.equal(response.headers.get("sandbox-skipped-policies"), null);
  });

  test("the caller's Accept reaches the service", async () => {
    const response = await instance.add({ accept: "application/xml" });
    assert.match(response.headers.get("content-type") ?? "", /application\/xml/);
    assert.equal(await response.text(), "<result><value>5</value></result>");
  });

  test("an error of the service is passed on as it is", async () => {
    const headers = { "Ocp-Apim-Subscription-Key": instance.subscriptionKey };
    const response = await instance.call("/calc/add?a=two&b=3", { headers });
    assert.equal(response.status, 400);
  });

  test("what no operation has is not found", async () => {
    for (const path of [
      "/",
      "/calc",
      "/calc/pow?a=1&b=2",
      "/calculator/add?a=1&b=2",
      "/calc/add?a=1",
      "/calc/%zz",
    ]) {
      assert.deepEqual(await readRefusal(await instance.call(path)), {
        status: 404,
        message: "Resource not found",
      });
    }
    const posted = await instance.call("/calc/add?a=1&b=2", { method: "POST" });
    assert.equal(posted.status, 404);
  });

  test("the API with the longest path wins", async () => {
    instance.put(`${service}/apis/inner`, { path: "calc/add", serviceUrl: "", subscriptionRequired: false });
    instance.put(`${service}/apis/inner/operations/root`, { method: "GET", urlTemplate: "/" });
    instance.policy("<return-response><set-body>inner</set-body></return-response>", `${service}/apis/inner`);
    assert.equal(await (await instance.call("/calc/add?a=2&b=3")).text(), "inner");
  });

  test("an API that is not online is not found", async () => {
    instance.put(api, { path: "calc", serviceUrl: instance.backendUrl, isOnline: false });
    assert.equal((await instance.add()).status, 404);
  });

  test("parameters of the template are matched and can be read", async () => {
    instance.policy(`<return-response><set-body>@(context.Request.MatchedParameters["id"] + "|" +
      context.Request.MatchedParameters["rest"] + "|" + context.Operation.Id)</set-body></return-response>`);
    const headers = { "Ocp-Apim-Subscription-Key": instance.subscriptionKey };
    const response = await instance.call("/calc/echo/7/x/y%20z", { method: "POST", headers });
    assert.equal(await response.text(), "7|x/y z|any");
  });

  test("a service that cannot be reached is an internal server error", async () => {
    instance.put(api, { path: "calc", serviceUrl: "https://127.0.0.1:9/api", subscriptionRequired: false });
    assert.deepEqual(await readRefusal(await instance.add()), {
      status: 500,
      message: "Internal server error",
    });
  });

  test("a service with a certificate of an unknown authority is not called", async () => {
    let calls = 0;
    const stranger = await instance.startStranger((_, response) => {
      calls += 1;
      response.end();
    });
    instance.put(api, { path: "calc", serviceUrl: stranger, subscriptionRequired: false });
    assert.equal((await instance.add()).status, 500);
    assert.equal(calls, 0);
  });

  suite("the subscription key", () => {
    test("is asked for in the gateway's words", async () => {
      const response = await instance.call("/calc/add?a=2&b=3");
      assert.match(
        response.headers.get("www-authenticate") ?? "",
        /AzureApiManagementKey .*Ocp-Apim-Subscription-Key/,
      );
      const { status, message } = await readRefusal(response);
      assert.equal(status, 401);
      assert.match(String(message), /^Access denied due to missing subscription key\. /);
    });

    test("must be right", async () => {
      const response = await instance.add({ "Ocp-Apim-Subscription-Key": "0123" });
      assert.match(
        String((await readRefusal(response)).message),
        /^Access denied due to invalid subscription key\. /,
      );
    });

    test("may stand in the query, and does not go on to the service", async () => {
      const response = await instance.call(`/calc/add?a=2&b=3&subscription-key=${instance.subscriptionKey}`);
      assert.equal(response.status, 200);
    });

    test("must be active and of this API", async () => {
      const key = "k".repeat(32);
      const put = (scope: string, state: string) =>
        instance.put(
          `${service}/subscriptions/other`,
          { scope, state },
          { primaryKey: key, secondaryKey: "" },
        );
      const call = async () => (await instance.add({ "Ocp-Apim-Subscription-Key": key })).status;
      put(api, "active");
      assert.equal(await call(), 200);
      put(api, "suspended");
      assert.equal(await call(), 401);
      put(`${service}/apis/calculator2`, "active");
      assert.equal(await call(), 401);
      put(`${service}/apis`, "active");
      assert.equal(await call(), 200);
    });

    test("is not asked for where the API does not", async () => {
      instance.put(api, { path: "calc", serviceUrl: instance.backendUrl, subscriptionRequired: false });
      assert.equal((await instance.call("/calc/add?a=2&b=3")).status, 200);
    });

    test("of a product brings the product's policy", async () => {
      const key = "p".repeat(32);
      instance.put(`${service}/products/gold`, { subscriptionRequired: true, displayName: "Gold" });
      instance.put(`${service}/products/gold/apis/calculator`, {});
      const secrets = { primaryKey: key, secondaryKey: "" };
      instance.put(
        `${service}/subscriptions/g`,
        { scope: `${service}/products/gold`, state: "active" },
        secrets,
      );
      instance.policy(
        `<return-response><set-body>@("by " + context.Product.Id + " " + context.Product.Name)</set-body></return-response>`,
        `${service}/products/gold`,
      );
      assert.equal(await (await instance.add({ "Ocp-Apim-Subscription-Key": key })).text(), "by gold Gold");
      assert.equal((await instance.add()).status, 200);
    });

    test("has the name the API gives it", async () => {
      const names = { header: "X-Key", query: "key" };
      instance.put(api, {
        path: "calc",
        serviceUrl: instance.backendUrl,
        subscriptionKeyParameterNames: names,
      });
      assert.equal((await instance.add()).status, 401);
      assert.equal((await instance.add({ "X-Key": instance.subscriptionKey })).status, 200);
    });
  });
});

suite("sandbox calculator", () => {
  const instance = withInstance();
  const calculate = async (operation: string) => {
    instance.put(`${api}/operations/x`, { method: "GET", urlTemplate: "/{name}" });
    const response = await instance.call(`/calc/${operation}&subscription-key=${instance.subscriptionKey}`);
    return [response.status, await response.json()];
  };

  test("adds, subtracts, multiplies and divides", async () => {
    assert.deepEqual(await calculate("add?a=1.5&b=-2"), [200, { value: -0.5 }]);
    assert.deepEqual(await calculate("sub?a=5&b=7"), [200, { value: -2 }]);
    assert.deepEqual(await calculate("mul?a=6&b=7"), [200, { value: 42 }]);
    assert.deepEqual(await calculate("div?a=1&b=4"), [200, { value: 0.25 }]);
  });

  test("refuses what is no number and what has no result", async () => {
    assert.equal((await calculate("add?a=&b=1"))[0], 400);
    assert.equal((await calculate("add?a=1&b=Infinity"))[0], 400);
    assert.equal((await calculate("div?a=1&b=0"))[0], 400);
    assert.equal((await calculate("pow?a=1&b=0"))[0], 404);
  });
});

import assert from "node:assert/strict";
import { setup, suite, suiteSetup, test } from "mocha";
import { MessageHeaders } from "../../../../src/sandbox/gateway/message-headers.ts";
import { readTarget, withoutParameter } from "../../../../src/sandbox/gateway/request-target.ts";
import { api, withInstance } from "./instance.ts";

suite("sandbox gateway: what passes through", () => {
  const instance = withInstance();
  let backend = "";
  let received: { readonly url: string; readonly headers: readonly string[] } | undefined;

  suiteSetup(async () => {
    backend = await instance.startBackend((request, response) => {
      received = { url: request.url ?? "", headers: request.rawHeaders };
      response.setHeader("X-Twice", ["a", "b"]);
      response.setHeader("Set-Cookie", ["c=1", "d=2"]);
      response.end();
    });
  });
  setup(() => {
    instance.seed();
    received = undefined;
    putApi(`${backend}/api`);
  });

  function putApi(serviceUrl: string, names = {}): void {
    instance.put(api, { path: "calc", serviceUrl, subscriptionRequired: false, ...names });
    instance.put(`${api}/operations/add`, { method: "GET", urlTemplate: "/{*rest}" });
  }

  async function send(path: string, headers: readonly string[] = []) {
    const response = await instance.send(path, headers);
    response.resume();
    return { response, url: received?.url, headers: received?.headers ?? [] };
  }

  const queries = [
    "?a=%E9&b=%20",
    "?a[]=1&a[]=2",
    "?key",
    "?key&other=",
    "?a=1&&b=2",
    "?a=b+c&d=%2B",
    "?x=%zz",
    "?q='(!*)'~&r={}|^`",
    "?",
    "",
  ];
  for (const query of queries) {
    test(`the query “${query}”, byte for byte`, async () => {
      assert.equal((await send(`/calc/add${query}`)).url, `/api/add${query}`);
    });
  }

  for (const path of ["/a%20b/c%2Fd", "/%E9", "/a//b/", "/a;b=1,2", "/{x}|y", "/%61dd", "/a.b/..c"]) {
    test(`the path “${path}”, byte for byte`, async () => {
      assert.equal((await send(`/calc${path}?x=%20`)).url, `/api${path}?x=%20`);
    });
  }

  test("the API is found however its path is encoded", async () => {
    assert.equal((await send("/c%61lc/add")).url, "/api/add");
    assert.equal((await send("//CALC/add")).url, "/api/add");
  });

  test("no dots lead out of the API, however they are encoded", async () => {
    for (const path of [
      "/calc/../secret",
      "/calc/%2e%2E/secret",
      "/calc/x/.%2e/../../secret",
      "/calc\\..\\secret",
    ]) {
      received = undefined;
      assert.deepEqual([(await send(path)).response.statusCode, received], [404, undefined], path);
    }
    assert.equal((await send("/calc/a/../b")).url, "/api/b");
  });

  test("a key of a subscription does not, whatever the case of its name; the rest stays as it was", async () => {
    putApi(`${backend}/api`, { subscriptionRequired: true });
    const key = instance.subscriptionKey;
    for (const name of ["subscription-key", "Subscription-Key", "SUBSCRIPTION%2DKEY"]) {
      const { response, url } = await send(`/calc/add?a=%E9&${name}=${key}&b[]`);
      assert.deepEqual([response.statusCode, url], [200, "/api/add?a=%E9&b[]"], name);
      assert.equal((await send(`/calc/add?${name}=${key}`)).url, "/api/add");
    }
  });

  test("the query of the service's own address stays before it", async () => {
    putApi(`${backend}/api?code=x`);
    assert.equal((await send("/calc/add?a=1")).url, "/api/add?code=x&a=1");
    assert.equal((await send("/calc/add")).url, "/api/add?code=x");
  });

  test("a header sent twice arrives twice, spelt as it was", async () => {
    const { headers } = await send("/calc/add", ["X-Tag", "one", "x-other", "1", "X-Tag", "two"]);
    const tags = headers.filter((_, index) => headers[index - 1] === "X-Tag");
    assert.deepEqual(tags, ["one", "two"]);
    const forwarded = headers.filter((_, index) => headers[index - 1] === "X-Forwarded-For");
    assert.deepEqual(forwarded, ["127.0.0.1"]);
  });

  test("a header of the answer that came twice comes twice", async () => {
    const { response } = await send("/calc/add");
    assert.deepEqual(response.headersDistinct["x-twice"], ["a", "b"]);
    assert.deepEqual(response.headers["set-cookie"], ["c=1", "d=2"]);
  });

  test("expressions see both values of a header, and no other host in a path that begins with two slashes", async () => {
    const body = `<return-response><set-body>@(context.Request.Headers.GetValueOrDefault("X-Tag", "") + " " + context.Request.Url.Host)</set-body></return-response>`;
    instance.policy(body);
    const response = await instance.send("/calc//evil.example/add", ["X-Tag", "one", "X-Tag", "two"]);
    let text = "";
    for await (const chunk of response) text += String(chunk);
    assert.equal(text, "one,two 127.0.0.1");
  });
});

suite("the target of a request", () => {
  test("is taken apart at the first question mark, without a fragment", () => {
    assert.deepEqual(readTarget("/a?b?c#d"), { path: "/a", query: "?b?c" });
    assert.deepEqual(readTarget("//a"), { path: "/a", query: "" });
    assert.deepEqual(readTarget(""), { path: "/", query: "" });
  });

  test("loses a parameter and nothing else", () => {
    assert.equal(withoutParameter("?a=1&KEY=x&b", "key"), "?a=1&b");
    assert.equal(withoutParameter("?key", "key"), "");
    assert.equal(withoutParameter("?&a=%zz", "key"), "?&a=%zz");
  });
});

suite("the headers of a message", () => {
  test("are found in any case, joined, set and taken away", () => {
    const headers = new MessageHeaders([
      ["A", "1"],
      ["a", "2"],
    ]);
    assert.deepEqual([headers.get("a"), headers.getAll("A"), headers.get("b")], ["1, 2", ["1", "2"], null]);
    headers.set("a", "3");
    headers.append("B", "4");
    assert.deepEqual(
      [...headers],
      [
        ["a", "3"],
        ["B", "4"],
      ],
    );
    headers.delete("A");
    assert.equal(headers.has("a"), false);
  });
});

import assert from "node:assert/strict";
import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { suite, teardown, test } from "mocha";
import { FetchApiCaller } from "../../../src/adapters/api-caller.ts";
import { failsWith } from "../../support/failing.ts";

suite("FetchApiCaller", () => {
  const { signal } = new AbortController();
  const caller = new FetchApiCaller(globalThis.fetch, false);
  let server: Server | undefined;

  const listen = async (listener: RequestListener): Promise<string> => {
    const started = createServer(listener);
    server = started;
    await new Promise<void>((resolve) => started.listen(0, "127.0.0.1", resolve));
    const { port } = started.address() as AddressInfo;
    return `http://127.0.0.1:${port}`;
  };
  teardown(() => {
    server?.closeAllConnections();
    server?.close();
    server = undefined;
  });

  test("sends what it is told and gives back what came", async () => {
    const url = await listen((request, response) => {
      response.writeHead(418, "Short and stout", {
        "X-Seen": `${request.method} ${request.headers["x-key"]}`,
      });
      response.end("tea");
    });
    const answer = await caller.call({ method: "POST", url, headers: { "X-Key": "k" } }, signal);
    assert.deepEqual([answer.status, answer.reason, answer.body], [418, "Short and stout", "tea"]);
    assert.equal(answer.headers["x-seen"], "POST k");
  });

  test("does not follow a redirect", async () => {
    const url = await listen((_request, response) => response.writeHead(302, { location: "/login" }).end());
    const answer = await caller.call({ method: "GET", url, headers: {} }, signal);
    assert.deepEqual([answer.status, answer.headers["location"]], [302, "/login"]);
  });

  test("keeps 64 KiB of a body that has no end", async () => {
    const url = await listen((_request, response) => {
      const more = () => {
        while (response.write("x".repeat(10_000)));
        response.once("drain", more);
      };
      more();
    });
    const { body } = await caller.call({ method: "GET", url, headers: {} }, signal);
    assert.equal(body.length, 64 * 1024);
  });

  test("can be cancelled while it waits", async () => {
    const controller = new AbortController();
    const url = await listen(() => controller.abort());
    await failsWith("cancelled", caller.call({ method: "GET", url, headers: {} }, controller.signal));
  });

  test("says who does not answer", async () => {
    const url = await listen(() => undefined);
    const host = new URL(url).host;
    await new Promise((resolve) => server?.close(resolve));
    await failsWith("unreachable", caller.call({ method: "GET", url, headers: {} }, signal), host, "refused");
  });

  test("refuses what is no address", async () => {
    await failsWith("invalid-input", caller.call({ method: "GET", url: "calc/add", headers: {} }, signal));
  });
});

import assert from "node:assert/strict";
import { suite, test } from "mocha";
import { fetchDocument } from "../../../src/adapters/fetch-document.ts";
import { Failure } from "../../../src/core/failure.ts";
import { fetchLimits } from "../../../src/domain/document-fetcher.ts";

const { signal } = new AbortController();

type Answer = Response | (() => Response | Promise<Response>);

/** Addresses with what they answer; `asked` are those that were asked. */
function web(answers: Readonly<Record<string, Answer>>) {
  const asked: string[] = [];
  const fetch: typeof globalThis.fetch = async (input, init) => {
    const url = String(input);
    asked.push(url);
    init?.signal?.throwIfAborted();
    const answer = answers[url];
    if (!answer)
      throw new TypeError("fetch failed", { cause: Object.assign(new Error("x"), { code: "ENOTFOUND" }) });
    return typeof answer === "function" ? answer() : answer;
  };
  return { fetch, asked };
}

const to = (location: string, status = 302) => new Response(null, { status, headers: { location } });

async function failure(
  answers: Readonly<Record<string, Answer>>,
  address: string,
  limits = fetchLimits,
): Promise<Failure> {
  try {
    await fetchDocument(web(answers).fetch, address, signal, limits);
  } catch (error) {
    assert.ok(error instanceof Failure, String(error));
    return error;
  }
  assert.fail("It was fetched.");
}

suite("fetching the description of an API", () => {
  test("gives the text and where it was found in the end", async () => {
    const { fetch, asked } = web({
      "https://a.example/api": to("/v1/api.yaml"),
      "https://a.example/v1/api.yaml": new Response("openapi: 3.0.3 é"),
    });
    assert.deepEqual(await fetchDocument(fetch, "https://a.example/api", signal), {
      text: "openapi: 3.0.3 é",
      url: "https://a.example/v1/api.yaml",
    });
    assert.equal(asked.length, 2);
  });

  test("a machine's own address may go without encryption", async () => {
    const { fetch } = web({ "http://localhost:3000/api.json": new Response("{}") });
    assert.equal((await fetchDocument(fetch, "http://localhost:3000/api.json", signal)).text, "{}");
  });

  for (const [what, answers, address, code, says] of [
    ["no address", {}, "orders", "invalid-input", /no address/],
    ["no https", {}, "http://a.example/api", "invalid-input", /begin with https/],
    ["a password in it", {}, "https://me:pw@a.example/api", "invalid-input", /password/],
    ["a name that is not there", {}, "https://a.example/api", "unreachable", /a\.example does not answer/],
    [
      "nothing there",
      { "https://a.example/api": new Response("", { status: 404 }) },
      "https://a.example/api",
      "not-found",
      /answered 404/,
    ],
    [
      "a closed door",
      { "https://a.example/api": new Response("", { status: 401 }) },
      "https://a.example/api",
      "rejected",
      /not open to everybody.*save it as a file/,
    ],
    [
      "trouble",
      { "https://a.example/api": new Response("", { status: 503 }) },
      "https://a.example/api",
      "rejected",
      /answered 503/,
    ],
    [
      "a way out of encryption",
      { "https://a.example/api": to("http://b.example/api") },
      "https://a.example/api",
      "rejected",
      /leads on to http:\/\/b\.example/,
    ],
    [
      "a way to a file",
      { "https://a.example/api": to("file:///etc/passwd") },
      "https://a.example/api",
      "rejected",
      /leads on to file:/,
    ],
    [
      "a way back to this machine",
      { "https://a.example/api": to("http://127.0.0.1:8080/admin") },
      "https://a.example/api",
      "rejected",
      /leads on to http:\/\/127\.0\.0\.1:8080\/admin.*back to this machine/,
    ],
    [
      "a circle",
      { "https://a.example/api": () => to("/api") },
      "https://a.example/api",
      "rejected",
      /without end/,
    ],
  ] as const) {
    test(`${what} is told, with what to do`, async () => {
      const found = await failure(answers, address);
      assert.equal(found.code, code);
      assert.match(found.text, says);
      assert.ok(!found.text.includes("pw@"), found.text);
    });
  }

  test("what stands behind the path of an address, where keys and signatures do, is in no message", async () => {
    const address = "https://a.example/api?sig=s3cret";
    for (const answer of [
      new Response("", { status: 404 }),
      new Response("", { status: 403 }),
      new Response("", { status: 503 }),
      to("http://b.example/api?sig=s3cret"),
      () => to(address),
      new Response("x".repeat(10)),
    ]) {
      const { text } = await failure({ [address]: answer }, address, { ...fetchLimits, bytes: 4 });
      assert.match(text, /a\.example\/api/);
      assert.ok(!text.includes("s3cret"), text);
    }
  });

  test("what is too long is not read to its end", async () => {
    let chunks = 0;
    const body = new ReadableStream<Uint8Array>({
      pull(controller) {
        chunks += 1;
        controller.enqueue(new Uint8Array(1024));
      },
    });
    const limits = { ...fetchLimits, bytes: 4096 };
    assert.match(
      (await failure({ "https://a.example/api": new Response(body) }, "https://a.example/api", limits)).text,
      /more than/,
    );
    assert.ok(chunks < 10);
  });

  test("can be cancelled", async () => {
    const controller = new AbortController();
    const { fetch } = web({
      "https://a.example/api": () => {
        controller.abort();
        throw new DOMException("aborted", "AbortError");
      },
    });
    await assert.rejects(
      fetchDocument(fetch, "https://a.example/api", controller.signal),
      (error) => error instanceof Failure && error.code === "cancelled",
    );
  });
});

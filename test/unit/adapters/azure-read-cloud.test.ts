import assert from "node:assert/strict";
import { readCloud } from "../../../src/adapters/azure/read-cloud.ts";
import { failsWith } from "../../support/failing.ts";
import { type Answered, answering, connectionError } from "./answering.ts";

const { signal } = new AbortController();
const address = "https://management.contoso.cloud";
const authentication = {
  loginEndpoint: "https://login.contoso.cloud/",
  audiences: ["https://management.contoso.cloud/id", "https://management.azure.example/"],
};

suite("asking a cloud of Azure for its addresses", () => {
  const ask = (answer: Answered | Error) =>
    readCloud(
      `${address}/`,
      answering(({ url }) => {
        assert.equal(url, `${address}/metadata/endpoints?api-version=2019-05-01`);
        if (answer instanceof Error) throw answer;
        return answer;
      }),
      signal,
    );
  const addresses = {
    authority: "https://login.contoso.cloud/",
    resourceManager: address,
    audience: "https://management.contoso.cloud/id",
  };

  test("one that speaks of itself", async () => {
    assert.deepEqual(
      await ask({ json: { portalEndpoint: "https://portal.contoso.cloud", authentication } }),
      {
        ...addresses,
        name: "management.contoso.cloud",
        portal: "https://portal.contoso.cloud",
      },
    );
  });

  test("one that lists all that it knows", async () => {
    const other = {
      name: "AzureCloud",
      resourceManager: "https://management.azure.example",
      authentication: {},
    };
    const own = { name: "Contoso", resourceManager: `${address}/`, portal: "", authentication };
    assert.deepEqual(await ask({ json: [other, own] }), { ...addresses, name: "Contoso" });
  });

  for (const [what, answer] of [
    ["a page", { text: "<html>Welcome</html>" }],
    ["an error", { status: 404, text: "Nothing here" }],
    ["other clouds only", { json: [{ name: "A" }, { name: "B" }] }],
    [
      "no addresses",
      { json: { authentication: { loginEndpoint: "http://login.contoso.cloud", audiences: [] } } },
    ],
  ] as const) {
    test(`${what}: it is no Resource Manager`, async () => {
      await failsWith(
        "invalid-input",
        ask(answer),
        `${address} does not say where its cloud signs people in`,
      );
    });
  }

  test("an address without encryption is not asked", async () => {
    const nobody = answering(() => assert.fail("was asked"));
    await failsWith(
      "invalid-input",
      readCloud("http://management.contoso.cloud", nobody, signal),
      "does not say",
    );
  });

  test("a redirect is not followed, and an answer without end is not read", async () => {
    const led: (string | undefined)[] = [];
    const leading: typeof fetch = async (_, init) => {
      led.push(init?.redirect);
      return new Response(null, { status: 302, headers: { location: "http://elsewhere.example" } });
    };
    await failsWith("invalid-input", readCloud(address, leading, signal), "HTTP 302");
    assert.deepEqual(led, ["manual"]);
    const endless = async () =>
      new Response(new ReadableStream({ pull: (body) => body.enqueue(new Uint8Array(65_536)) }));
    await failsWith("invalid-input", readCloud(address, endless, signal), "does not say");
  });

  test("one that never ends its answer took too long", async () => {
    const silent: typeof fetch = async (_, init) => {
      const body = new ReadableStream({
        start: (stream) => init?.signal?.addEventListener("abort", () => stream.error(init.signal?.reason)),
      });
      return new Response(body);
    };
    const limits = { bytes: 1000, milliseconds: 20 };
    await failsWith("unreachable", readCloud(address, silent, signal, limits), "too long");
  });

  test("nobody there is unreachable", async () => {
    await failsWith("unreachable", ask(connectionError("ENOTFOUND")), "management.contoso.cloud");
  });
});

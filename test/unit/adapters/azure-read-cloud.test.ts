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

  test("nobody there is unreachable", async () => {
    await failsWith("unreachable", ask(connectionError("ENOTFOUND")), "management.contoso.cloud");
  });
});

import assert from "node:assert/strict";
import { setup, suite, suiteSetup, test } from "mocha";
import { apimClient, collect, contosoInstance } from "../../support/azure-clients.ts";
import { withSandbox } from "../../support/sandbox.ts";
import {
  api,
  audience,
  authorizeMachine,
  prepareTenant,
  requireToken,
  type Tenancy,
} from "./secured-calculator.ts";

suite("gateway of the sandbox", () => {
  const sandbox = withSandbox();
  let masterKey = "";
  suiteSetup(async () => {
    const { primaryKey } = await apimClient(sandbox).subscription.listSecrets(...contosoInstance, "master");
    masterKey = primaryKey ?? "";
  });

  async function call(path = "/calc/add?a=2&b=3", headers: Record<string, string> = {}) {
    const key = { "Ocp-Apim-Subscription-Key": masterKey };
    const response = await sandbox.fetch(sandbox.info.gateway + path, { headers: { ...key, ...headers } });
    const text = await response.text();
    return { status: response.status, text, skipped: response.headers.get("sandbox-skipped-policies") };
  }

  test("serves the four operations of the imported calculator", async () => {
    const operations = await collect(apimClient(sandbox).apiOperation.listByApi(...contosoInstance, api));
    assert.equal(operations.length, 4);
    const values = [];
    for (const { urlTemplate = "" } of operations) {
      const path = urlTemplate.split("?")[0] ?? "";
      values.push((await call(`/calc${path}?a=6&b=3`)).text);
    }
    assert.deepEqual(values.sort(), ['{"value":18}', '{"value":2}', '{"value":3}', '{"value":9}']);
  });

  test("takes the key of a product the API is in, and of no other", async () => {
    const client = apimClient(sandbox);
    const statuses: Record<string, number> = {};
    for (const { name = "", scope = "" } of await collect(client.subscription.list(...contosoInstance))) {
      const { primaryKey = "" } = await client.subscription.listSecrets(...contosoInstance, name);
      const { status } = await call(undefined, { "Ocp-Apim-Subscription-Key": primaryKey });
      statuses[scope.split("/").at(-1) ?? ""] = status;
    }
    assert.equal(statuses["unlimited"], 200);
    assert.equal(statuses["starter"], 401);
    assert.equal((await call(undefined, { "Ocp-Apim-Subscription-Key": "" })).status, 401);
  });

  test("runs what was written through the official client, named values and skipped policies included", async () => {
    const client = apimClient(sandbox);
    await client.namedValue.beginCreateOrUpdateAndWait(
      ...contosoInstance,
      "greeting",
      { displayName: "greeting", value: "hello" },
      { updateIntervalInMs: 1 },
    );
    const value = `<policies><inbound><base /><trace source="a"><message>b</message></trace>
      <return-response><set-status code="202" reason="Noted" /><set-body>{{greeting}} &amp; bye</set-body></return-response>
      </inbound></policies>`;
    await client.apiOperationPolicy.createOrUpdate(...contosoInstance, api, "add-two-integers", "policy", {
      format: "rawxml",
      value,
    });
    assert.deepEqual(await call(), { status: 202, text: "hello & bye", skipped: "trace" });
    assert.equal((await call("/calc/sub?a=2&b=3")).text, '{"value":-1}');
    await client.apiOperationPolicy.delete(...contosoInstance, api, "add-two-integers", "policy", "*");
    assert.equal((await call()).status, 200);
  });

  suite("secured with Auth0", () => {
    let tenancy: Tenancy;
    suiteSetup(async () => {
      tenancy = await prepareTenant(sandbox, []);
    });
    setup(() => requireToken(sandbox));

    test("401 without a token, 200 with one of client credentials", async () => {
      assert.deepEqual(await call(), {
        status: 401,
        text: JSON.stringify({ statusCode: 401, message: "JWT not present." }),
        skipped: null,
      });
      const token = await authorizeMachine(sandbox, tenancy, ["add"]);
      const answer = await call(undefined, { authorization: `Bearer ${token}` });
      assert.deepEqual(answer, { status: 200, text: '{"value":5}', skipped: null });
    });

    test("401 for a token without the scope", async () => {
      const token = await authorizeMachine(sandbox, tenancy, []);
      const { status, text } = await call(undefined, { authorization: `Bearer ${token}` });
      assert.equal(status, 401);
      assert.deepEqual(JSON.parse(text), { statusCode: 401, message: "Invalid JWT." });
    });

    test("401 for a tampered token", async () => {
      const [header, , signature] = (await authorizeMachine(sandbox, tenancy, ["add"])).split(".");
      const claims = {
        iss: `${sandbox.state.origins.auth0}/`,
        aud: audience,
        scope: "add",
        exp: 9_999_999_999,
      };
      const forged = `${header}.${Buffer.from(JSON.stringify(claims)).toString("base64url")}.${signature}`;
      const { status, text } = await call(undefined, { authorization: `Bearer ${forged}` });
      assert.equal(status, 401);
      assert.deepEqual(JSON.parse(text), { statusCode: 401, message: "Invalid JWT." });
    });
  });
});

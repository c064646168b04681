import assert from "node:assert/strict";
import { suite, suiteSetup, test } from "mocha";
import { managementClient, managementToken } from "./auth0-management-client.ts";
import { withTenant } from "./auth0-tenant.ts";

suite("settings of APIs and applications in the sandbox", () => {
  const tenant = withTenant();
  let authorization = "";

  suiteSetup(async () => {
    authorization = `Bearer ${await managementToken(tenant)}`;
  });

  /** As text, for what the SDK's types do not let through. */
  async function call(method: string, path: string, body?: object): Promise<[number, object]> {
    const response = await tenant.fetch(`/api/v2${path}`, {
      method,
      headers: { authorization, "content-type": "application/json" },
      ...(body && { body: JSON.stringify(body) }),
    });
    const answer: object = JSON.parse(await response.text());
    return [response.status, answer];
  }

  const member = (answer: object, name: string) => new Map<string, unknown>(Object.entries(answer)).get(name);

  test("null takes a setting of an API away", async () => {
    const identifier = "urn:bound";
    const path = `/resource-servers/${encodeURIComponent(identifier)}`;
    const bound = { mechanism: "dpop", required: true };
    await call("POST", "/resource-servers", { identifier, proof_of_possession: bound, consent_policy: null });
    const [, before] = await call("GET", path);
    assert.deepEqual(member(before, "proof_of_possession"), bound);
    assert.ok(!Object.hasOwn(before, "consent_policy"));
    await call("PATCH", path, { proof_of_possession: null });
    const [, after] = await call("GET", path);
    assert.ok(!Object.hasOwn(after, "proof_of_possession"));
  });

  test("an application's metadata are changed pair by pair, within their limits", async () => {
    const { client_id = "" } = await managementClient(tenant).clients.create({
      name: "Robot",
      client_metadata: { a: "1", b: "2" },
    });
    const path = `/clients/${client_id}`;
    const [, changed] = await call("PATCH", path, { client_metadata: { b: null, c: "3" } });
    assert.deepEqual(member(changed, "client_metadata"), { a: "1", c: "3" });
    const many = Object.fromEntries(Array.from({ length: 11 }, (_, index) => [`pair-${index}`, "x"]));
    for (const client_metadata of [many, { long: "x".repeat(256) }, { ["x".repeat(256)]: "long" }]) {
      const [refused] = await call("PATCH", path, { client_metadata });
      assert.equal(refused, 400);
    }
  });

  const refusedSettings: readonly object[] = [
    { third_party_security_mode: "strict" },
    { par_request_expiry: 9 },
    { par_request_expiry: 601 },
    { initiate_login_uri: "http://portal.example/login" },
    { compliance_level: "high" },
    { organization_require_behavior: "ask" },
    { app_type: "toaster" },
  ];
  for (const settings of refusedSettings) {
    test(`a change of an application to ${JSON.stringify(settings)} is refused`, async () => {
      const { client_id = "" } = await managementClient(tenant).clients.create({ name: "Robot" });
      const [status] = await call("PATCH", `/clients/${client_id}`, settings);
      assert.equal(status, 400);
    });
  }

  test("an application that authenticates with keys has no secret to rotate", async () => {
    const methods = { client_authentication_methods: { private_key_jwt: { credentials: [] } } };
    const { client_id = "" } = await managementClient(tenant).clients.create({ name: "Robot", ...methods });
    const [status] = await call("POST", `/clients/${client_id}/rotate-secret`);
    assert.equal(status, 400);
  });
});

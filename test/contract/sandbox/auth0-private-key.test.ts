import assert from "node:assert/strict";
import { generateKeyPairSync, type KeyObject, randomUUID } from "node:crypto";
import { ManagementClient } from "auth0";
import { type JWTPayload, SignJWT } from "jose";
import { suite, suiteSetup, test } from "mocha";
import { managementClient, sdkFetch } from "./auth0-management-client.ts";
import { withTenant } from "./auth0-tenant.ts";

const assertionType = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

function rsaKeys() {
  const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  return {
    privateKey,
    pkcs8: privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
    pem: publicKey.export({ type: "spki", format: "pem" }).toString(),
  };
}

suite("private-key JWT at the sandbox's Auth0", () => {
  const tenant = withTenant();
  const own = rsaKeys();
  const other = rsaKeys();
  let clientId = "";
  let secret = "";
  let credential: { readonly id?: string | undefined } = {};

  suiteSetup(async () => {
    const management = managementClient(tenant);
    const client = await management.clients.create({ name: "Robot", app_type: "non_interactive" });
    clientId = client.client_id ?? "";
    secret = client.client_secret ?? "";
    await management.clientGrants.create({
      client_id: clientId,
      audience: tenant.management,
      scope: ["read:clients"],
    });
    credential = await management.clients.credentials.create(clientId, {
      credential_type: "public_key",
      name: "first",
      pem: own.pem,
    });
    await management.clients.update(clientId, {
      token_endpoint_auth_method: null,
      client_authentication_methods: { private_key_jwt: { credentials: [{ id: credential.id ?? "" }] } },
    });
  });

  const now = () => Math.floor(Date.now() / 1000);

  async function assertion(change: JWTPayload = {}, key: KeyObject = own.privateKey, alg = "RS256") {
    const claims = {
      iss: clientId,
      sub: clientId,
      aud: `${tenant.origin}/`,
      iat: now(),
      exp: now() + 180,
      jti: randomUUID(),
      ...change,
    };
    return new SignJWT(claims).setProtectedHeader({ alg }).sign(key);
  }

  const ask = (form: Record<string, string>) =>
    tenant.post("/oauth/token", {
      grant_type: "client_credentials",
      audience: tenant.management,
      client_assertion_type: assertionType,
      ...form,
    });

  test("the official client gets a token with the key, and works with it", async () => {
    const client = new ManagementClient({
      domain: tenant.domain,
      clientId,
      clientAssertionSigningKey: own.pkcs8,
      fetch: sdkFetch(tenant),
    });
    const names = (await client.clients.list({ is_global: false })).data.map(({ name }) => name);
    assert.ok(names.includes("Robot"));
  });

  test("an assertion proves the application, named or not", async () => {
    assert.equal((await ask({ client_assertion: await assertion() })).status, 200);
    assert.equal((await ask({ client_id: clientId, client_assertion: await assertion() })).status, 200);
    const byTokenEndpoint = await assertion({ aud: `${tenant.origin}/oauth/token` });
    assert.equal((await ask({ client_assertion: byTokenEndpoint })).status, 200);
  });

  test("an assertion that proves nothing is refused, and so is the secret", async () => {
    const wrong: Record<string, string>[] = [
      { client_assertion: await assertion({}, other.privateKey) },
      { client_assertion: await assertion({}, own.privateKey, "RS384") },
      { client_assertion: await assertion({ aud: "https://elsewhere.example/" }) },
      { client_assertion: await assertion({ iss: "somebody" }) },
      { client_assertion: await assertion({ exp: now() - 60 }) },
      { client_assertion: await assertion({ exp: now() + 3600 }) },
      { client_assertion: "no.jwt.at-all" },
      { client_assertion: await assertion(), client_assertion_type: "other" },
      { client_id: clientId },
      { client_id: clientId, client_secret: secret },
    ];
    for (const form of wrong) {
      const response = await ask(form);
      const { error } = (await response.json()) as { error: string };
      assert.deepEqual([response.status, error], [401, "access_denied"], JSON.stringify(form));
    }
  });

  test("an application with a secret is not proven by an assertion", async () => {
    const { client_id = "" } = await managementClient(tenant).clients.create({ name: "Other" });
    const forged = await assertion({ iss: client_id, sub: client_id });
    assert.equal((await ask({ client_id, client_assertion: forged })).status, 401);
  });

  test("keys are listed without the key itself, and never on the application", async () => {
    const management = managementClient(tenant);
    const [listed] = await management.clients.credentials.list(clientId);
    assert.deepEqual(listed, credential);
    assert.deepEqual(Object.keys(listed ?? {}).sort(), [
      "alg",
      "created_at",
      "credential_type",
      "id",
      "kid",
      "name",
      "updated_at",
    ]);
    assert.match(listed?.id ?? "", /^cred_[A-Za-z0-9]{22}$/);
    assert.equal("credentials" in (await management.clients.get(clientId)), false);
  });

  test("a key that has expired, or is gone, proves nothing", async () => {
    const management = managementClient(tenant);
    const id = credential.id ?? "";
    await management.clients.credentials.update(clientId, id, { expires_at: "2001-01-01T00:00:00.000Z" });
    assert.equal((await ask({ client_assertion: await assertion() })).status, 401);
    await management.clients.credentials.update(clientId, id, { expires_at: "2099-01-01T00:00:00.000Z" });
    assert.equal((await ask({ client_assertion: await assertion() })).status, 200);
    await management.clients.credentials.delete(clientId, id);
    assert.deepEqual(await management.clients.credentials.list(clientId), []);
    assert.equal((await ask({ client_assertion: await assertion() })).status, 401);
    await assert.rejects(management.clients.credentials.get(clientId, id), { statusCode: 404 });
  });

  test("a key may come with the application, and as a second one of another algorithm", async () => {
    const created = await managementClient(tenant).clients.create({
      name: "Born with a key",
      app_type: "non_interactive",
      client_authentication_methods: {
        private_key_jwt: { credentials: [{ credential_type: "public_key", pem: other.pem, alg: "PS256" }] },
      },
    });
    const id = created.client_id ?? "";
    await managementClient(tenant).clientGrants.create({
      client_id: id,
      audience: tenant.management,
      scope: [],
    });
    const proof = await assertion({ iss: id, sub: id }, other.privateKey, "PS256");
    assert.equal((await ask({ client_assertion: proof })).status, 200);
  });

  test("what is no key is refused, and what is not registered cannot be used", async () => {
    const management = managementClient(tenant);
    for (const pem of ["nonsense", own.pkcs8]) {
      await assert.rejects(
        management.clients.credentials.create(clientId, { credential_type: "public_key", pem }),
        { statusCode: 400 },
      );
    }
    const methods = { private_key_jwt: { credentials: [{ id: "cred_none" }] } };
    await assert.rejects(management.clients.update(clientId, { client_authentication_methods: methods }), {
      statusCode: 400,
    });
    await assert.rejects(
      management.clients.credentials.create(clientId, { credential_type: "x509_cert", pem: own.pem }),
      { statusCode: 501 },
    );
  });
});

import assert from "node:assert/strict";
import { ManagementError } from "auth0";
import { suite, suiteSetup, test } from "mocha";
import { strongPassword } from "./auth0-fixtures.ts";
import { managementClient } from "./auth0-management-client.ts";
import { withTenant } from "./auth0-tenant.ts";

/** What the SDK's error says: status, code and message of the envelope. */
async function refusal(work: Promise<unknown>): Promise<readonly [number | undefined, unknown, unknown]> {
  try {
    await work;
  } catch (error) {
    if (!(error instanceof ManagementError)) throw error;
    const body = error.body as { errorCode?: string; message?: string };
    return [error.statusCode, body.errorCode, body.message];
  }
  throw new Error("Nothing was refused.");
}

suite("APIs in the sandbox's Management API", () => {
  const tenant = withTenant();

  test("a new tenant has only its Management API and the application for it", async () => {
    const client = managementClient(tenant);
    const apis = (await client.resourceServers.list()).data;
    assert.deepEqual(
      apis.map((api) => [api.identifier, api.is_system]),
      [[tenant.management, true]],
    );
    const applications = (await client.clients.list({ is_global: false })).data;
    assert.deepEqual(
      applications.map((one) => one.client_id),
      [tenant.state.managementClientId],
    );
    assert.deepEqual((await client.connections.list()).data, []);
  });

  test("an API gets the recorded defaults", async () => {
    const { id, ...created } = await managementClient(tenant).resourceServers.create({
      identifier: "https://a.example",
    });
    assert.match(id ?? "", /^[0-9a-f]{24}$/);
    assert.deepEqual(created, {
      identifier: "https://a.example",
      allow_offline_access: false,
      skip_consent_for_verifiable_first_party_clients: false,
      subject_type_authorization: {
        client: { policy: "require_client_grant" },
        user: { policy: "allow_all" },
      },
      token_lifetime: 86_400,
      token_lifetime_for_web: 7_200,
      signing_alg: "RS256",
    });
  });

  test("an API is found by id and by identifier, changed, and deleted", async () => {
    const client = managementClient(tenant);
    const identifier = "https://b.example/v1?x=1";
    const { id = "" } = await client.resourceServers.create({ identifier });
    assert.equal((await client.resourceServers.get(id)).identifier, identifier);
    assert.equal((await client.resourceServers.get(identifier)).id, id);
    const changed = await client.resourceServers.update(identifier, {
      name: "B",
      scopes: [{ value: "read", description: "Read" }],
      signing_alg: "HS256",
    });
    assert.equal(changed.name, "B");
    assert.equal(changed.signing_secret?.length, 64);
    await client.resourceServers.delete(id);
    assert.deepEqual(await refusal(client.resourceServers.get(id)), [
      404,
      "inexistent_resource_server",
      "The resource server does not exist",
    ]);
  });

  test("an identifier is taken once and never changes", async () => {
    const client = managementClient(tenant);
    const identifier = "https://c.example";
    await client.resourceServers.create({ identifier });
    assert.deepEqual(await refusal(client.resourceServers.create({ identifier })), [
      409,
      "resource_server_conflict",
      "A resource server with the same identifier already exists",
    ]);
    const change = { identifier: "https://d.example" } as object;
    assert.deepEqual(await refusal(client.resourceServers.update(identifier, change)), [
      400,
      "invalid_body",
      "Payload validation error: 'Additional properties not allowed: identifier'.",
    ]);
  });

  test("the Management API itself stays as it is", async () => {
    const client = managementClient(tenant);
    assert.equal((await refusal(client.resourceServers.delete(tenant.management)))[0], 400);
    assert.equal((await refusal(client.resourceServers.update(tenant.management, { name: "x" })))[0], 400);
  });

  const bodies: readonly [body: object, message: string][] = [
    [{}, "'Missing required property: identifier'"],
    [{ identifier: 5 }, "'Expected type string but found type integer' on property identifier"],
    [{ identifier: "x", name: "<b>" }, "'String does not match pattern ^[^<>]+$: <b>' on property name"],
    [{ identifier: "x", signing_alg: "RS1" }, "'No enum match for: RS1' on property signing_alg"],
    [
      { identifier: "x", signing_secret: "short" },
      "'String is too short (5 chars), minimum 16' on property signing_secret",
    ],
    [{ identifier: "x", token_lifetime: -1 }, "'Value -1 is less than minimum 0' on property token_lifetime"],
    [{ identifier: "x", scopes: [{}] }, "'Missing required property: value' on property scopes[0]"],
    [{ identifier: "x", colour: "red" }, "'Additional properties not allowed: colour'"],
  ];
  for (const [body, message] of bodies) {
    test(`refuses ${JSON.stringify(body)}`, async () => {
      const create = managementClient(tenant).resourceServers.create(body as { identifier: string });
      assert.deepEqual(await refusal(create), [400, "invalid_body", `Payload validation error: ${message}.`]);
    });
  }
});

suite("applications, grants and connections in the sandbox's Management API", () => {
  const tenant = withTenant();

  test("an application gets the grant types of its type", async () => {
    const client = managementClient(tenant);
    const grants = async (app_type: "spa" | "native" | "regular_web" | "non_interactive") => {
      const { grant_types, token_endpoint_auth_method } = await client.clients.create({
        name: app_type,
        app_type,
      });
      return [grant_types?.join(" "), token_endpoint_auth_method];
    };
    assert.deepEqual(await grants("spa"), ["authorization_code implicit refresh_token", "none"]);
    assert.deepEqual(await grants("native"), ["authorization_code implicit refresh_token", "none"]);
    assert.deepEqual(await grants("non_interactive"), ["client_credentials", undefined]);
    assert.deepEqual(await grants("regular_web"), [
      "authorization_code implicit refresh_token client_credentials",
      undefined,
    ]);
  });

  test("an application is changed, its secret rotated, and deleted with its grants", async () => {
    const client = managementClient(tenant);
    const { client_id = "", client_secret } = await client.clients.create({ name: "A" });
    const callbacks = ["https://portal.example/callback"];
    assert.deepEqual((await client.clients.update(client_id, { callbacks })).callbacks, callbacks);
    const rotated = await client.clients.rotateSecret(client_id);
    assert.notEqual(rotated.client_secret, client_secret);
    await client.clientGrants.create({ client_id, audience: tenant.management, scope: ["read:users"] });
    await client.clients.delete(client_id);
    assert.deepEqual(await refusal(client.clients.get(client_id)), [
      404,
      "inexistent_client",
      "The client does not exist",
    ]);
    assert.deepEqual((await client.clientGrants.list({ client_id })).data, []);
  });

  test("a callback must be a URL", async () => {
    const created = managementClient(tenant).clients.create({ name: "B", callbacks: ["not a url"] });
    assert.match(
      String((await refusal(created))[2]),
      /format callback-url: not a url' on property callbacks\[0\]/,
    );
  });

  test("a grant is for an application and an API that exist, once", async () => {
    const client = managementClient(tenant);
    const { client_id = "" } = await client.clients.create({ name: "C" });
    const grant = { client_id, audience: tenant.management, scope: ["read:users"] };
    const { id = "" } = await client.clientGrants.create(grant);
    assert.match(id, /^cgr_[A-Za-z0-9]{16}$/);
    assert.equal((await refusal(client.clientGrants.create(grant)))[0], 409);
    const unknownApi = client.clientGrants.create({ ...grant, audience: "https://no.such.api" });
    assert.deepEqual((await refusal(unknownApi)).slice(0, 2), [404, "inexistent_resource_server"]);
    const unknownClient = client.clientGrants.create({ ...grant, client_id: "nobody" });
    assert.deepEqual((await refusal(unknownClient)).slice(0, 2), [404, "inexistent_client"]);
    assert.equal((await refusal(client.clientGrants.update(id, { scope: ["no:such"] })))[0], 400);
    assert.deepEqual((await client.clientGrants.update(id, { scope: ["read:roles"] })).scope, ["read:roles"]);
    await client.clientGrants.delete(id);
    assert.equal((await refusal(client.clientGrants.get(id)))[0], 404);
  });

  test("a connection is enabled for applications in a list of its own", async () => {
    const client = managementClient(tenant);
    const connection = await client.connections.create({ name: "people", strategy: "auth0" });
    const { id = "" } = connection;
    assert.match(id, /^con_[A-Za-z0-9]{16}$/);
    assert.equal("enabled_clients" in connection, false);
    const { client_id = "" } = await client.clients.create({ name: "D" });
    await client.connections.clients.update(id, [{ client_id, status: true }]);
    const enabled = async () => (await client.connections.clients.get(id)).data.map((one) => one.client_id);
    assert.deepEqual(await enabled(), [client_id]);
    await client.connections.clients.update(id, [{ client_id, status: false }]);
    assert.deepEqual(await enabled(), []);
    const many = Array.from({ length: 51 }, () => ({ client_id, status: true }));
    assert.match(
      String((await refusal(client.connections.clients.update(id, many)))[2]),
      /too long \(51\), maximum 50/,
    );
    assert.deepEqual(
      (await refusal(client.connections.create({ name: "people", strategy: "auth0" })))[0],
      409,
    );
  });

  test("enabled_clients is still taken, as the contract has it, and no longer shown", async () => {
    const { clients, connections } = managementClient(tenant);
    const { client_id = "" } = await clients.create({ name: "Old style" });
    const enabledFor = async (id: string) =>
      (await connections.clients.get(id)).data.map((client) => client.client_id);
    const created = await connections.create({
      name: "old-style",
      strategy: "auth0",
      enabled_clients: [client_id],
    });
    const { id = "", ...rest } = created;
    assert.equal("enabled_clients" in rest, false);
    assert.deepEqual(await enabledFor(id), [client_id]);
    assert.equal("enabled_clients" in (await connections.update(id, { enabled_clients: [] })), false);
    assert.deepEqual(await enabledFor(id), []);
    const unknown = connections.update(id, { enabled_clients: ["nobody"] });
    assert.equal((await refusal(unknown))[0], 400);
    await connections.delete(id);
    await clients.delete(client_id);
  });

  test("tenant settings and custom domains are kept", async () => {
    const client = managementClient(tenant);
    await client.tenants.settings.update({ friendly_name: "Contoso" });
    assert.equal((await client.tenants.settings.get()).friendly_name, "Contoso");
    const domain = await client.customDomains.create({
      domain: "login.example.com",
      type: "auth0_managed_certs",
    });
    assert.equal(domain.status, "pending_verification");
    assert.equal((await client.customDomains.verify(domain.custom_domain_id)).status, "ready");
    assert.deepEqual(
      (await client.customDomains.list()).map((one) => one.domain),
      ["login.example.com"],
    );
    await client.customDomains.delete(domain.custom_domain_id);
    assert.deepEqual(await client.customDomains.list(), []);
  });
});

suite("users in the sandbox's Management API", () => {
  const tenant = withTenant();
  const connection = "people";

  suiteSetup(async () => {
    const client = managementClient(tenant);
    const { id = "" } = await client.connections.create({ name: connection, strategy: "auth0" });
    await client.connections.clients.update(id, [
      { client_id: tenant.state.managementClientId, status: true },
    ]);
    await client.connections.create({ name: "nobodys", strategy: "auth0" });
  });

  const person = (email: string) => ({ connection, email, password: strongPassword() });

  test("a user has a profile, one identity and no password", async () => {
    const client = managementClient(tenant);
    const created = await client.users.create(person("Ada@example.com"));
    assert.match(created.user_id ?? "", /^auth0\|[0-9a-f]{24}$/);
    assert.equal(created.email, "ada@example.com");
    assert.equal(created.nickname, "ada");
    assert.deepEqual(created.identities, [
      { connection, user_id: created.user_id?.slice(6), provider: "auth0", isSocial: false },
    ]);
    assert.ok(!JSON.stringify(created).includes("scrypt"));
    assert.match(tenant.state.users[0]?.passwordHash ?? "", /^scrypt\$/);
    assert.deepEqual(await client.users.get(created.user_id ?? ""), created);
  });

  test("users are found by e-mail and by search", async () => {
    const client = managementClient(tenant);
    await client.users.create({ ...person("grace@example.com"), name: "Grace Hopper" });
    const emails = async (q: string) =>
      (await client.users.list({ q, search_engine: "v3" })).data.map((one) => one.email);
    assert.deepEqual(await emails('email:"grace@example.com"'), ["grace@example.com"]);
    assert.deepEqual(await emails("name:Grace* AND email:*@example.com"), ["grace@example.com"]);
    assert.deepEqual(await emails(`identities.connection:"elsewhere"`), []);
    assert.equal((await refusal(client.users.list({ q: "email:(a OR b)" })))[1], "invalid_query_string");
    const found = await client.users.listUsersByEmail({ email: "GRACE@example.com", fields: "name" });
    assert.deepEqual(found, [{ name: "Grace Hopper" }]);
  });

  test("an e-mail address is taken once, and passwords follow the policy", async () => {
    const client = managementClient(tenant);
    await client.users.create(person("mary@example.com"));
    assert.deepEqual(await refusal(client.users.create(person("MARY@example.com"))), [
      409,
      "auth0_idp_error",
      "The user already exists.",
    ]);
    const weak = client.users.create({ ...person("weak@example.com"), password: "password" });
    assert.equal((await refusal(weak))[2], "PasswordStrengthError: Password is too weak");
  });

  test("a user needs a connection that exists and is enabled, an e-mail address and a password", async () => {
    const client = managementClient(tenant);
    const create = (body: object) => client.users.create(body as { connection: string });
    assert.deepEqual((await refusal(create({ connection: "nowhere" })))[1], "inexistent_connection");
    assert.deepEqual(
      (await refusal(create({ ...person("x@example.com"), connection: "nobodys" })))[2],
      "The connection is disabled.",
    );
    assert.match(String((await refusal(create({ connection })))[2]), /Missing required property: email/);
    assert.match(
      String((await refusal(create({ connection, email: "x@example.com" })))[2]),
      /property: password/,
    );
    assert.match(String((await refusal(create({ connection, email: "x" })))[2]), /format email: x/);
  });

  test("a user is changed and deleted; metadata is merged", async () => {
    const client = managementClient(tenant);
    const { user_id = "" } = await client.users.create({
      ...person("joan@example.com"),
      user_metadata: { a: 1, b: 2 },
    });
    const changed = await client.users.update(user_id, {
      blocked: true,
      user_metadata: { b: null, c: 3 },
    });
    assert.equal(changed.blocked, true);
    assert.deepEqual(changed.user_metadata, { a: 1, c: 3 });
    await client.users.delete(user_id);
    assert.deepEqual(await refusal(client.users.get(user_id)), [
      404,
      "inexistent_user",
      "The user does not exist.",
    ]);
  });
});

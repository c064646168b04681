// The `auth0` package before version 7: every kind of the sandbox is listed, made, changed and deleted.
import assert from "node:assert/strict";
import { generateKeyPairSync } from "node:crypto";
import { input, require } from "./input.mjs";

const { AuthenticationClient, ManagementClient, UserInfoClient } = require("auth0");
const { domain, clientId, clientSecret } = input.auth0;
const management = new ManagementClient({ domain, clientId, clientSecret });

/** All of a list, which this version gives as pages. */
async function all(list) {
  const found = [];
  for await (const one of await list) found.push(one);
  return found;
}
const names = async (list, by = "name") => (await all(list)).map((one) => one[by]);

const identifier = "https://six.example/";
const api = await management.resourceServers.create({ identifier, name: "Six", scopes: [{ value: "read" }] });
assert.deepEqual((await names(management.resourceServers.list(), "identifier")).includes(identifier), true);
assert.equal(
  (await management.resourceServers.update(api.id, { name: "Six and more" })).name,
  "Six and more",
);
assert.equal((await management.resourceServers.get(api.id)).name, "Six and more");

const robot = await management.clients.create({ name: "Robot", app_type: "non_interactive" });
assert.equal(
  (await management.clients.update(robot.client_id, { description: "Works" })).description,
  "Works",
);
assert.ok((await names(management.clients.list({ is_global: false }))).includes("Robot"));
assert.equal((await management.clients.get(robot.client_id)).name, "Robot");
assert.notEqual((await management.clients.rotateSecret(robot.client_id)).client_secret, robot.client_secret);

const grant = await management.clientGrants.create({
  client_id: robot.client_id,
  audience: identifier,
  scope: [],
});
await management.clientGrants.update(grant.id, { scope: ["read"] });
assert.deepEqual((await all(management.clientGrants.list({ audience: identifier })))[0].scope, ["read"]);

const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
const credential = await management.clients.credentials.create(robot.client_id, {
  credential_type: "public_key",
  pem: publicKey.export({ type: "spki", format: "pem" }),
});
await management.clients.update(robot.client_id, {
  token_endpoint_auth_method: null,
  client_authentication_methods: { private_key_jwt: { credentials: [{ id: credential.id }] } },
});
const keyed = new AuthenticationClient({
  domain,
  clientId: robot.client_id,
  clientAssertionSigningKey: privateKey.export({ type: "pkcs8", format: "pem" }),
});
const { data: token } = await keyed.oauth.clientCredentialsGrant({ audience: identifier });
assert.equal(token.scope, "read");

const connection = await management.connections.create({ name: "people", strategy: "auth0" });
await management.connections.update(connection.id, { options: { passwordPolicy: "good" } });
await management.connections.clients.update(connection.id, [{ client_id: clientId, status: true }]);
assert.ok((await names(management.connections.list())).includes("people"));

const password = `Aa1!${Math.random().toString(36).slice(2)}xyz`;
const user = await management.users.create({ connection: "people", email: "ada@example.com", password });
await management.users.update(user.user_id, { user_metadata: { colour: "blue" } });
assert.equal((await management.users.get(user.user_id)).user_metadata.colour, "blue");
assert.deepEqual(await names(management.users.list({ q: "email:ada@example.com" }), "email"), [
  "ada@example.com",
]);
await management.users.permissions.create(user.user_id, {
  permissions: [{ resource_server_identifier: identifier, permission_name: "read" }],
});
assert.equal((await all(management.users.permissions.list(user.user_id))).length, 1);

const shop = await management.clients.create({
  name: "Shop",
  app_type: "regular_web",
  grant_types: ["http://auth0.com/oauth/grant-type/password-realm"],
});
await management.connections.clients.update(connection.id, [{ client_id: shop.client_id, status: true }]);
const login = new AuthenticationClient({
  domain,
  clientId: shop.client_id,
  clientSecret: shop.client_secret,
});
const { data: tokens } = await login.oauth.passwordGrant({
  username: "ada@example.com",
  password,
  realm: "people",
  scope: "openid email",
});
const { data: profile } = await new UserInfoClient({ domain }).getUserInfo(tokens.access_token);
assert.equal(profile.email, "ada@example.com");

const own = await management.customDomains.create({
  domain: "login.six.example",
  type: "auth0_managed_certs",
});
assert.equal((await management.customDomains.verify(own.custom_domain_id)).status, "ready");
await management.customDomains.delete(own.custom_domain_id);
await management.tenants.settings.update({ friendly_name: "Six" });
assert.equal((await management.tenants.settings.get()).friendly_name, "Six");

for (const list of [
  management.roles.list(),
  management.organizations.list(),
  management.actions.list(),
  management.rules.list(),
  management.eventStreams.list(),
  management.flows.list(),
  management.forms.list(),
  management.selfServiceProfiles.list(),
]) {
  assert.deepEqual(await all(list), []);
}
assert.deepEqual(await management.logStreams.list(), []);

await management.users.delete(user.user_id);
await management.connections.delete(connection.id);
await management.clientGrants.delete(grant.id);
await management.clients.delete(robot.client_id);
await management.clients.delete(shop.client_id);
await management.resourceServers.delete(api.id);
await assert.rejects(management.resourceServers.get(api.id), { statusCode: 404 });
assert.deepEqual(await names(management.clients.list({ is_global: false })), ["API Explorer Application"]);

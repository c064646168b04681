import assert from "node:assert/strict";
import { createRemoteJWKSet, customFetch, decodeProtectedHeader, jwtVerify } from "jose";
import { suite, suiteSetup, test } from "mocha";
import { managementClient, sdkFetch } from "./auth0-management-client.ts";
import { withTenant } from "./auth0-tenant.ts";

interface Tokens {
  readonly access_token: string;
  readonly scope?: string;
  readonly expires_in: number;
  readonly token_type: string;
}

suite("client credentials at the sandbox's Auth0", () => {
  const tenant = withTenant();
  const audience = "calculator";
  let id = "";
  let secret = "";
  let grantId = "";

  suiteSetup(async () => {
    const management = managementClient(tenant);
    await management.resourceServers.create({
      identifier: audience,
      scopes: [{ value: "add" }, { value: "divide" }, { value: "admin" }],
      token_lifetime: 600,
    });
    const machine = await management.clients.create({ name: "Machine", app_type: "non_interactive" });
    id = machine.client_id ?? "";
    secret = machine.client_secret ?? "";
    const grant = await management.clientGrants.create({ client_id: id, audience, scope: ["add", "divide"] });
    grantId = grant.id ?? "";
  });

  const ask = (more: Record<string, string> = {}, headers: Record<string, string> = {}) =>
    tenant.post(
      "/oauth/token",
      { grant_type: "client_credentials", client_id: id, client_secret: secret, audience, ...more },
      headers,
    );

  const token = async (more: Record<string, string> = {}) => {
    const response = await ask(more);
    assert.equal(response.status, 200);
    return (await response.json()) as Tokens;
  };

  const verify = async (jwt: string) => {
    const url = new URL("/.well-known/jwks.json", tenant.origin);
    const keys = createRemoteJWKSet(url, { [customFetch]: sdkFetch(tenant) });
    return (await jwtVerify(jwt, keys, { issuer: `${tenant.origin}/`, audience })).payload;
  };

  test("gives a token with all scopes of the grant, for an identifier that is no URI", async () => {
    const { access_token, ...rest } = await token();
    assert.deepEqual(rest, { scope: "add divide", expires_in: 600, token_type: "Bearer" });
    const { iat, exp, ...claims } = await verify(access_token);
    assert.deepEqual(claims, {
      iss: `${tenant.origin}/`,
      sub: `${id}@clients`,
      aud: audience,
      scope: "add divide",
      gty: "client-credentials",
      azp: id,
    });
    assert.equal((exp ?? 0) - (iat ?? 0), 600);
  });

  test("gives fewer scopes when fewer are asked for, and never more than granted", async () => {
    assert.equal((await token({ scope: "divide admin" })).scope, "divide");
    const { access_token, scope } = await token({ scope: "admin" });
    assert.equal(scope, undefined);
    assert.equal("scope" in (await verify(access_token)), false);
  });

  test("a grant of all scopes grows with the API", async () => {
    const management = managementClient(tenant);
    await management.clientGrants.update(grantId, { allow_all_scopes: true });
    assert.equal((await token()).scope, "add divide admin");
    await management.clientGrants.update(grantId, { allow_all_scopes: false });
  });

  test("writes the dialect the API asks for", async () => {
    const management = managementClient(tenant);
    await management.resourceServers.update(audience, {
      token_dialect: "rfc9068_profile_authz",
      enforce_policies: true,
    });
    const { access_token } = await token();
    assert.equal(decodeProtectedHeader(access_token).typ, "at+jwt");
    const { jti, iat: _, exp: __, ...claims } = await verify(access_token);
    assert.ok(jti);
    assert.deepEqual(claims, {
      iss: `${tenant.origin}/`,
      sub: `${id}@clients`,
      aud: audience,
      scope: "add divide",
      client_id: id,
      permissions: ["add", "divide"],
    });
    await management.resourceServers.update(audience, { token_dialect: "access_token" });
  });

  test("signs as the API asks: HS256 with its secret, PS256 and RS512 with the tenant's key", async () => {
    const management = managementClient(tenant);
    const signing_secret = "s".repeat(32);
    await management.resourceServers.update(audience, { signing_alg: "HS256", signing_secret });
    const symmetric = (await token()).access_token;
    assert.equal(decodeProtectedHeader(symmetric).alg, "HS256");
    assert.ok(await jwtVerify(symmetric, Buffer.from(signing_secret), { audience }));
    for (const alg of ["PS256", "RS512"] as const) {
      await management.resourceServers.update(audience, { signing_alg: alg });
      const signed = (await token()).access_token;
      assert.equal(decodeProtectedHeader(signed).alg, alg);
      const { n, e } = tenant.state.signingKeys[0]?.privateKey ?? {};
      assert.ok(await jwtVerify(signed, { kty: "RSA", n: String(n), e: String(e), alg }));
    }
    await management.resourceServers.update(audience, { signing_alg: "RS256" });
  });

  const refused = async (more: Record<string, string>, headers: Record<string, string> = {}) => {
    const response = await ask(more, headers);
    const { error, error_description } = (await response.json()) as Record<string, string>;
    return [response.status, error, error_description];
  };

  test("a wrong secret or application is unauthorized", async () => {
    for (const wrong of [{ client_secret: "wrong" }, { client_id: "nobody" }, { client_secret: "" }]) {
      assert.deepEqual(await refused(wrong), [401, "access_denied", "Unauthorized"]);
    }
  });

  test("an application without a method authenticates in the header or in the body, with its secret", async () => {
    const basic = (password: string) => ({
      authorization: `Basic ${Buffer.from(`${id}:${password}`).toString("base64")}`,
    });
    const body = { grant_type: "client_credentials", audience };
    assert.equal((await ask()).status, 200);
    assert.equal((await tenant.post("/oauth/token", body, basic(secret))).status, 200);
    assert.equal((await tenant.post("/oauth/token", body, basic("wrong"))).status, 401);
    assert.equal((await tenant.post("/oauth/token", { ...body, client_id: id }, {})).status, 401);
  });

  test("an application that is set to one place for its secret may send it in the other", async () => {
    const basic = (password: string) => ({
      authorization: `Basic ${Buffer.from(`${id}:${password}`).toString("base64")}`,
    });
    const body = { grant_type: "client_credentials", audience };
    const management = managementClient(tenant);
    for (const token_endpoint_auth_method of ["client_secret_basic", "client_secret_post"] as const) {
      await management.clients.update(id, { token_endpoint_auth_method });
      assert.equal((await tenant.post("/oauth/token", body, basic(secret))).status, 200);
      assert.equal((await tenant.post("/oauth/token", body, basic("wrong"))).status, 401);
      assert.equal((await ask()).status, 200);
      assert.equal((await ask({ client_secret: "wrong" })).status, 401);
    }
  });

  test("what is missing or unknown is named", async () => {
    assert.deepEqual(await refused({ grant_type: "" }), [
      400,
      "invalid_request",
      "Missing required parameter: grant_type",
    ]);
    assert.deepEqual(await refused({ grant_type: "magic" }), [
      403,
      "unsupported_grant_type",
      "Unsupported grant type: magic",
    ]);
    assert.deepEqual(await refused({ grant_type: "password" }), [
      403,
      "unauthorized_client",
      "Grant type 'password' not allowed for the client.",
    ]);
    assert.deepEqual(await refused({ audience: "https://no.such.api" }), [
      403,
      "access_denied",
      "Service not enabled within domain: https://no.such.api",
    ]);
    assert.deepEqual(await refused({ audience: "" }), [
      403,
      "access_denied",
      "No audience parameter was provided, and no default audience has been configured",
    ]);
  });

  test("the tenant's default audience stands in for a missing one", async () => {
    const management = managementClient(tenant);
    await management.tenants.settings.update({ default_audience: audience });
    const { access_token } = (await (await ask({ audience: "" })).json()) as Tokens;
    assert.equal((await verify(access_token)).aud, audience);
    await management.tenants.settings.update({ default_audience: "" });
  });

  test("without a client grant there is no token", async () => {
    await managementClient(tenant).clientGrants.delete(grantId);
    const [status, error, description] = await refused({});
    assert.deepEqual([status, error], [403, "access_denied"]);
    assert.match(
      String(description),
      /^Client ".+" is not authorized to access resource server "calculator"\./,
    );
  });
});

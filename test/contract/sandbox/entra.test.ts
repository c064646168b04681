import assert from "node:assert/strict";
import { ClientSecretCredential } from "@azure/identity";
import { decodeJwt } from "jose";
import { createPrincipal } from "../../../src/sandbox/seed/azure.ts";
import { withSandbox } from "../../support/sandbox.ts";

suite("Entra ID of the sandbox", () => {
  const sandbox = withSandbox();

  function credential(change: { tenantId?: string; clientId?: string; clientSecret?: string } = {}) {
    const { tenantId, clientId, clientSecret, authorityHost } = { ...sandbox.info.azure, ...change };
    return new ClientSecretCredential(tenantId, clientId, clientSecret, {
      authorityHost,
      disableInstanceDiscovery: true,
      tlsOptions: { ca: sandbox.ca },
    });
  }

  function tokenRequest(form: Record<string, string>, tenant = sandbox.info.azure.tenantId) {
    const { authorityHost } = sandbox.info.azure;
    return sandbox.fetch(`${authorityHost}/${tenant}/oauth2/v2.0/token`, {
      method: "POST",
      body: new URLSearchParams(form),
    });
  }

  const scope = () => `${sandbox.info.azure.resourceManager}/.default`;

  test("gives the official credential a token for Resource Manager", async () => {
    const { token } = await credential().getToken(scope());
    const claims = decodeJwt(token);
    assert.equal(claims.aud, sandbox.info.azure.resourceManager);
    assert.equal(claims["appid"], sandbox.info.azure.clientId);
    assert.equal(claims["tid"], sandbox.info.azure.tenantId);
  });

  test("refuses a wrong secret by the code that the documentation names", async () => {
    await assert.rejects(credential({ clientSecret: "wrong" }).getToken(scope()), /AADSTS7000215/);
  });

  test("refuses an application that the directory does not have", async () => {
    const { clientId } = createPrincipal([]);
    await assert.rejects(credential({ clientId }).getToken(scope()), /AADSTS700016/);
  });

  test("refuses a directory that does not exist", async () => {
    const tenantId = "00000000-0000-4000-8000-000000000000";
    await assert.rejects(
      credential({ tenantId }).getToken(scope()),
      /AADSTS90002|endpoints_resolution_error/,
    );
    const response = await tokenRequest({ grant_type: "client_credentials" }, tenantId);
    assert.equal(response.status, 400);
    assert.match(await response.text(), /AADSTS90002: Tenant '00000000-/);
  });

  test("takes only scopes that end in /.default, and only of Resource Manager", async () => {
    const { resourceManager } = sandbox.info.azure;
    await assert.rejects(credential().getToken(`${resourceManager}/user_impersonation`), /AADSTS1002012/);
    await assert.rejects(credential().getToken("https://graph.microsoft.com/.default"), /AADSTS500011/);
  });

  test("names a parameter that is missing, and a grant that it does not have", async () => {
    const noGrant = await tokenRequest({});
    assert.match(await noGrant.text(), /AADSTS900144: .*'grant_type'/);
    const password = await tokenRequest({ grant_type: "password" });
    assert.match(await password.text(), /AADSTS70003/);
  });

  test("describes an error in the members that clients read", async () => {
    const { clientId } = sandbox.info.azure;
    const response = await tokenRequest({
      grant_type: "client_credentials",
      client_id: clientId,
      client_secret: "wrong",
      scope: scope(),
    });
    assert.equal(response.status, 401);
    const body = (await response.json()) as Record<string, unknown>;
    assert.equal(body["error"], "invalid_client");
    assert.deepEqual(body["error_codes"], [7000215]);
    assert.ok(body["trace_id"] && body["correlation_id"] && body["timestamp"]);
  });

  test("takes the secret in the Authorization header as well", async () => {
    const { authorityHost, tenantId, clientId, clientSecret } = sandbox.info.azure;
    const basic = Buffer.from(`${clientId}:${encodeURIComponent(clientSecret)}`).toString("base64");
    const response = await sandbox.fetch(`${authorityHost}/${tenantId}/oauth2/v2.0/token`, {
      method: "POST",
      headers: { authorization: `Basic ${basic}` },
      body: new URLSearchParams({ grant_type: "client_credentials", scope: scope() }),
    });
    assert.equal(response.status, 200);
    assert.equal(response.headers.get("cache-control"), "no-store, no-cache");
  });

  test("may be called adfs, so that clients do not ask Microsoft whether they may trust it", async () => {
    const { authorityHost, tenantId } = sandbox.info.azure;
    const response = await sandbox.fetch(`${authorityHost}/adfs/.well-known/openid-configuration`);
    const metadata = (await response.json()) as Record<string, string>;
    assert.equal(metadata["token_endpoint"], `${authorityHost}/${tenantId}/oauth2/v2.0/token`);
  });

  test("publishes discovery documents whose addresses lead back to itself", async () => {
    const { authorityHost, tenantId } = sandbox.info.azure;
    const response = await sandbox.fetch(
      `${authorityHost}/${tenantId}/v2.0/.well-known/openid-configuration`,
    );
    const metadata = (await response.json()) as Record<string, string>;
    assert.equal(metadata["token_endpoint"], `${authorityHost}/${tenantId}/oauth2/v2.0/token`);
    const keys = await sandbox.fetch(metadata["jwks_uri"] ?? "");
    const { keys: found } = (await keys.json()) as { keys: Record<string, string>[] };
    assert.deepEqual(
      found.map((key) => [key["kty"], "d" in key]),
      [["RSA", false]],
    );
    const instance = await sandbox.fetch(`${authorityHost}/common/discovery/instance?api-version=1.1`);
    assert.match(
      await instance.text(),
      new RegExp(`"tenant_discovery_endpoint":"${authorityHost}/${tenantId}`),
    );
  });
});

import assert from "node:assert/strict";
import { suite, suiteSetup, test } from "mocha";
import { SdkCloudFactory } from "../../src/adapters/cloud-factory.ts";
import { type AssertionAlgorithm, type Auth0Account, assertionAlgorithms } from "../../src/domain/account.ts";
import { connectAuth0, managementScopes } from "../../src/workflows/connect.ts";
import { readManagementToken } from "../../src/workflows/management-token.ts";
import { failsWith } from "../support/failing.ts";
import { testKeys } from "../support/keys.ts";
import { unsignedToken } from "../support/tokens.ts";
import { managementClient } from "./sandbox/auth0-management-client.ts";
import { withTenant } from "./sandbox/auth0-tenant.ts";

const keys = testKeys();
const { signal } = new AbortController();

suite("signing in to a tenant, each way", () => {
  const tenant = withTenant();
  const factory = new SdkCloudFactory();
  /** Applications that have the key registered for one algorithm each. */
  const clients = new Map<AssertionAlgorithm, string>();

  suiteSetup(async () => {
    const management = managementClient(tenant);
    for (const algorithm of assertionAlgorithms) {
      const { client_id: clientId = "" } = await management.clients.create({
        name: `Robot ${algorithm}`,
        app_type: "non_interactive",
      });
      const credential = await management.clients.credentials.create(clientId, {
        credential_type: "public_key",
        pem: keys.publicPem,
        alg: algorithm,
      });
      const methods = { private_key_jwt: { credentials: [{ id: credential.id ?? "" }] } };
      await management.clients.update(clientId, {
        token_endpoint_auth_method: null,
        client_authentication_methods: methods,
      });
      await management.clientGrants.create({
        client_id: clientId,
        audience: tenant.management,
        scope: [...managementScopes],
      });
      clients.set(algorithm, clientId);
    }
  });

  const sandbox = () => ({ ca: tenant.info.ca });
  const connect = (account: Omit<Auth0Account, "domain" | "sandbox">, secret: string) =>
    connectAuth0(
      factory,
      { account: { ...account, domain: tenant.domain, sandbox: sandbox() }, secret },
      signal,
    );
  const byKey = (algorithm: AssertionAlgorithm, client: AssertionAlgorithm = algorithm) => ({
    clientId: clients.get(client) ?? "",
    way: { kind: "private-key", algorithm } as const,
  });

  /** A token of the sandbox's own application for the Management API. */
  async function managementToken(): Promise<string> {
    const { clientId, clientSecret } = tenant.info.auth0;
    const account = { domain: tenant.domain, clientId, sandbox: sandbox() };
    const cloud = await factory.openAuth0(account, clientSecret);
    const audience = tenant.management;
    return (await cloud.requestToken({ clientId, clientSecret, audience }, signal)).accessToken;
  }

  test("by a client secret", async () => {
    const { clientId, clientSecret } = tenant.info.auth0;
    const { missingScopes } = await connect({ clientId }, clientSecret);
    assert.deepEqual(missingScopes, []);
  });

  for (const algorithm of assertionAlgorithms) {
    test(`by a private key with ${algorithm}, for the SDK's tokens and for our own`, async () => {
      const pem = await factory.readSigningKey(keys.locked, keys.passphrase);
      const { tenant: read, missingScopes } = await connect(byKey(algorithm), pem);
      assert.equal(read.domain, tenant.domain);
      assert.deepEqual(missingScopes, []);
    });
  }

  test("by a token that was pasted", async () => {
    const token = await managementToken();
    const { domain, clientId, expiresAt } = readManagementToken(token, Date.now());
    assert.equal(domain, tenant.domain);
    assert.equal(clientId, tenant.info.auth0.clientId);
    assert.ok(expiresAt !== undefined && expiresAt * 1000 > Date.now());
    const { missingScopes } = await connect({ clientId, way: { kind: "token", expiresAt } }, token);
    assert.deepEqual(missingScopes, []);
  });

  suite("each wrong input has its own message", () => {
    test("another client secret", async () => {
      const asked = connect({ clientId: tenant.info.auth0.clientId }, "another");
      await failsWith("unauthorized", asked, "refused the client id or the client secret", "Copy both anew");
    });

    test("another client id", async () => {
      const asked = connect({ clientId: "nobody" }, tenant.info.auth0.clientSecret);
      await failsWith("unauthorized", asked, "refused the client id or the client secret");
    });

    test("a key for another algorithm", async () => {
      const asked = connect(byKey("RS384", "RS256"), keys.pkcs8);
      await failsWith("unauthorized", asked, "refused the client id or the key", "for this algorithm");
    });

    test("a key where a client secret is wanted", async () => {
      const { clientId } = tenant.info.auth0;
      const asked = connect({ clientId, way: { kind: "private-key", algorithm: "RS256" } }, keys.pkcs8);
      await failsWith(
        "unauthorized",
        asked,
        "refused the client id or the key",
        "Private Key JWT must be on",
      );
    });

    test("a token that the tenant did not issue", async () => {
      const token = unsignedToken({ aud: tenant.management, azp: "somebody" });
      const asked = connect({ clientId: "somebody", way: { kind: "token" } }, token);
      await failsWith("unauthorized", asked, "refused the token", "copy a new one");
    });

    test("an application that may not use the Management API", async () => {
      const management = managementClient(tenant);
      const { client_id: clientId = "", client_secret: secret = "" } = await management.clients.create({
        name: "Without a grant",
        app_type: "non_interactive",
      });
      await failsWith("forbidden", connect({ clientId }, secret), "may not use the Management API");
    });
  });

  test("a token that has expired meanwhile is told from one that was never good, without asking the tenant", async () => {
    const token = await managementToken();
    const account = { domain: tenant.domain, clientId: "m2m", sandbox: sandbox() };
    const cloud = await factory.openAuth0({ ...account, way: { kind: "token", expiresAt: 1 } }, token);
    await failsWith(
      "unauthorized",
      cloud.readTenant(signal),
      `The token for ${tenant.domain} expired at`,
      "new token",
    );
  });
});

import assert from "node:assert/strict";
import { createHash, X509Certificate } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { suite, test } from "mocha";
import { withTenant } from "./auth0-tenant.ts";

interface PublicKey {
  readonly kid: string;
  readonly x5t: string;
  readonly x5c: readonly [string];
}

suite("discovery and keys of the sandbox's Auth0", () => {
  const tenant = withTenant();
  const get = async (path: string) => (await (await tenant.fetch(path)).json()) as Record<string, unknown>;

  test("the discovery document has the members that real ones always have", async function () {
    const folder = process.env["CONTRACTS_DIR"];
    if (!folder) return this.skip();
    const observed = JSON.parse(readFileSync(join(folder, "auth0", "discovery-observed.json"), "utf8")) as {
      always_present: Record<string, unknown>;
    };
    const own = await get("/.well-known/openid-configuration");
    for (const [name, value] of Object.entries(observed.always_present)) {
      if (typeof value === "string" && value.startsWith("https://TENANT/")) {
        const path = value.replace(/ \(.*/, "").slice("https://TENANT".length);
        assert.equal(own[name], `${tenant.origin}${path}`);
      } else {
        assert.deepEqual(own[name], value, name);
      }
    }
    assert.deepEqual(await get("/.well-known/oauth-authorization-server"), own);
  });

  test("every endpoint it names answers", async () => {
    const own = await get("/.well-known/openid-configuration");
    for (const name of ["authorization_endpoint", "userinfo_endpoint", "jwks_uri", "end_session_endpoint"]) {
      const { status } = await tenant.fetch(String(own[name]));
      assert.ok(status < 500 && status !== 404, `${name}: ${status}`);
    }
    for (const name of ["token_endpoint", "device_authorization_endpoint", "revocation_endpoint"]) {
      const { status } = await tenant.post(String(own[name]), {});
      assert.equal(status, 400, name);
    }
  });

  test("the key set lists the current and the next key with their certificates", async () => {
    const keys = (await get("/.well-known/jwks.json"))["keys"] as PublicKey[];
    assert.equal(keys.length, 2);
    for (const key of keys) {
      assert.deepEqual(Object.keys(key), ["kty", "use", "n", "e", "kid", "x5t", "x5c", "alg"]);
      assert.match(key.kid, /^[\w-]{21}$/);
      const der = Buffer.from(key.x5c[0], "base64");
      assert.equal(key.x5t, createHash("sha1").update(der).digest("base64url"));
      const certificate = new X509Certificate(der);
      assert.equal(certificate.subject, "CN=127.0.0.1");
      assert.ok(certificate.verify(certificate.publicKey));
      const { n, e, kty } = certificate.publicKey.export({ format: "jwk" });
      assert.deepEqual({ n, e, kty }, pick(key, ["n", "e", "kty"]));
    }
  });

  test("keys and the Management API stay what they are after a restart", async () => {
    const before = tenant.state.signingKeys.map(({ kid }) => kid);
    await tenant.restart();
    assert.deepEqual(
      tenant.state.signingKeys.map(({ kid }) => kid),
      before,
    );
    assert.equal(tenant.state.managementIdentifier, tenant.management);
    assert.equal(tenant.state.clientGrants[0]?.audience, tenant.management);
  });
});

function pick(value: object, names: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(Object.entries(value).filter(([name]) => names.includes(name)));
}

import assert from "node:assert/strict";
import { createPrivateKey, generateKeyPairSync, X509Certificate } from "node:crypto";
import { once } from "node:events";
import { createServer, type Server } from "node:https";
import type { TLSSocket } from "node:tls";
import { decodeJwt } from "jose";
import { setup, suite, suiteSetup, suiteTeardown, test } from "mocha";
import { Agent, fetch } from "undici";
import {
  createAuthority,
  issueCertificate,
  issueServerCertificate,
} from "../../src/sandbox/tls/certificates.ts";
import type { Clouds } from "../../src/workflows/clouds.ts";
import {
  auth0Check,
  type Protection,
  planProtection,
  readProtectApi,
} from "../../src/workflows/protect-api.ts";
import { apimClient, contosoInstance } from "../support/azure-clients.ts";
import { withSandbox } from "../support/sandbox.ts";
import { openShop, tenantOf } from "./sandbox/auth0-fixtures.ts";
import { applied, calculatorOf, openClouds, signal, takenBack } from "./secure-api-clouds.ts";

/** What came to the backend. */
interface Seen {
  readonly authorization: string | undefined;
  /** SHA-1 of the certificate that was shown, without colons. */
  readonly thumbprint: string | undefined;
}

suite("a protected API, through the sandbox's gateway", () => {
  const sandbox = withSandbox();
  let backend: Server;
  let address = "";
  let clouds: Clouds;
  let key = "";
  const seen: Seen[] = [];

  suiteSetup(async () => {
    const { certificate: cert, key: secret } = issueServerCertificate(sandbox.state.authority, new Date());
    const asks = { requestCert: true, rejectUnauthorized: false };
    backend = createServer({ cert, key: secret, ...asks }, (request, response) => {
      const { fingerprint } = (request.socket as TLSSocket).getPeerCertificate() ?? {};
      seen.push({
        authorization: request.headers.authorization,
        thumbprint: fingerprint?.replaceAll(":", ""),
      });
      response.end("ok");
    });
    backend.listen(0, "127.0.0.1");
    await once(backend, "listening");
    const place = backend.address();
    assert.ok(typeof place === "object" && place);
    address = `https://127.0.0.1:${place.port}`;
  });
  suiteTeardown(async () => {
    backend.closeAllConnections();
    backend.close();
    await once(backend, "close");
  });

  setup(async () => {
    await sandbox.reset();
    clouds = await openClouds(sandbox);
    const api = Object.values(sandbox.state.azure.resources).find(({ id }) =>
      id.endsWith("/apis/basic-calculator"),
    );
    assert.ok(api);
    api.properties["serviceUrl"] = address;
    const { primaryKey } = await apimClient(sandbox).subscription.listSecrets(...contosoInstance, "master");
    key = primaryKey ?? "";
  });

  const apply = async (...protections: readonly Protection[]) => {
    const snapshot = await readProtectApi(clouds.azure, calculatorOf(sandbox), signal);
    return applied(planProtection(snapshot, protections), clouds);
  };
  /** A call with a key and a header of its own; what the caller got, and what came to the backend. */
  const call = async (headers: Record<string, string> = { "Ocp-Apim-Subscription-Key": key }) => {
    seen.length = 0;
    const response = await sandbox.fetch(`${sandbox.info.gateway}/calc/add?a=2&b=3`, {
      headers: { authorization: "Bearer of-the-caller", ...headers },
    });
    return {
      status: response.status,
      skipped: response.headers.get("sandbox-skipped-policies"),
      seen: seen[0],
    };
  };

  test("scenario 1: a token of the tenant is checked and reaches the backend as it is, and another does not", async () => {
    const { url, issuer } = await clouds.auth0.readDiscovery(signal);
    const { audience, web, management } = await openShop(tenantOf(sandbox));
    await management.clientGrants.create({ client_id: web.id, audience, scope: ["add"] });
    await apply(auth0Check({ url, issuer }, audience));
    assert.deepEqual(await call(), { status: 401, skipped: null, seen: undefined });
    const answer = await sandbox.fetch(new URL("/oauth/token", issuer), {
      method: "POST",
      body: new URLSearchParams({
        grant_type: "client_credentials",
        client_id: web.id,
        client_secret: web.secret,
        audience,
      }),
    });
    const { access_token: token = "" } = (await answer.json()) as { readonly access_token?: string };
    const authorization = `Bearer ${token}`;
    assert.deepEqual(await call({ "Ocp-Apim-Subscription-Key": key, authorization }), {
      status: 200,
      skipped: null,
      seen: { authorization, thumbprint: undefined },
    });
  });

  test("the backend gets user name and password, in place of what the caller sent, until undo", async () => {
    const journal = await apply({ kind: "backend-password", username: "shop", password: "correct horse" });
    const authorization = `Basic ${Buffer.from("shop:correct horse").toString("base64")}`;
    const protectedCall = await call();
    assert.deepEqual(protectedCall, {
      status: 200,
      skipped: null,
      seen: { authorization, thumbprint: undefined },
    });
    await takenBack(journal, clouds);
    assert.equal((await call()).seen?.authorization, "Bearer of-the-caller");
  });

  test("the backend is shown the certificate that was chosen, by a new backend and by one that is there", async () => {
    const own = createAuthority(new Date());
    const data = own.certificate + own.key;
    await apimClient(sandbox).certificate.createOrUpdate(...contosoInstance, "gateway", { data });
    const thumbprint = new X509Certificate(own.certificate).fingerprint.replaceAll(":", "");
    const protection: Protection = { kind: "backend-certificate", certificateId: "gateway" };
    const journal = await apply(protection);
    const shown = { status: 200, skipped: null, seen: { authorization: "Bearer of-the-caller", thumbprint } };
    assert.deepEqual(await call(), shown);
    await takenBack(journal, clouds);
    assert.equal((await call()).seen?.thumbprint, undefined);
    const there = { url: address, protocol: "http" };
    await apimClient(sandbox).backend.createOrUpdate(...contosoInstance, "there", there);
    await apply(protection);
    assert.deepEqual(await call(), shown);
  });

  test("the backend gets a token of the instance's identity for what it is called by", async () => {
    await apply({ kind: "managed-identity", resource: "api://backend" });
    const { status, seen: got } = await call();
    assert.equal(status, 200);
    assert.equal(decodeJwt(got?.authorization?.replace(/^Bearer /, "") ?? "").aud, "api://backend");
  });

  test("callers of other addresses do not reach the backend, and those of one that is named do", async () => {
    const journal = await apply({ kind: "caller-addresses", addresses: ["203.0.113.7"] });
    assert.deepEqual(await call(), { status: 403, skipped: null, seen: undefined });
    await takenBack(journal, clouds);
    await apply({ kind: "caller-addresses", addresses: ["127.0.0.0/8"] });
    assert.equal((await call()).status, 200);
  });

  test("callers reach the backend with the certificate that is asked for, and with no other and none", async () => {
    const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
    const { authority } = sandbox.state;
    const of = (subject: string) => ({
      cert: issueCertificate({
        subject,
        subjectKey: privateKey,
        issuer: "Auth0 for APIM sandbox authority",
        issuerKey: createPrivateKey(authority.key),
        issuedAt: new Date(),
        days: 1,
        extensions: [],
      }),
      key: privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
    });
    const own = createAuthority(new Date());
    const callAs = async (identity: { readonly cert?: string; readonly key?: string }) => {
      const dispatcher = new Agent({ connect: { ca: sandbox.ca, ...identity } });
      seen.length = 0;
      const headers = { "Ocp-Apim-Subscription-Key": key };
      const url = `${sandbox.info.gateway}/calc/add?a=2&b=3`;
      const { status } = await fetch(url, { headers, dispatcher });
      await dispatcher.destroy();
      return [status, seen.length];
    };
    await apply({ kind: "client-certificate", identities: [{ subject: "CN=orders" }] });
    assert.deepEqual(await callAs(of("orders")), [403, 0], "the host name does not ask for certificates yet");
    const service = Object.values(sandbox.state.azure.resources).find(({ id }) =>
      id.endsWith("/service/contoso-apim"),
    );
    assert.ok(service);
    service.properties["hostnameConfigurations"] = [{ type: "Proxy", negotiateClientCertificate: true }];
    assert.deepEqual(await callAs(of("orders")), [200, 1]);
    assert.deepEqual(await callAs(of("somebody")), [403, 0]);
    assert.deepEqual(await callAs({ cert: own.certificate, key: own.key }), [403, 0]);
    assert.deepEqual(await callAs({}), [403, 0]);
  });

  test("callers without a key do not reach the backend any more", async () => {
    const api = Object.values(sandbox.state.azure.resources).find(({ id }) =>
      id.endsWith("/apis/basic-calculator"),
    );
    assert.ok(api);
    api.properties["subscriptionRequired"] = false;
    assert.equal((await call({})).status, 200);
    await apply({ kind: "subscription-key" });
    assert.deepEqual(await call({}), { status: 401, skipped: null, seen: undefined });
    assert.equal((await call()).status, 200);
  });
});

import assert from "node:assert/strict";
import { setup, suite, test } from "mocha";
import type { Auth0Api } from "../../src/domain/auth0.ts";
import type { Auth0Cloud } from "../../src/domain/auth0-cloud.ts";
import { type Shelved, storeIn, valuesOf } from "../../src/resources/clouds.ts";
import { auth0Api } from "../../src/resources/kinds/auth0-api.ts";
import { auth0Application } from "../../src/resources/kinds/auth0-application.ts";
import { auth0Connection } from "../../src/resources/kinds/auth0-connection.ts";
import { auth0User } from "../../src/resources/kinds/auth0-user.ts";
import { clientGrant } from "../../src/resources/kinds/client-grant.ts";
import { collect } from "../support/collect.ts";
import { failsWith } from "../support/failing.ts";
import { auth0ApplicationExample } from "./kinds/auth0-application.ts";
import { auth0UserExample } from "./kinds/auth0-user.ts";
import { clientGrantExample } from "./kinds/client-grant.ts";
import { enabledApplicationExample } from "./kinds/enabled-application.ts";
import { make } from "./kinds/kind-example.ts";

/** How to get an implementation of the port; each on a tenant without APIs, connections and users. */
export interface Auth0Harness {
  open(): Promise<Auth0Cloud & Shelved>;
  /** The connected application has these scopes of the Management API only. */
  openWithScopes(scopes: readonly string[]): Promise<Auth0Cloud & Shelved>;
  openWithWrongSecret(): Promise<Auth0Cloud & Shelved>;
}

/** What every implementation of `Auth0Cloud` does, and what its kinds do besides what all kinds do. */
export function testAuth0Cloud(name: string, harness: Auth0Harness): void {
  suite(`Auth0Cloud: ${name}`, () => {
    let auth0: Auth0Cloud & Shelved;
    const { signal } = new AbortController();

    setup(async () => {
      auth0 = await harness.open();
    });

    const api = (identifier: string) =>
      ({ name: "Calculator", identifier, signingAlgorithm: "RS256", scopes: [] }) as const;
    const connection = (index: number) => ({ name: `connection-${index}`, strategy: "auth0" });
    const user = (connection: string) => ({
      email: "ada@example.com",
      password: "Correct-Horse-9-Battery",
      connection,
    });

    suite("tenant", () => {
      test("reads what the tenant says about itself", async () => {
        const tenant = await auth0.readTenant(signal);
        assert.equal(tenant.domain, auth0.domain);
        assert.equal(tenant.defaultAudience, undefined);
        assert.deepEqual(tenant.customDomains, []);
      });

      test("reads the discovery document, whose issuer ends with a slash", async () => {
        const discovery = await auth0.readDiscovery(signal);
        assert.equal(discovery.url, `https://${auth0.domain}/.well-known/openid-configuration`);
        assert.equal(discovery.issuer, `https://${auth0.domain}/`);
        assert.equal(discovery.tokenEndpoint, `https://${auth0.domain}/oauth/token`);
        assert.equal(discovery.authorizationEndpoint, `https://${auth0.domain}/authorize`);
      });

      test("reads the public keys that its tokens are signed with", async () => {
        const keys = await auth0.readPublicKeys(signal);
        assert.ok(keys.length > 0);
        for (const { kty, kid, d } of keys) {
          assert.deepEqual([kty, typeof kid, d], ["RSA", "string", undefined]);
        }
      });
    });

    suite("what it keeps", () => {
      test("is listed over more than a page, each once and in order", async () => {
        const identifiers = Array.from({ length: 53 }, (_, index) => `https://calc.example/${index}`);
        for (const identifier of identifiers) await make(auth0, auth0Api, auth0.domain, api(identifier));
        const listed = await collect(valuesOf(auth0, auth0Api, auth0.domain, signal));
        assert.deepEqual(
          listed.filter(({ isSystem }) => !isSystem).map(({ identifier }) => identifier),
          identifiers,
        );
      });

      test("is listed over more than a page, by checkpoint too", async () => {
        const drafts = Array.from({ length: 52 }, (_, index) => connection(index));
        for (const draft of drafts) await make(auth0, auth0Connection, auth0.domain, draft);
        const listed = await collect(valuesOf(auth0, auth0Connection, auth0.domain, signal));
        assert.deepEqual(listed.map(({ name }) => name).sort(), drafts.map(({ name }) => name).sort());
      });

      test("has a secret where an application has one", async () => {
        const [portal, browser] = await auth0ApplicationExample.drafts(auth0, auth0.domain);
        const store = storeIn(auth0, auth0Application);
        const withOne = await make(auth0, auth0Application, auth0.domain, portal);
        assert.match((await store.secretOf?.(withOne.ref, signal)) ?? "", /^\S{20,}$/);
        const withoutOne = await make(auth0, auth0Application, auth0.domain, browser);
        assert.equal(await store.secretOf?.(withoutOne.ref, signal), undefined);
      });

      test("is given another secret, and the old one is of no use from then on", async () => {
        const [draft] = await clientGrantExample.drafts(auth0, auth0.domain);
        await make(auth0, clientGrant, auth0.domain, draft);
        const { clientId = "", audience } = draft;
        const ref = { kind: auth0Application.id, owner: auth0.domain, id: clientId };
        const store = storeIn(auth0, auth0Application);
        const old = (await store.secretOf?.(ref, signal)) ?? "";
        const secret = (await store.rotateSecret?.(ref, signal)) ?? "";
        assert.match(secret, /^\S{20,}$/);
        assert.equal(await store.secretOf?.(ref, signal), secret);
        await auth0.requestToken({ clientId, clientSecret: secret, audience }, signal);
        const asked = auth0.requestToken({ clientId, clientSecret: old, audience }, signal);
        await failsWith("unauthorized", asked);
        const gone = store.rotateSecret?.({ ...ref, id: "nobody" }, signal) ?? assert.fail();
        await failsWith("not-found", gone);
      });

      test("is not found when it is to be changed and is not there", async () => {
        const [portal] = await auth0ApplicationExample.drafts(auth0, auth0.domain);
        const ref = { kind: auth0Application.id, owner: auth0.domain, id: "nobody" };
        const gone = { ref, value: { ...portal, clientId: "nobody" } };
        await failsWith(
          "not-found",
          storeIn(auth0, auth0Application).update(gone, { callbacks: [] }, signal),
        );
      });

      test("is no user with a weak password, or of a connection that no application may use", async () => {
        await make(auth0, auth0Connection, auth0.domain, connection(1));
        await failsWith("rejected", make(auth0, auth0User, auth0.domain, user(connection(1).name)));
        await failsWith("rejected", make(auth0, auth0User, auth0.domain, user("no-such-connection")));
        const [enabled] = await enabledApplicationExample.drafts(auth0, auth0.domain);
        await make(auth0, enabledApplicationExample.kind, auth0.domain, enabled);
        const weak = { ...user("orders-users"), password: "abc" };
        await failsWith("rejected", make(auth0, auth0User, auth0.domain, weak), /password/i);
      });
    });

    suite("users", () => {
      const someUsers = async () => {
        const drafts = await auth0UserExample.drafts(auth0, auth0.domain);
        for (const draft of drafts) await make(auth0, auth0User, auth0.domain, draft);
        return storeIn(auth0, auth0User);
      };

      test("are found by how their address begins, and none is where nobody is called so", async () => {
        const store = await someUsers();
        const found = async (text: string) =>
          (await collect(store.search?.(auth0.domain, text, signal) ?? assert.fail())).map(({ value }) =>
            value.email?.toLowerCase(),
          );
        assert.deepEqual(await found("bob+"), ["bob+test@example.com"]);
        assert.deepEqual(await found("ada@"), ["ada@example.com", "ada@example.com"]);
        assert.equal((await found("")).length, 3);
        assert.deepEqual(await found("nobody"), []);
      });

      test("get a link for a new password, who is not there does not", async () => {
        const store = await someUsers();
        const [one] = await collect(store.list(auth0.domain, { email: "bob+test@example.com" }, signal));
        const link = await auth0.createPasswordTicket(one?.ref.id ?? "", 3_600, signal);
        assert.equal(new URL(link).host, auth0.domain);
        await failsWith("not-found", auth0.createPasswordTicket("auth0|nobody", 3_600, signal));
      });
    });

    suite("tokens", () => {
      const createGranted = async () => {
        const [draft] = await clientGrantExample.drafts(auth0, auth0.domain);
        const grant = await make(auth0, clientGrant, auth0.domain, draft);
        const { clientId = "", audience } = draft;
        const ref = { kind: auth0Application.id, owner: auth0.domain, id: clientId };
        const clientSecret = (await storeIn(auth0, auth0Application).secretOf?.(ref, signal)) ?? "";
        return { request: { clientId, clientSecret, audience }, grant };
      };

      test("are for the API, with the scopes of the grant", async () => {
        const { request } = await createGranted();
        const token = await auth0.requestToken(request, signal);
        assert.equal(token.scope, "read:orders");
        assert.ok(token.expiresIn > 0);
        const payload = JSON.parse(
          Buffer.from(token.accessToken.split(".")[1] ?? "", "base64url").toString(),
        ) as Record<string, unknown>;
        assert.equal(payload["iss"], `https://${auth0.domain}/`);
        assert.deepEqual([payload["aud"]].flat(), [request.audience]);
      });

      test("are not given for a wrong secret", async () => {
        const { request } = await createGranted();
        const asked = auth0.requestToken({ ...request, clientSecret: "wrong" }, signal);
        await failsWith("unauthorized", asked, request.clientId);
      });

      test("are not given without a grant", async () => {
        const { request, grant } = await createGranted();
        await storeIn(auth0, clientGrant).delete(grant, signal);
        await failsWith("forbidden", auth0.requestToken(request, signal), request.audience);
      });
    });

    suite("refusals", () => {
      const apisOf = (cloud: Auth0Cloud & Shelved, { signal } = new AbortController()) =>
        collect(valuesOf(cloud, auth0Api, cloud.domain, signal));

      test("a wrong secret is unauthorized", async () => {
        const connected = await harness.openWithWrongSecret();
        await failsWith("unauthorized", apisOf(connected), connected.domain);
      });

      test("a missing scope is forbidden, and named", async () => {
        const connected = await harness.openWithScopes(["read:resource_servers"]);
        await apisOf(connected);
        const connections = collect(valuesOf(connected, auth0Connection, connected.domain, signal));
        await failsWith("forbidden", connections, "read:connections");
        const ref = { kind: auth0User.id, owner: connected.domain, id: "auth0|1" };
        const gone = { ref, value: { id: ref.id, email: "ada@example.com", connection: "users" } };
        await failsWith("forbidden", storeIn(connected, auth0User).delete(gone, signal), "delete:users");
      });

      test("an aborted call is cancelled", async () => {
        const controller = new AbortController();
        controller.abort();
        await failsWith("cancelled", auth0.readTenant(controller.signal));
        await failsWith("cancelled", apisOf(auth0, controller));
        await failsWith("cancelled", auth0.readDiscovery(controller.signal));
      });

      test("a list stops where it is aborted", async () => {
        for (const index of [1, 2, 3]) {
          await make(auth0, auth0Api, auth0.domain, api(`https://calc.example/${index}`));
        }
        const controller = new AbortController();
        const seen: Auth0Api[] = [];
        const read = async () => {
          for await (const one of valuesOf(auth0, auth0Api, auth0.domain, controller.signal)) {
            seen.push(one);
            controller.abort();
          }
        };
        await failsWith("cancelled", read());
        assert.equal(seen.length, 1);
      });
    });
  });
}

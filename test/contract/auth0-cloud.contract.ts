import assert from "node:assert/strict";
import { setup, suite, test } from "mocha";
import type { Application, Auth0Api, Connection } from "../../src/domain/auth0.ts";
import type { Auth0Cloud } from "../../src/domain/auth0-cloud.ts";
import { collect } from "../support/collect.ts";
import { failsWith } from "../support/failing.ts";

/** How to get an implementation of the port; each on a tenant without APIs, connections and users. */
export interface Auth0Harness {
  open(): Promise<Auth0Cloud>;
  /** The connected application has these scopes of the Management API only. */
  openWithScopes(scopes: readonly string[]): Promise<Auth0Cloud>;
  openWithWrongSecret(): Promise<Auth0Cloud>;
}

const calcIdentifier = "https://calc.example/";

/** What every implementation of `Auth0Cloud` does. */
export function testAuth0Cloud(name: string, harness: Auth0Harness): void {
  suite(`Auth0Cloud: ${name}`, () => {
    let auth0: Auth0Cloud;
    const { signal } = new AbortController();

    setup(async () => {
      auth0 = await harness.open();
    });

    const createApi = (identifier = calcIdentifier): Promise<Auth0Api> =>
      auth0.createApi(
        {
          name: "Calculator",
          identifier,
          signingAlgorithm: "RS256",
          scopes: [{ value: "add:numbers", description: "Add numbers" }],
        },
        signal,
      );
    const createApplication = (type: Application["type"] = "regular_web"): Promise<Application> =>
      auth0.createApplication(
        {
          name: `Calculator ${type}`,
          type,
          callbacks: type === "non_interactive" ? [] : ["https://portal.example/callback"],
          grantTypes: type === "non_interactive" ? ["client_credentials"] : ["authorization_code"],
          tokenEndpointAuthMethod: type === "spa" ? "none" : "client_secret_post",
        },
        signal,
      );
    const createEnabledConnection = async (): Promise<{ connection: Connection; clientId: string }> => {
      const connection = await auth0.createDatabaseConnection("calculator-users", signal);
      const { clientId } = await createApplication();
      await auth0.setConnectionEnabled(connection.id, clientId, true, signal);
      return { connection, clientId };
    };
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

    suite("APIs", () => {
      test("creates an API and finds it by its exact identifier", async () => {
        const created = await createApi();
        assert.equal(created.signingAlgorithm, "RS256");
        assert.equal(created.isSystem, false);
        assert.deepEqual(created.scopes, [{ value: "add:numbers", description: "Add numbers" }]);
        assert.deepEqual(await auth0.findApi(calcIdentifier, signal), created);
        assert.equal(await auth0.findApi("https://calc.example", signal), undefined);
        assert.ok((await collect(auth0.listApis(signal))).some(({ id }) => id === created.id));
      });

      test("refuses an identifier that exists, and names it", async () => {
        await createApi();
        await failsWith("already-exists", createApi(), /Calculator|calc\.example/);
      });

      test("replaces the scopes of an API", async () => {
        const { id } = await createApi();
        const changed = await auth0.updateApiScopes(id, [{ value: "x", description: undefined }], signal);
        assert.deepEqual(
          changed.scopes.map(({ value }) => value),
          ["x"],
        );
      });

      test("deletes an API, also when it is gone already", async () => {
        const { id } = await createApi();
        await auth0.deleteApi(id, signal);
        await auth0.deleteApi(id, signal);
        assert.equal(await auth0.findApi(calcIdentifier, signal), undefined);
      });

      test("lists more than a page of them, each once and in order", async () => {
        const identifiers = Array.from({ length: 53 }, (_, index) => `https://calc.example/${index}`);
        for (const identifier of identifiers) await createApi(identifier);
        const listed = (await collect(auth0.listApis(signal))).filter(({ isSystem }) => !isSystem);
        assert.deepEqual(
          listed.map(({ identifier }) => identifier),
          identifiers,
        );
      });
    });

    suite("applications", () => {
      test("creates an application and reads it", async () => {
        const created = await createApplication();
        assert.equal(created.type, "regular_web");
        assert.deepEqual(created.callbacks, ["https://portal.example/callback"]);
        assert.deepEqual(created.grantTypes, ["authorization_code"]);
        assert.deepEqual(await auth0.readApplication(created.clientId, signal), created);
        const listed = await collect(auth0.listApplications(signal));
        assert.ok(listed.some(({ clientId }) => clientId === created.clientId));
      });

      test("says that there is no such application", async () => {
        assert.equal(await auth0.readApplication("nobody", signal), undefined);
        await failsWith("not-found", auth0.updateApplication("nobody", { callbacks: [] }, signal));
      });

      test("reads the secret of an application that has one", async () => {
        const { clientId } = await createApplication();
        assert.match((await auth0.readClientSecret(clientId, signal)) ?? "", /^\S{20,}$/);
        const { clientId: withoutOne } = await createApplication("spa");
        assert.equal(await auth0.readClientSecret(withoutOne, signal), undefined);
      });

      test("changes what it is told to and nothing else", async () => {
        const { clientId } = await createApplication();
        const callbacks = ["https://portal.example/callback", "https://portal.example/other"];
        const changed = await auth0.updateApplication(clientId, { callbacks }, signal);
        assert.deepEqual(changed.callbacks, callbacks);
        assert.deepEqual(changed.grantTypes, ["authorization_code"]);
      });

      test("deletes an application, also when it is gone already", async () => {
        const { clientId } = await createApplication();
        await auth0.deleteApplication(clientId, signal);
        await auth0.deleteApplication(clientId, signal);
        assert.equal(await auth0.readApplication(clientId, signal), undefined);
      });
    });

    suite("connections", () => {
      test("creates a database connection that no application may use yet", async () => {
        const created = await auth0.createDatabaseConnection("calculator-users", signal);
        assert.equal(created.strategy, "auth0");
        assert.deepEqual(await collect(auth0.listEnabledClients(created.id, signal)), []);
        assert.deepEqual(
          (await collect(auth0.listConnections(signal))).filter(({ id }) => id === created.id),
          [created],
        );
      });

      test("refuses a name that exists", async () => {
        await auth0.createDatabaseConnection("calculator-users", signal);
        await failsWith(
          "already-exists",
          auth0.createDatabaseConnection("calculator-users", signal),
          "calculator-users",
        );
      });

      test("is enabled for one application after the other, and disabled again", async () => {
        const { connection, clientId } = await createEnabledConnection();
        const { clientId: second } = await createApplication();
        await auth0.setConnectionEnabled(connection.id, second, true, signal);
        await auth0.setConnectionEnabled(connection.id, second, true, signal);
        const enabled = await collect(auth0.listEnabledClients(connection.id, signal));
        assert.deepEqual(enabled.sort(), [clientId, second].sort());
        await auth0.setConnectionEnabled(connection.id, clientId, false, signal);
        assert.deepEqual(await collect(auth0.listEnabledClients(connection.id, signal)), [second]);
      });

      test("lists more than a page of them", async () => {
        const names = Array.from({ length: 52 }, (_, index) => `connection-${index}`);
        for (const name of names) await auth0.createDatabaseConnection(name, signal);
        const listed = (await collect(auth0.listConnections(signal))).map((connection) => connection.name);
        assert.deepEqual(listed.sort(), names.sort());
      });

      test("deletes a connection, also when it is gone already", async () => {
        const { id } = await auth0.createDatabaseConnection("calculator-users", signal);
        await auth0.deleteConnection(id, signal);
        await auth0.deleteConnection(id, signal);
        assert.deepEqual(await collect(auth0.listConnections(signal)), []);
      });
    });

    suite("users", () => {
      test("creates a user and finds it by address and connection", async () => {
        const { connection } = await createEnabledConnection();
        const created = await auth0.createUser(user(connection.name), signal);
        assert.deepEqual(await auth0.findUser("Ada@Example.com", connection.name, signal), created);
        assert.equal(await auth0.findUser("ada@example.com", "another", signal), undefined);
        assert.equal(await auth0.findUser("bob@example.com", connection.name, signal), undefined);
      });

      test("lists the users of one connection", async () => {
        const { connection } = await createEnabledConnection();
        const created = await auth0.createUser(user(connection.name), signal);
        assert.deepEqual(await collect(auth0.listUsers(connection.name, signal)), [created]);
        assert.deepEqual(await collect(auth0.listUsers("another", signal)), []);
      });

      test("refuses a second user with the same address", async () => {
        const { connection } = await createEnabledConnection();
        await auth0.createUser(user(connection.name), signal);
        await failsWith("already-exists", auth0.createUser(user(connection.name), signal));
      });

      test("refuses a weak password", async () => {
        const { connection } = await createEnabledConnection();
        const weak = { ...user(connection.name), password: "abc" };
        await failsWith("rejected", auth0.createUser(weak, signal), /password/i);
      });

      test("needs a connection that is enabled for an application", async () => {
        const { name } = await auth0.createDatabaseConnection("calculator-users", signal);
        await failsWith("rejected", auth0.createUser(user(name), signal));
        await failsWith("rejected", auth0.createUser(user("no-such-connection"), signal));
      });

      test("deletes a user, also when it is gone already", async () => {
        const { connection } = await createEnabledConnection();
        const { id } = await auth0.createUser(user(connection.name), signal);
        await auth0.deleteUser(id, signal);
        await auth0.deleteUser(id, signal);
        assert.equal(await auth0.findUser("ada@example.com", connection.name, signal), undefined);
      });
    });

    suite("client grants and tokens", () => {
      const createGranted = async () => {
        await createApi();
        const { clientId } = await createApplication("non_interactive");
        const draft = { clientId, audience: calcIdentifier, scopes: ["add:numbers"] };
        const grant = await auth0.createClientGrant(draft, signal);
        const clientSecret = (await auth0.readClientSecret(clientId, signal)) ?? "";
        return { clientId, clientSecret, draft, grant };
      };

      test("lists the grants of an application and of an API", async () => {
        const { clientId, grant } = await createGranted();
        assert.deepEqual(await collect(auth0.listClientGrants({ clientId }, signal)), [grant]);
        assert.deepEqual(await collect(auth0.listClientGrants({ audience: calcIdentifier }, signal)), [
          grant,
        ]);
        assert.deepEqual(await collect(auth0.listClientGrants({ clientId: "nobody" }, signal)), []);
      });

      test("refuses a second grant of the same application on the same API", async () => {
        const { draft } = await createGranted();
        await failsWith("already-exists", auth0.createClientGrant(draft, signal));
      });

      test("deletes a grant, also when it is gone already", async () => {
        const { clientId, grant } = await createGranted();
        await auth0.deleteClientGrant(grant.id, signal);
        await auth0.deleteClientGrant(grant.id, signal);
        assert.deepEqual(await collect(auth0.listClientGrants({ clientId }, signal)), []);
      });

      test("gives a token for the API with the scopes of the grant", async () => {
        const { clientId, clientSecret } = await createGranted();
        const token = await auth0.requestToken({ clientId, clientSecret, audience: calcIdentifier }, signal);
        assert.equal(token.scope, "add:numbers");
        assert.ok(token.expiresIn > 0);
        const payload = JSON.parse(
          Buffer.from(token.accessToken.split(".")[1] ?? "", "base64url").toString(),
        ) as Record<string, unknown>;
        assert.equal(payload["iss"], `https://${auth0.domain}/`);
        assert.deepEqual([payload["aud"]].flat(), [calcIdentifier]);
      });

      test("gives no token for a wrong secret", async () => {
        const { clientId } = await createGranted();
        const request = { clientId, clientSecret: "wrong", audience: calcIdentifier };
        await failsWith("unauthorized", auth0.requestToken(request, signal), clientId);
      });

      test("gives no token without a grant", async () => {
        const { clientId, clientSecret, grant } = await createGranted();
        await auth0.deleteClientGrant(grant.id, signal);
        const request = { clientId, clientSecret, audience: calcIdentifier };
        await failsWith("forbidden", auth0.requestToken(request, signal), calcIdentifier);
      });
    });

    suite("refusals", () => {
      test("a wrong secret is unauthorized", async () => {
        const connected = await harness.openWithWrongSecret();
        await failsWith("unauthorized", collect(connected.listApis(signal)), connected.domain);
      });

      test("a missing scope is forbidden, and named", async () => {
        const connected = await harness.openWithScopes(["read:resource_servers"]);
        await collect(connected.listApis(signal));
        await failsWith("forbidden", collect(connected.listConnections(signal)), "read:connections");
        await failsWith("forbidden", connected.deleteUser("auth0|1", signal), "delete:users");
      });

      test("an aborted call is cancelled", async () => {
        const controller = new AbortController();
        controller.abort();
        await failsWith("cancelled", auth0.readTenant(controller.signal));
        await failsWith("cancelled", collect(auth0.listApis(controller.signal)));
        await failsWith("cancelled", auth0.readDiscovery(controller.signal));
      });

      test("a list stops where it is aborted", async () => {
        for (const index of [1, 2, 3]) await createApi(`${calcIdentifier}${index}`);
        const controller = new AbortController();
        const seen: Auth0Api[] = [];
        const read = async () => {
          for await (const api of auth0.listApis(controller.signal)) {
            seen.push(api);
            controller.abort();
          }
        };
        await failsWith("cancelled", read());
        assert.equal(seen.length, 1);
      });
    });
  });
}

import assert from "node:assert/strict";
import { suite, test } from "mocha";
import { SdkAuth0Cloud } from "../../../src/adapters/auth0/sdk-auth0-cloud.ts";
import { storeOf } from "../../../src/resources/clouds.ts";
import { auth0Api } from "../../../src/resources/kinds/auth0-api.ts";
import { auth0Application } from "../../../src/resources/kinds/auth0-application.ts";
import { auth0User } from "../../../src/resources/kinds/auth0-user.ts";
import { collect } from "../../support/collect.ts";
import { failsWith } from "../../support/failing.ts";
import { allOf } from "../../support/kept.ts";
import { type Answered, type Asked, answering, connectionError } from "./answering.ts";

const domain = "contoso.eu.auth0.com";
const token = { json: { access_token: "opaque", expires_in: 86_400, token_type: "Bearer" } };

function open(answer: (asked: Asked) => Answered): SdkAuth0Cloud {
  return new SdkAuth0Cloud({
    account: { domain: domain, clientId: "client-1" },
    secret: "secret-1",
    fetch: answering(answer),
    limit: 3_000,
  });
}

/** A tenant that gives a token and then answers like this. */
function openSignedIn(answer: Answered): SdkAuth0Cloud {
  return open(({ url }) => (url.endsWith("/oauth/token") ? token : answer));
}

const place = { kind: auth0User.id, owner: domain };
const clouds = (auth0: SdkAuth0Cloud) => ({ auth0, azure: { shelves: new Map() } });

suite("failures of an Auth0 tenant", () => {
  const { signal } = new AbortController();

  suite("a wrong domain", () => {
    test("that sends elsewhere is not followed: the secret goes to the domain that was typed, and to no other", async () => {
      const followed: (string | undefined)[] = [];
      const auth0 = new SdkAuth0Cloud({
        account: { domain: domain, clientId: "client-1" },
        secret: "secret-1",
        fetch: async (_, init) => {
          followed.push(init?.redirect);
          return new Response(null, {
            status: 307,
            headers: { location: "https://evil.example/oauth/token" },
          });
        },
        limit: 3_000,
      });
      const request = { clientId: "client-1", clientSecret: "secret-1", audience: "calc" };
      for (const call of [
        auth0.readDiscovery(signal),
        auth0.requestToken(request, signal),
        allOf(auth0, auth0Api),
      ]) {
        await failsWith("invalid-input", call, `${domain} is not an Auth0 tenant`, "HTTP 307");
      }
      assert.deepEqual(new Set(followed), new Set(["manual"]));
    });

    test("cannot be resolved", async () => {
      const auth0 = open(() => {
        throw connectionError("ENOTFOUND");
      });
      await failsWith(
        "unreachable",
        auth0.readDiscovery(signal),
        `${domain} does not answer`,
        "cannot be resolved",
      );
      await failsWith(
        "unreachable",
        auth0.readTenant(signal),
        `${domain} does not answer`,
        "cannot be resolved",
      );
    });

    test("answers with a page", async () => {
      const auth0 = open(() => ({ text: "<html>Welcome</html>" }));
      await failsWith("invalid-input", auth0.readDiscovery(signal), `${domain} is not an Auth0 tenant`);
    });

    test("answers with something else in JSON", async () => {
      const auth0 = open(() => ({ json: { hello: "world" } }));
      await failsWith("invalid-input", auth0.readDiscovery(signal), `${domain} is not an Auth0 tenant`);
    });

    test("knows no tokens", async () => {
      const auth0 = open(() => ({ status: 404, text: "Not Found" }));
      await failsWith("invalid-input", allOf(auth0, auth0Api), `${domain} is not an Auth0 tenant`);
    });

    test("is a custom domain of the tenant", async () => {
      const json = {
        error: "access_denied",
        error_description: `Service not found: https://${domain}/api/v2/`,
      };
      const auth0 = open(() => ({ status: 403, json }));
      await failsWith("invalid-input", auth0.readTenant(signal), "custom domain");
    });
  });

  suite("a refused application", () => {
    const refusing = (status: number, json: object) => open(() => ({ status, json }));

    test("has another secret, which is not repeated", async () => {
      const auth0 = refusing(401, { error: "access_denied", error_description: "Unauthorized" });
      const failure = await failsWith("unauthorized", auth0.readTenant(signal), domain, "client-1");
      assert.ok(!failure.text.includes("secret-1"));
    });

    test("has no grant on the Management API", async () => {
      const json = { error: "access_denied", error_description: "Client is not authorized to access it." };
      await failsWith("forbidden", refusing(403, json).readTenant(signal), "APIs > Auth0 Management API");
    });

    test("may not use client credentials", async () => {
      const json = { error: "unauthorized_client", error_description: "Grant type not allowed." };
      await failsWith("forbidden", refusing(403, json).readTenant(signal), "Grant Types");
    });
  });

  suite("a refused call", () => {
    const refusal = (status: number, message: string, errorCode?: string): Answered => ({
      status,
      json: { statusCode: status, error: "Refused", message, ...(errorCode ? { errorCode } : {}) },
    });

    test("of a user in a connection that no application has says what enables it", async () => {
      const auth0 = openSignedIn(refusal(400, "The connection is disabled.", "connection_disabled"));
      await failsWith("rejected", allOf(auth0, auth0Application), "Enable for Applications…");
    });

    test("names exactly the scopes that are missing, and where to grant them", async () => {
      const message = "Insufficient scope, expected any of: read:clients,read:client_summary";
      const auth0 = openSignedIn(refusal(403, message, "insufficient_scope"));
      await failsWith(
        "forbidden",
        allOf(auth0, auth0Application),
        "client-1 lacks one of the permissions read:clients, read:client_summary",
        "APIs > Auth0 Management API",
      );
    });

    test("repeats what the tenant said about the input", async () => {
      const auth0 = openSignedIn(
        refusal(400, "PasswordStrengthError: Password is too weak", "invalid_password"),
      );
      const draft = { email: "ada@example.com", password: "abc", connection: "users" };
      const failure = await failsWith(
        "rejected",
        storeOf(clouds(auth0), auth0User).create(place, draft, signal),
        "Password is too weak",
      );
      assert.deepEqual(failure.details, [{ message: "PasswordStrengthError: Password is too weak" }]);
    });

    test("is put off when there were too many", async () => {
      const auth0 = openSignedIn({ ...refusal(429, "Too many"), headers: { "retry-after": "30" } });
      await failsWith("rate-limited", allOf(auth0, auth0Api), /Try again after \d\d:\d\d:\d\d/);
    });

    test("is nobody's fault when the tenant has a problem", async () => {
      await failsWith(
        "unreachable",
        openSignedIn(refusal(502, "Bad gateway")).readTenant(signal),
        "Bad gateway",
      );
    });
  });

  suite("a token for an API", () => {
    const request = { clientId: "client-2", clientSecret: "secret-2", audience: "https://calc.example/" };
    const refusing = (status: number, error: string, error_description: string) =>
      open(() => ({ status, json: { error, error_description } }));

    test("is not given for an API that does not exist", async () => {
      const auth0 = refusing(403, "access_denied", "Service not found: https://calc.example/");
      await failsWith("not-found", auth0.requestToken(request, signal), "https://calc.example/", "slash");
    });

    test("is not given to an application without the grant type", async () => {
      const auth0 = refusing(403, "unauthorized_client", "Grant type 'client_credentials' not allowed.");
      await failsWith("forbidden", auth0.requestToken(request, signal), "client-2", "Grant Types");
    });

    test("is put off when there were too many", async () => {
      const auth0 = refusing(429, "too_many_requests", "Later");
      await failsWith("rate-limited", auth0.requestToken(request, signal));
    });
  });

  test("a user is looked up as Auth0 keeps addresses, and only in its connection", async () => {
    const asked: string[] = [];
    const auth0 = open(({ url }) => {
      asked.push(url);
      if (url.endsWith("/oauth/token")) return token;
      const user = (id: string, connection: string) => ({
        user_id: id,
        email: "ada@example.com",
        identities: [{ connection, user_id: id, provider: "auth0" }],
      });
      return { json: [user("google|1", "google-oauth2"), user("auth0|2", "users")] };
    });
    const where = { email: "Ada@Example.COM", connection: "users" };
    const found = await collect(storeOf(clouds(auth0), auth0User).list(domain, where, signal));
    assert.deepEqual(
      found.map(({ value }) => value),
      [{ id: "auth0|2", email: "ada@example.com", connection: "users" }],
    );
    assert.ok(asked.at(-1)?.includes("email=ada%40example.com"), asked.at(-1));
  });
});

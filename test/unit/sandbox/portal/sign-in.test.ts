import assert from "node:assert/strict";
import { createHash, randomBytes } from "node:crypto";
import { suite, suiteTeardown, test } from "mocha";
import { Agent } from "undici";
import type { PortalServer } from "../../../../src/sandbox/portal/published.ts";
import { type Session, Sessions } from "../../../../src/sandbox/portal/sessions.ts";
import { beginSignIn, redeemCode, SignInProblem } from "../../../../src/sandbox/portal/sign-in.ts";
import { withRecordingServer } from "./recording-server.ts";

const portal = "https://portal.example";
const now = Date.parse("2026-03-01T12:00:00Z");
const from = { apiId: "calc", operationId: "add" };

suite("signing in at the sandbox's portal", () => {
  const tokenEndpoint = withRecordingServer();
  const agent = new Agent();
  suiteTeardown(() => agent.destroy());

  const secret = `${randomBytes(8).toString("hex")}:/+ä`;
  const server = (changes: Partial<PortalServer> = {}): PortalServer => ({
    id: "Auth0-EU",
    name: "Auth0",
    authorizationEndpoint: "https://tenant.example/authorize?audience=https%3A%2F%2Fcalc",
    tokenEndpoint: `${tokenEndpoint.origin}/oauth/token`,
    clientId: "the client",
    clientSecret: secret,
    authenticatesBy: "Body",
    tokenBody: [],
    scope: "openid add",
    grants: ["authorizationCode"],
    sendsTokenIn: "header",
    ...changes,
  });

  suite("the way out", () => {
    const begin = (
      changes: Partial<PortalServer> = {},
      grant: "authorizationCode" | "authorizationCodeWithPkce" = "authorizationCode",
    ) => {
      const session = new Sessions().create();
      return { session, url: new URL(beginSignIn(session, from, server(changes), grant, portal)) };
    };

    test("keeps the endpoint's own query and adds the request", () => {
      const { session, url } = begin();
      const { state, ...rest } = Object.fromEntries(url.searchParams);
      assert.deepEqual(rest, {
        audience: "https://calc",
        response_type: "code",
        client_id: "the client",
        redirect_uri: `${portal}/signin-oauth/code/callback/auth0-eu`,
        scope: "openid add",
      });
      assert.equal(session.pending.get(state ?? "")?.serverId, "Auth0-EU");
    });

    test("sends no empty scope, and a new state each time", () => {
      const first = begin({ scope: "" });
      assert.equal(first.url.searchParams.get("scope"), null);
      assert.notEqual(first.url.searchParams.get("state"), begin().url.searchParams.get("state"));
    });

    test("sends the challenge of the kept verifier with PKCE", () => {
      const authorizationEndpoint = "https://tenant.example/authorize";
      const { session, url } = begin({ authorizationEndpoint }, "authorizationCodeWithPkce");
      const [pending] = session.pending.values();
      const challenge = createHash("sha256")
        .update(pending?.verifier ?? "")
        .digest("base64url");
      assert.equal(url.searchParams.get("code_challenge"), challenge);
      assert.equal(
        url.searchParams.get("redirect_uri"),
        `${portal}/signin-oauth/code-pkce/callback/auth0-eu`,
      );
    });
  });

  suite("the exchange", () => {
    const pending = {
      ...from,
      serverId: "Auth0-EU",
      grant: "authorizationCode" as const,
      verifier: undefined,
    };
    const redeem = (changes: Partial<PortalServer> = {}, verifier?: string) => {
      const what =
        verifier === undefined
          ? pending
          : { ...pending, grant: "authorizationCodeWithPkce" as const, verifier };
      return redeemCode("the code", what, server(changes), portal, now, agent);
    };
    const answer = (body: unknown, status = 200) => {
      tokenEndpoint.answer = { status, body: typeof body === "string" ? body : JSON.stringify(body) };
    };
    const form = () => Object.fromEntries(new URLSearchParams(tokenEndpoint.asked.body));

    test("proves the client in the body and adds the server's own parameters", async () => {
      answer({ access_token: "token", expires_in: 60 });
      const signedIn = await redeem({ tokenBody: [["audience", "x"]] });
      assert.deepEqual(signedIn, { accessToken: "token", expiresAt: now + 60_000 });
      assert.deepEqual(form(), {
        grant_type: "authorization_code",
        client_id: "the client",
        code: "the code",
        redirect_uri: `${portal}/signin-oauth/code/callback/auth0-eu`,
        client_secret: secret,
        audience: "x",
      });
      assert.equal(tokenEndpoint.asked.headers.authorization, undefined);
    });

    test("proves the client in the header, encoded as OAuth asks", async () => {
      answer({ access_token: "token" });
      assert.equal((await redeem({ authenticatesBy: "Basic" })).expiresAt, undefined);
      const [scheme, pair = ""] = tokenEndpoint.asked.headers.authorization?.split(" ") ?? [];
      assert.equal(scheme, "Basic");
      const sent = Buffer.from(pair, "base64").toString();
      assert.equal(sent, `the%20client:${encodeURIComponent(secret)}`);
      assert.equal(form()["client_secret"], undefined);
    });

    test("sends the verifier and no secret with PKCE", async () => {
      answer({ access_token: "token" });
      await redeem({}, "the verifier");
      assert.equal(form()["code_verifier"], "the verifier");
      assert.equal(form()["client_secret"], undefined);
      assert.equal(form()["redirect_uri"], `${portal}/signin-oauth/code-pkce/callback/auth0-eu`);
    });

    const refusals: readonly (readonly [string, unknown, number, RegExp])[] = [
      [
        "an error with a description",
        { error: "invalid_grant", error_description: "Too late" },
        403,
        /^invalid_grant: Too late$/,
      ],
      ["a bare error", { error: "server_error" }, 500, /^server_error$/],
      ["no token", {}, 200, /no access token/],
      ["no JSON", "<html>", 502, /no answer that can be read/],
      ["a JSON null", "null", 200, /no answer that can be read/],
    ];
    for (const [name, body, status, message] of refusals) {
      test(`${name} is told as it is`, async () => {
        answer(body, status);
        await assert.rejects(
          redeem(),
          (error) => error instanceof SignInProblem && message.test(error.message),
        );
      });
    }

    test("no message holds the secret", async () => {
      answer({ error: "access_denied" }, 401);
      await assert.rejects(redeem(), (error) => !String(error).includes(secret));
    });

    test("an endpoint that does not answer is told", async () => {
      await assert.rejects(redeem({ tokenEndpoint: "http://127.0.0.1:9/token" }), SignInProblem);
    });
  });

  suite("sessions", () => {
    test("are found by their id only", () => {
      const sessions = new Sessions();
      const session = sessions.create();
      assert.equal(sessions.find(session.id), session);
      assert.equal(sessions.find("other"), undefined);
      assert.equal(sessions.find(undefined), undefined);
    });

    test("the oldest is forgotten when there are too many", () => {
      const sessions = new Sessions();
      const all: Session[] = Array.from({ length: 501 }, () => sessions.create());
      assert.equal(sessions.find(all[0]?.id), undefined);
      assert.equal(sessions.find(all[1]?.id), all[1]);
      assert.equal(sessions.find(all[500]?.id), all[500]);
    });
  });
});

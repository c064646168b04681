import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import { getRequestListener, type HttpBindings } from "@hono/node-server";
import { RESPONSE_ALREADY_SENT } from "@hono/node-server/utils/response";
import { type Context, Hono } from "hono";
import { getCookie, setCookie } from "hono/cookie";
import { cors } from "hono/cors";
import type { SandboxContext } from "../../service.ts";
import { isObject } from "../json.ts";
import type { Auth0State } from "../state.ts";
import { adaptAnswers, registerWebMessage } from "./answers.ts";
import { checkAuthorize } from "./authorize.ts";
import { authenticateClient } from "./client-authentication.ts";
import { giveConsent } from "./consent.ts";
import { checkDeviceAuthorization } from "./device-authorization.ts";
import { DevicePolling } from "./device-polling.ts";
import { discoveryDocument } from "./discovery.ts";
import { registerGrants } from "./grants.ts";
import { loadOidcProvider } from "./load-oidc-provider.ts";
import { logIn } from "./login.ts";
import { endSession, type LogoutOutcome, logOut } from "./logout.ts";
import { missingParameter, OAuthProblem } from "./oauth-problem.ts";
import { errorPage } from "./pages.ts";
import { createProvider, paths } from "./provider.ts";
import { issuerOf, type Realm } from "./realm.ts";
import { replayRequest } from "./replay.ts";
import { publicKeySet } from "./signing-keys.ts";
import { checkTokenRequest } from "./token-endpoint.ts";
import { TokenStore } from "./token-store.ts";
import { readUserInfo } from "./userinfo.ts";

type Environment = { Bindings: HttpBindings };
type Front = Hono<Environment>;

/** The Authentication API: Auth0's own checks and shapes in front of a certified OpenID Connect server. */
export async function createAuthentication(
  context: SandboxContext,
  state: Auth0State,
): Promise<RequestListener> {
  const oidc = await loadOidcProvider();
  const store = new TokenStore(state, context);
  const realm: Realm = { context, state, store, provider: createProvider(oidc, { context, state, store }) };
  const polling = new DevicePolling(realm);
  registerGrants(realm);
  registerWebMessage(realm.provider);
  adaptAnswers(realm.provider, polling);
  const serve = realm.provider.callback();
  const forward: Forward = async (c, change) => {
    const { incoming, outgoing } = nodeOf(c);
    await serve(change ? replayRequest(incoming, change) : incoming, outgoing);
    return RESPONSE_ALREADY_SENT;
  };
  const front: Front = new Hono<Environment>();
  // the server answers for its own paths; an application in a browser reads these, and what is refused in front of it
  for (const path of ["/userinfo", "/oauth/revoke"]) front.use(path, cors());
  addMetadata(front, realm);
  addTokens(front, realm, polling, forward);
  addLogin(front, realm, forward);
  addSessions(front, realm);
  front.all("*", (c) => forward(c));
  front.onError((error) => {
    const isRefusal = error instanceof OAuthProblem;
    const body = { error: isRefusal ? error.error : "server_error", error_description: error.message };
    const headers = { "access-control-allow-origin": "*" };
    return Response.json(body, { status: isRefusal ? error.status : 500, headers });
  });
  return getRequestListener(front.fetch);
}

/** Hands a request on to the authorization server, changed or as it is. */
type Forward = (
  c: Context<Environment>,
  change?: { readonly url?: string; readonly form?: URLSearchParams },
) => Promise<Response>;

function nodeOf(c: Context<Environment>): { incoming: IncomingMessage; outgoing: ServerResponse } {
  const { incoming, outgoing } = c.env;
  if ("stream" in incoming || !("req" in outgoing)) throw new TypeError("The sandbox speaks HTTP/1.1 only.");
  return { incoming, outgoing };
}

/** Discovery and keys, in Auth0's shape rather than the server's. */
function addMetadata(front: Front, realm: Realm): void {
  for (const name of ["openid-configuration", "oauth-authorization-server"]) {
    front.get(`/.well-known/${name}`, (c) => c.json(discoveryDocument(issuerOf(realm)), 200, openToAll));
  }
  front.get("/.well-known/jwks.json", (c) => c.json(publicKeySet(realm.state), 200, openToAll));
}

const openToAll = { "access-control-allow-origin": "*", "cache-control": "public, max-age=15" };

/** Everything machines call. */
function addTokens(front: Front, realm: Realm, polling: DevicePolling, forward: Forward): void {
  front.post(paths.token, async (c) => {
    const form = await checkTokenRequest(realm, c.req.header("authorization"), await readForm(c), polling);
    return forward(c, { form });
  });
  front.post(paths.device_authorization, async (c) => {
    return forward(c, {
      form: await checkDeviceAuthorization(realm, c.req.header("authorization"), await readForm(c)),
    });
  });
  front.post("/oauth/revoke", async (c) => {
    const form = await readForm(c);
    const client = await authenticateClient(realm, c.req.header("authorization"), form);
    const token = form.get("token");
    if (!token) throw missingParameter("token");
    const stored = realm.store.find("RefreshToken", token);
    if (stored?.grantId && stored.clientId === client.client_id) {
      for (const model of ["RefreshToken", "AccessToken"]) realm.store.revoke(model, stored.grantId);
      realm.store.delete("Grant", stored.grantId);
    }
    // clients that read every answer as JSON look at the type before they see that there is nothing
    return c.body(null, 200, { "content-type": "application/json; charset=utf-8" });
  });
  front.on(["GET", "POST"], "/userinfo", async (c) => {
    const claims = await readUserInfo(realm, await readAccessToken(c));
    if (claims) return c.json(claims);
    return c.text("Unauthorized", 401, { "www-authenticate": 'Bearer realm="Users", error="invalid_token"' });
  });
}

/** The access token of a request: in the header, in the query, or in the body. */
async function readAccessToken(c: Context<Environment>): Promise<string | undefined> {
  const token = /^Bearer\s+(\S+)$/i.exec(c.req.header("authorization") ?? "")?.[1];
  if (token !== undefined) return token;
  const sent = c.req.method === "POST" ? (await readForm(c)).get("access_token") : null;
  return sent ?? c.req.query("access_token");
}

/** A body in JSON or as a form. */
async function readForm(c: Context<Environment>): Promise<URLSearchParams> {
  const text = await c.req.text();
  if (!c.req.header("content-type")?.includes("json")) return new URLSearchParams(text);
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    throw new OAuthProblem(400, "invalid_request", "Invalid request payload JSON format");
  }
  const form = new URLSearchParams();
  for (const [name, value] of Object.entries(isObject(body) ? body : {})) {
    if (value !== undefined && value !== null) form.set(name, String(value));
  }
  return form;
}

/** Everything a browser is sent to on its way to a code. */
function addLogin(front: Front, realm: Realm, forward: Forward): void {
  front.get(paths.authorization, (c) => {
    const outcome = checkAuthorize(realm, new URL(c.req.url).searchParams);
    if (outcome.kind === "page") return c.html(outcome.html, outcome.status);
    if (outcome.kind === "redirect") return c.redirect(outcome.location, 302);
    return forward(c, { url: `${paths.authorization}?${outcome.query}` });
  });
  for (const [path, answer] of [
    [paths.login, logIn],
    [paths.consent, giveConsent],
  ] as const) {
    front.on(["GET", "POST"], path, async (c) => {
      const form = c.req.method === "POST" ? await readForm(c) : undefined;
      const { incoming, outgoing } = nodeOf(c);
      const outcome = await answer(realm, incoming, outgoing, form);
      c.header("cache-control", "no-store");
      return outcome.kind === "redirect"
        ? c.redirect(outcome.location, 303)
        : c.html(outcome.html, outcome.status);
    });
  }
}

/** The ways to end a session. */
function addSessions(front: Front, realm: Realm): void {
  const cookie = realm.provider.cookieName("session");
  const answer = (c: Context<Environment>, outcome: LogoutOutcome) => {
    if (outcome.kind === "page") return c.html(outcome.html, 400);
    for (const name of [cookie, `${cookie}.sig`]) setCookie(c, name, "", { path: "/", maxAge: 0 });
    return c.redirect(outcome.location, 302);
  };
  front.get("/v2/logout", (c) =>
    answer(c, logOut(realm, new URL(c.req.url).searchParams, getCookie(c, cookie))),
  );
  front.get("/oidc/logout", (c) =>
    answer(c, endSession(realm, new URL(c.req.url).searchParams, getCookie(c, cookie))),
  );
  front.get("/", (c) =>
    c.html(errorPage("Nothing here", "This is the login server of the sandbox's tenant.")),
  );
}

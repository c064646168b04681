import type { Context, Hono } from "hono";
import { apiPath, findSession, openSession, type Portal, readForm } from "./portal.ts";
import { findApi, portalGrants, serversOf } from "./published.ts";
import type { PendingSignIn, Session, SignedIn } from "./sessions.ts";
import { beginSignIn, callbackPaths, describeError, redeemCode, SignInProblem } from "./sign-in.ts";
import { problemView } from "./views.ts";

/** Adds the way to an authorization server and back. */
export function addSignIn(app: Hono, portal: Portal): void {
  app.post("/apis/:api/sign-in", (c) => signIn(c, portal));
  app.post("/apis/:api/sign-out", async (c) => {
    findSession(c, portal)?.signedIn.clear();
    return c.redirect(apiPath(c.req.param("api"), (await readForm(c)).get("operation")));
  });
  for (const path of Object.values(callbackPaths)) {
    app.get(`${path}/:server`, (c) => comeBack(c, portal));
  }
}

async function signIn(c: Context, portal: Portal): Promise<Response> {
  const form = await readForm(c);
  const [grantName, serverId] = (form.get("choice") ?? "").split(" ");
  const api = findApi(portal.state, c.req.param("api") ?? "");
  const server = api && serversOf(portal.state, api).find(({ id }) => id === serverId);
  const grant = portalGrants.find((name) => name === grantName);
  if (!api || !server || !grant) {
    return c.html(problemView("The API has no such authorization server any more."), 404);
  }
  const session = openSession(c, portal);
  const operationId = form.get("operation");
  return c.redirect(
    beginSignIn(session, { apiId: api.id, operationId }, server, grant, portal.context.origins.portal),
  );
}

/** Whoever comes back from the authorization server brings a code, or an error. */
async function comeBack(c: Context, portal: Portal): Promise<Response> {
  const session = findSession(c, portal);
  const state = c.req.query("state") ?? "";
  const pending = session?.pending.get(state);
  const error = c.req.query("error");
  if (!session || !pending) {
    const said = error === undefined ? "" : ` ${describeError(error, c.req.query("error_description"))}`;
    return c.html(problemView(`This sign-in was not begun here, or has ended.${said}`), 400);
  }
  session.pending.delete(state);
  if (error !== undefined) session.problem = describeError(error, c.req.query("error_description"));
  else await redeem(portal, session, pending, c.req.query("code") ?? "");
  return c.redirect(apiPath(pending.apiId, pending.operationId));
}

/** Exchanges the code; what speaks against it is kept for the next page. */
async function redeem(portal: Portal, session: Session, pending: PendingSignIn, code: string): Promise<void> {
  const { context, state, agent } = portal;
  const api = findApi(state, pending.apiId);
  const server = api && serversOf(state, api).find(({ id }) => id === pending.serverId);
  try {
    if (!server) throw new SignInProblem("The API has no such authorization server any more.");
    const signedIn: SignedIn = await redeemCode(
      code,
      pending,
      server,
      context.origins.portal,
      context.now(),
      agent,
    );
    session.signedIn.set(server.id, signedIn);
  } catch (error) {
    if (!(error instanceof SignInProblem)) throw error;
    session.problem = error.message;
  }
}

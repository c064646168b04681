import type { Context, Hono } from "hono";
import { type ConsoleAnswer, type ConsoleInput, sendCall } from "./console-call.ts";
import { findSession, type Portal, readForm } from "./portal.ts";
import {
  findApi,
  listOperations,
  masterKey,
  type PortalApi,
  type PortalOperation,
  type PortalServer,
  serversOf,
} from "./published.ts";
import type { Session } from "./sessions.ts";
import { apiView, type ConsoleFields, problemView } from "./views.ts";

/** Adds the page of an API and what its button "Send" does. */
export function addConsole(app: Hono, portal: Portal): void {
  app.get("/apis/:api", (c) => {
    const fields = { values: new Map<string, string>(), subscriptionKey: masterKey(portal.state), body: "" };
    return showApi(c, portal, c.req.query("operation"), fields, undefined);
  });
  app.post("/apis/:api/operations/:operation", async (c) => {
    const form = await readForm(c);
    const fields = {
      values: form,
      subscriptionKey: form.get("subscription-key") ?? "",
      body: form.get("body") ?? "",
    };
    const api = findApi(portal.state, c.req.param("api"));
    const operation =
      api && listOperations(portal.state, api).find(({ id }) => id === c.req.param("operation"));
    if (!api || !operation) return c.html(problemView("There is no such operation."), 404);
    const answer = await call(portal, findSession(c, portal), api, operation, fields);
    return showApi(c, portal, operation.id, fields, answer);
  });
}

function showApi(
  c: Context,
  portal: Portal,
  operationId: string | undefined,
  fields: ConsoleFields,
  answer: ConsoleAnswer | string | undefined,
): Response | Promise<Response> {
  const { state } = portal;
  const api = findApi(state, c.req.param("api") ?? "");
  if (!api) return c.html(problemView("There is no such API."), 404);
  const operations = listOperations(state, api);
  const session = findSession(c, portal);
  const problem = takeProblem(session) ?? (typeof answer === "string" ? answer : undefined);
  return c.html(
    apiView({
      api,
      operations,
      operation: operations.find(({ id }) => id === operationId) ?? operations[0],
      servers: serversOf(state, api),
      signedIn: expiries(session),
      problem,
      gateway: portal.context.origins.gateway,
      fields,
      answer: typeof answer === "string" ? undefined : answer,
    }),
  );
}

/** The gateway's answer, or why there is none. */
async function call(
  portal: Portal,
  session: Session | undefined,
  api: PortalApi,
  operation: PortalOperation,
  fields: ConsoleFields,
): Promise<ConsoleAnswer | string> {
  const input: ConsoleInput = { ...fields, token: findToken(session, serversOf(portal.state, api)) };
  try {
    return await sendCall(portal.context.origins.gateway, api, operation, input, portal.agent);
  } catch (error) {
    return `The request could not be sent: ${error instanceof Error ? error.message : "the gateway gave no answer."}`;
  }
}

function findToken(session: Session | undefined, servers: readonly PortalServer[]): ConsoleInput["token"] {
  for (const { id, sendsTokenIn } of servers) {
    const signedIn = session?.signedIn.get(id);
    if (signedIn) return { text: signedIn.accessToken, sentIn: sendsTokenIn };
  }
  return undefined;
}

function expiries(session: Session | undefined): ReadonlyMap<string, Date | undefined> {
  const entries = [...(session?.signedIn ?? [])];
  return new Map(
    entries.map(([id, { expiresAt }]) => [id, expiresAt === undefined ? undefined : new Date(expiresAt)]),
  );
}

function takeProblem(session: Session | undefined): string | undefined {
  const problem = session?.problem;
  if (session) session.problem = undefined;
  return problem;
}

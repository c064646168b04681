import type { Context } from "hono";
import { getCookie, setCookie } from "hono/cookie";
import type { Agent } from "undici";
import type { AzureState } from "../azure/state.ts";
import type { SandboxContext } from "../service.ts";
import type { Session, Sessions } from "./sessions.ts";

/** What every page of the portal is made from. */
export interface Portal {
  readonly context: SandboxContext;
  readonly state: AzureState;
  readonly sessions: Sessions;
  readonly agent: Agent;
}

/** A name of the portal's own: on 127.0.0.1 cookies go to every port. */
const cookie = "sandbox_portal_session";

/** The visitor's session, if there is one. */
export function findSession(c: Context, portal: Portal): Session | undefined {
  return portal.sessions.find(getCookie(c, cookie));
}

/** The visitor's session, made when there is none. */
export function openSession(c: Context, portal: Portal): Session {
  const existing = findSession(c, portal);
  if (existing) return existing;
  const session = portal.sessions.create();
  setCookie(c, cookie, session.id, { httpOnly: true, secure: true, sameSite: "Lax", path: "/" });
  return session;
}

/** The page of an API with one operation's console open. */
export function apiPath(apiId: string, operationId?: string): string {
  const query = operationId ? `?operation=${encodeURIComponent(operationId)}` : "";
  return `/apis/${encodeURIComponent(apiId)}${query}`;
}

/** The text fields of a submitted form. */
export async function readForm(c: Context): Promise<ReadonlyMap<string, string>> {
  const form = await c.req.parseBody();
  return new Map(
    Object.entries(form).filter((entry): entry is [string, string] => typeof entry[1] === "string"),
  );
}

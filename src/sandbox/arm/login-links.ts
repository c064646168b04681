import { randomBytes } from "node:crypto";
import type { StoredResource } from "../azure/state.ts";
import type { Answer, Arm } from "./arm.ts";
import { etagOf } from "./arm.ts";

/** `POST authorizations/{id}/getLoginLinks`: where somebody signs in for a connection. Each link is good once. */
export function loginLinkOf(connection: StoredResource, arm: Arm): Answer {
  const ticket = randomBytes(24).toString("base64url");
  connection.secrets["loginTicket"] = ticket;
  arm.context.changed();
  const loginLink = `${arm.context.origins.portal}/consent/${ticket}`;
  return { status: 200, headers: { etag: etagOf(connection) }, body: { loginLink } };
}

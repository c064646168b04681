import type { IncomingMessage, ServerResponse } from "node:http";
import { asText } from "../json.ts";
import { OAuthProblem } from "./oauth-problem.ts";
import { errorPage, loginPage } from "./pages.ts";
import { findClient, type Realm } from "./realm.ts";
import { loginConnections, verifyUser } from "./users.ts";

/** What the login page answers. */
export type LoginOutcome =
  | { readonly kind: "page"; readonly status: 200 | 400 | 403; readonly html: string }
  | { readonly kind: "redirect"; readonly location: string };

/** Shows the login page, or with a `form` tries its e-mail address and password and goes on with the request. */
export async function logIn(
  realm: Realm,
  request: IncomingMessage,
  response: ServerResponse,
  form?: URLSearchParams,
): Promise<LoginOutcome> {
  const { provider, state } = realm;
  const interaction = await provider.interactionDetails(request, response).catch(() => undefined);
  const client = findClient(state, asText(interaction?.params["client_id"]));
  if (!interaction || !client) return expiredPage();
  const view = { application: client.name, state: interaction.uid, email: form?.get("username") ?? "" };
  if (!form) return { kind: "page", status: 200, html: loginPage(view) };
  try {
    const connections = loginConnections(state, client, asText(interaction.params["connection"]));
    const user = await verifyUser(state, connections, form.get("username") ?? "", form.get("password") ?? "");
    const login = { accountId: user.user_id, ts: Math.floor(realm.context.now() / 1000) };
    return { kind: "redirect", location: await provider.interactionResult(request, response, { login }) };
  } catch (error) {
    if (!(error instanceof OAuthProblem)) throw error;
    if (error.error === "invalid_grant") {
      return { kind: "page", status: 400, html: loginPage({ ...view, error: "Wrong email or password" }) };
    }
    const result = { error: error.error, error_description: error.message };
    return { kind: "redirect", location: await provider.interactionResult(request, response, result) };
  }
}

/** The page for a request that is over, or never was. */
export function expiredPage(): LoginOutcome {
  const html = errorPage(
    "invalid_request",
    "This login page has expired or was opened without an application.",
    "Go back to the application and log in again.",
  );
  return { kind: "page", status: 400, html };
}

import type { IncomingMessage, ServerResponse } from "node:http";
import type { KoaContextWithOIDC } from "oidc-provider";
import { asText } from "../json.ts";
import { expiredPage, type LoginOutcome } from "./login.ts";
import { consentPage } from "./pages.ts";
import { findClient, type Realm } from "./realm.ts";
import { unmarkScope } from "./scope-markers.ts";

/** Whether a user still has to consent: to an application of a third party that asks for more than before. */
export function needsConsent({ state, store }: Omit<Realm, "provider">, ctx: KoaContextWithOIDC): boolean {
  const { client, session, params, result } = ctx.oidc;
  if (!client || !session?.accountId || findClient(state, client.clientId)?.is_first_party) return false;
  if (result?.consent) return false;
  const given = store.find("Consent", consentId(session.accountId, client.clientId, params?.["audience"]));
  const before = new Set(given?.scope?.split(" "));
  return !scopesOf(params?.["scope"]).every((scope) => before.has(scope));
}

/** Shows what an application asks for, or with a `form` goes on with the user's answer. */
export async function giveConsent(
  realm: Realm,
  request: IncomingMessage,
  response: ServerResponse,
  form?: URLSearchParams,
): Promise<LoginOutcome> {
  const { provider, state, store } = realm;
  const interaction = await provider.interactionDetails(request, response).catch(() => undefined);
  const client = findClient(state, asText(interaction?.params["client_id"]));
  const user = interaction?.session?.accountId;
  if (!interaction || !client || !user) return expiredPage();
  const scopes = scopesOf(interaction.params["scope"]);
  if (!form) return { kind: "page", status: 200, html: consentPage(client.name, scopes) };
  if (form.get("action") !== "accept") {
    const refusal = { error: "access_denied", error_description: "User did not authorize the request" };
    return { kind: "redirect", location: await provider.interactionResult(request, response, refusal) };
  }
  const id = consentId(user, client.client_id, interaction.params["audience"]);
  store.set("Consent", id, { scope: scopes.join(" ") }, undefined);
  const location = await provider.interactionResult(request, response, { consent: {} });
  return { kind: "redirect", location };
}

function consentId(user: string, client: string, audience: unknown): string {
  return [user, client, asText(audience) ?? ""].join(" ");
}

function scopesOf(scope: unknown): string[] {
  return unmarkScope(asText(scope)).split(" ").filter(Boolean);
}

import { serviceType } from "../azure/gateway-view.ts";
import { listResources, nextVersion } from "../azure/resources.ts";
import type { AzureState } from "../azure/state.ts";

/**
 * Connects the connection of the credential manager whose login link has this ticket, as whoever signs in at a provider does; the link
 * itself is what shows who they are. Its name; `undefined` for a ticket that is good for nothing any more.
 */
export function giveConsent(state: AzureState, ticket: string): string | undefined {
  const all = listResources(state, `${serviceType}/authorizationProviders/authorizations`);
  const connection = all.find(({ secrets }) => ticket !== "" && secrets["loginTicket"] === ticket);
  if (!connection) return undefined;
  delete connection.secrets["loginTicket"];
  delete connection.properties["error"];
  connection.properties["status"] = "Connected";
  connection.version = nextVersion(state);
  return connection.name;
}

import type { Shelf } from "../../resources/kind.ts";
import { auth0Api } from "../../resources/kinds/auth0-api.ts";
import { auth0Application } from "../../resources/kinds/auth0-application.ts";
import { auth0Connection } from "../../resources/kinds/auth0-connection.ts";
import { auth0User } from "../../resources/kinds/auth0-user.ts";
import { clientGrant } from "../../resources/kinds/client-grant.ts";
import { customDomain } from "../../resources/kinds/custom-domain.ts";
import { defaultAudience } from "../../resources/kinds/default-audience.ts";
import { enabledApplication } from "../../resources/kinds/enabled-application.ts";
import { tenantSettings } from "../../resources/kinds/tenant-settings.ts";
import { auth0ApiStore } from "./kinds/auth0-api-store.ts";
import { auth0ApplicationStore } from "./kinds/auth0-application-store.ts";
import { auth0ConnectionStore } from "./kinds/auth0-connection-store.ts";
import { auth0UserStore } from "./kinds/auth0-user-store.ts";
import { clientGrantStore } from "./kinds/client-grant-store.ts";
import { customDomainStore } from "./kinds/custom-domain-store.ts";
import { defaultAudienceStore } from "./kinds/default-audience-store.ts";
import { enabledApplicationStore } from "./kinds/enabled-application-store.ts";
import { tenantSettingsStore } from "./kinds/tenant-settings-store.ts";
import type { ManagementCalls } from "./management-calls.ts";

/** Every kind of a tenant with the store it is kept in. */
export function auth0Shelves(calls: ManagementCalls): ReadonlyMap<string, Shelf> {
  const shelves: readonly Shelf[] = [
    { kind: auth0Api, store: auth0ApiStore(calls) },
    { kind: auth0Application, store: auth0ApplicationStore(calls) },
    { kind: auth0Connection, store: auth0ConnectionStore(calls) },
    { kind: enabledApplication, store: enabledApplicationStore(calls) },
    { kind: auth0User, store: auth0UserStore(calls) },
    { kind: customDomain, store: customDomainStore(calls) },
    { kind: defaultAudience, store: defaultAudienceStore(calls) },
    { kind: tenantSettings, store: tenantSettingsStore(calls) },
    { kind: clientGrant, store: clientGrantStore(calls) },
  ];
  return new Map(shelves.map((shelf) => [shelf.kind.id, shelf]));
}

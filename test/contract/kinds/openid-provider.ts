import {
  type OpenIdProvider,
  type OpenIdProviderDraft,
  openIdProvider,
} from "../../../src/resources/kinds/openid-provider.ts";
import type { KindExample } from "./kind-example.ts";

const first: OpenIdProviderDraft = {
  displayName: "Orders",
  description: "Sign-in for orders",
  metadataEndpoint: "https://contoso.eu.auth0.com/.well-known/openid-configuration",
  clientId: "abc",
  clientSecret: "the-secret",
  useInTestConsole: true,
  useInApiDocumentation: false,
};

export const openIdProviderExample: KindExample<OpenIdProvider, OpenIdProviderDraft> = {
  kind: openIdProvider,
  ids: ["orders", "invoices", "weather"],
  drafts: async () => [
    first,
    { ...first, displayName: "Invoices", description: undefined, useInTestConsole: false },
    { ...first, displayName: "Weather", useInApiDocumentation: true },
  ],
  changes: {
    displayName: "Orders of today",
    description: "Another",
    metadataEndpoint: "https://fabrikam.eu.auth0.com/.well-known/openid-configuration",
    clientId: "def",
    clientSecret: "another-secret",
    useInTestConsole: false,
    useInApiDocumentation: true,
  },
  path: /\/openidConnectProviders/,
};

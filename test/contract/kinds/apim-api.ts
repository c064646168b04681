import { storeIn } from "../../../src/resources/clouds.ts";
import { type ApiSettings, type ApiSettingsDraft, apimApi } from "../../../src/resources/kinds/apim-api.ts";
import { authorizationServer } from "../../../src/resources/kinds/authorization-server.ts";
import { openIdProvider } from "../../../src/resources/kinds/openid-provider.ts";
import type { KindExample } from "./kind-example.ts";

const { signal } = new AbortController();

export const apimApiExample: KindExample<ApiSettings, ApiSettingsDraft> = {
  kind: apimApi,
  ids: ["orders", "invoices", "status"],
  async drafts(cloud, owner) {
    const at = (kind: string) => ({ kind, owner, id: "people" });
    await storeIn(cloud, authorizationServer).create(
      at(authorizationServer.id),
      {
        displayName: "People",
        description: undefined,
        clientRegistrationEndpoint: "https://tenant.example/",
        authorizationEndpoint: "https://tenant.example/authorize",
        tokenEndpoint: undefined,
        clientId: "portal",
        grantTypes: ["authorizationCode"],
        clientAuthenticationMethods: [],
        defaultScope: undefined,
        tokenBodyParameters: [],
        useInTestConsole: true,
        useInApiDocumentation: false,
      },
      signal,
    );
    await storeIn(cloud, openIdProvider).create(
      at(openIdProvider.id),
      {
        displayName: "People",
        description: undefined,
        metadataEndpoint: "https://tenant.example/.well-known/openid-configuration",
        clientId: "portal",
        useInTestConsole: true,
        useInApiDocumentation: false,
      },
      signal,
    );
    return [
      {
        displayName: "Orders",
        path: "orders",
        protocols: ["https"],
        serviceUrl: "https://orders.example/api",
      },
      {
        displayName: "Invoices",
        path: "invoices/v1",
        protocols: ["https"],
        subscriptionRequired: false,
        authorizationServers: [{ authorizationServerId: "people", scope: "read:invoices" }],
        contact: { name: "Accounting" },
      },
      {
        displayName: "Status",
        path: "status",
        protocols: ["http", "https"],
        description: "Überall <b>gut</b>",
      },
    ];
  },
  changes: {
    displayName: "Orders and more",
    path: "orders/v2",
    serviceUrl: "https://orders.example/api/v2",
    description: "What was ordered",
    protocols: ["http"],
    subscriptionRequired: false,
    subscriptionKeyParameterNames: { header: "X-Key", query: "key" },
    authorizationServers: [{ authorizationServerId: "people", scope: "read:orders" }],
    openIdProviders: [{ openidProviderId: "people", bearerTokenSendingMethods: ["authorizationHeader"] }],
    termsOfServiceUrl: "https://orders.example/terms",
    contact: { name: "Orders", url: "https://orders.example/", email: "orders@orders.example" },
    license: { name: "MIT", url: "https://orders.example/license" },
    apiVersionDescription: "The second",
    apiRevisionDescription: "With invoices",
  },
  path: /\/apis/,
};

import { type BackendDraft, type BackendSettings, backend } from "../../../src/resources/kinds/backend.ts";
import type { KindExample } from "./kind-example.ts";

const inPool = (name: string) =>
  `/subscriptions/s/resourceGroups/g/providers/Microsoft.ApiManagement/service/contoso-apim/backends/${name}`;

export const backendExample: KindExample<BackendSettings, BackendDraft> = {
  kind: backend,
  ids: ["orders", "invoices", "both"],
  drafts: async () => [
    {
      url: "https://orders.example",
      protocol: "http",
      title: "Orders",
      credentials: { header: { "x-functions-key": ["{{orders-key}}"] } },
    },
    {
      url: "https://invoices.example/soap",
      protocol: "soap",
      description: "Old",
      tls: { validateCertificateName: false },
    },
    {
      url: "https://both.example",
      protocol: "http",
      type: "Pool",
      pool: { services: [{ id: inPool("orders"), weight: 3, priority: 1 }] },
    },
  ],
  changes: {
    url: "https://orders.example/v2",
    protocol: "soap",
    type: "Pool",
    title: "All orders",
    description: "New",
    tls: { validateCertificateChain: false, validateCertificateName: false },
    credentials: {
      certificateIds: [inPool("x").replace("backends/x", "certificates/partner")],
      query: { code: ["{{code}}"] },
      authorization: { scheme: "Bearer", parameter: "{{token}}" },
    },
    proxy: { url: "http://proxy.example:8080", username: "gateway", password: "{{proxy-password}}" },
    pool: { services: [{ id: inPool("invoices"), weight: 1, priority: 2 }] },
    circuitBreaker: {
      rules: [
        {
          name: "breaker",
          failureCondition: {
            count: 3,
            interval: "PT1H",
            statusCodeRanges: [{ min: 500, max: 599 }],
            errorReasons: ["Server errors"],
          },
          tripDuration: "PT1H",
          acceptRetryAfter: true,
        },
      ],
    },
    resourceId:
      "https://management.azure.com/subscriptions/s/resourceGroups/g/providers/Microsoft.Web/sites/orders",
    properties: {
      serviceFabricCluster: {
        managementEndpoints: ["https://cluster.example:19080"],
        maxPartitionResolutionRetries: 5,
      },
    },
  },
  apart: ["type"],
  path: /\/backends/,
};

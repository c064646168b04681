import {
  type ImportDocument,
  type ImportedApi,
  type ImportedApiDraft,
  importedApi,
} from "../../../src/resources/kinds/imported-api.ts";
import type { KindExample } from "./kind-example.ts";

const document = (title: string): ImportDocument => ({
  format: "openapi+json",
  value: JSON.stringify({
    openapi: "3.0.1",
    info: { title, version: "1" },
    paths: { "/all": { get: { operationId: "list", summary: "All", responses: {} } } },
  }),
});

const draft = (displayName: string, path: string): ImportedApiDraft => ({
  displayName,
  path,
  serviceUrl: `https://${path}.example`,
  subscriptionRequired: true,
  operations: [{ name: "list", method: "GET", urlTemplate: "/all", displayName: "All" }],
  document: document(displayName),
});

export const importedApiExample: KindExample<ImportedApi, ImportedApiDraft> = {
  kind: importedApi,
  ids: ["orders", "invoices", "status"],
  drafts: async () => [
    draft("Orders", "orders"),
    { ...draft("Invoices", "invoices"), subscriptionRequired: false },
    { ...draft("Status", "status"), serviceUrl: undefined },
  ],
  changes: {},
  isNeverDeleted: true,
  path: /\/apis/,
};

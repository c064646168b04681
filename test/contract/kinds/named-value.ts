import {
  type NamedValueDraft,
  type NamedValueSettings,
  namedValue,
} from "../../../src/resources/kinds/named-value.ts";
import type { KindExample } from "./kind-example.ts";

export const namedValueExample: KindExample<NamedValueSettings, NamedValueDraft> = {
  kind: namedValue,
  ids: ["audience", "key", "vault"],
  drafts: async () => [
    { displayName: "audience", secret: false, value: "https://orders.example/", tags: ["auth0"] },
    { displayName: "backend-key", secret: true, secretValue: "the-secret" },
    {
      displayName: "vault-key",
      secret: true,
      keyVault: { secretIdentifier: "https://contoso.vault.example/secrets/key" },
    },
  ],
  changes: {
    displayName: "orders-audience",
    value: "https://orders.example/v2",
    tags: ["gateway"],
  },
  apart: ["secretValue", "keyVault"],
  path: /\/namedValues/,
};

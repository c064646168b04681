import type { Application, ApplicationDraft } from "../../../src/domain/auth0.ts";
import { auth0Application } from "../../../src/resources/kinds/auth0-application.ts";
import type { KindExample } from "./kind-example.ts";

export const auth0ApplicationExample: KindExample<Application, ApplicationDraft> = {
  kind: auth0Application,
  drafts: async () => [
    {
      name: "Portal",
      type: "regular_web",
      callbacks: ["https://portal.example/callback"],
      grantTypes: ["authorization_code"],
      tokenEndpointAuthMethod: "client_secret_post",
    },
    {
      name: "Browser",
      type: "spa",
      callbacks: [],
      grantTypes: ["authorization_code", "refresh_token"],
      tokenEndpointAuthMethod: "none",
    },
    {
      name: "Machine",
      type: "non_interactive",
      callbacks: [],
      grantTypes: ["client_credentials"],
      tokenEndpointAuthMethod: "client_secret_basic",
    },
  ],
  changes: {
    name: "Portal, new",
    type: "native",
    callbacks: ["https://portal.example/other", "http://localhost:3000/"],
    grantTypes: ["client_credentials"],
    tokenEndpointAuthMethod: "client_secret_basic",
  },
  path: /\/api\/v2\/clients/,
};

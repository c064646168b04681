import { setup, suite } from "mocha";
import { SdkAuth0Cloud } from "../../src/adapters/auth0/sdk-auth0-cloud.ts";
import { httpOptions } from "../../src/adapters/azure/http-options.ts";
import { SdkAzureCloud } from "../../src/adapters/azure/sdk-azure-cloud.ts";
import { trustingFetch } from "../../src/adapters/trusting-fetch.ts";
import { InMemoryAuth0Cloud } from "../support/in-memory/index.ts";
import { withSandbox } from "../support/sandbox.ts";
import { auth0Account, azureAccount } from "../support/sandbox-accounts.ts";
import { auth0ApiExample } from "./kinds/auth0-api.ts";
import { auth0ApplicationExample } from "./kinds/auth0-application.ts";
import { auth0ConnectionExample } from "./kinds/auth0-connection.ts";
import { auth0UserExample } from "./kinds/auth0-user.ts";
import { authorizationServerExample } from "./kinds/authorization-server.ts";
import { clientGrantExample } from "./kinds/client-grant.ts";
import { enabledApplicationExample } from "./kinds/enabled-application.ts";
import { testKind, testStore } from "./kinds/kind.contract.ts";
import type { Place, Stage } from "./kinds/kind-example.ts";

suite("every kind, through its cloud's SDK on the sandbox", () => {
  const sandbox = withSandbox();
  setup(() => sandbox.reset());

  const auth0: Stage = {
    sandbox,
    service: "auth0",
    get owner() {
      return sandbox.info.auth0.domain;
    },
    open: async (limit) =>
      new SdkAuth0Cloud({
        account: auth0Account(sandbox.info),
        clientSecret: sandbox.info.auth0.clientSecret,
        fetch: await trustingFetch(sandbox.info),
        ...(limit !== undefined && { limit }),
      }),
  };
  testKind(auth0, auth0ApiExample);
  testKind(auth0, auth0ApplicationExample);
  testKind(auth0, auth0ConnectionExample);
  testKind(auth0, enabledApplicationExample);
  testKind(auth0, auth0UserExample);
  testKind(auth0, clientGrantExample);

  const azure: Stage = {
    sandbox,
    service: "resourceManager",
    get owner() {
      return `${sandbox.info.azure.subscriptionId}/contoso-rg/contoso-apim`;
    },
    open: async (limit) => {
      const account = azureAccount(sandbox.info);
      return new SdkAzureCloud({
        account,
        credentials: { clientSecret: sandbox.info.azure.clientSecret },
        http: await httpOptions(account),
        ...(limit !== undefined && { limits: { request: limit, longRunning: limit } }),
      });
    },
  };
  testKind(azure, authorizationServerExample);
});

suite("every kind, in memory", () => {
  let tenant = new InMemoryAuth0Cloud();
  setup(() => {
    tenant = new InMemoryAuth0Cloud();
  });

  const auth0: Place = { owner: tenant.domain, open: async () => tenant };
  testStore(auth0, auth0ApiExample);
  testStore(auth0, auth0ApplicationExample);
  testStore(auth0, auth0ConnectionExample);
  testStore(auth0, enabledApplicationExample);
  testStore(auth0, auth0UserExample);
  testStore(auth0, clientGrantExample);
});

import { setup, suite } from "mocha";
import { SdkAuth0Cloud } from "../../src/adapters/auth0/sdk-auth0-cloud.ts";
import { httpOptions } from "../../src/adapters/azure/http-options.ts";
import { SdkAzureCloud } from "../../src/adapters/azure/sdk-azure-cloud.ts";
import { trustingFetch } from "../../src/adapters/trusting-fetch.ts";
import { apimInstance } from "../../src/resources/kinds/instance.ts";
import type { Exchange } from "../../src/sandbox/exchange.ts";
import { recordExchange } from "../support/contracts/recorder.ts";
import { InMemoryAuth0Cloud } from "../support/in-memory/index.ts";
import { kindExamples } from "../support/kind-examples.ts";
import { withSandbox } from "../support/sandbox.ts";
import { auth0Account, azureAccount } from "../support/sandbox-accounts.ts";
import { testKind, testStore } from "./kinds/kind.contract.ts";
import type { Place, Stage } from "./kinds/kind-example.ts";
import { testUndo } from "./kinds/undo.contract.ts";

const examples = await kindExamples();

suite("every kind, through its cloud's SDK on the sandbox", () => {
  const puts: Exchange[] = [];
  const sandbox = withSandbox({
    record(exchange) {
      recordExchange(exchange);
      if (exchange.method === "PUT") puts.push(exchange);
    },
  });
  setup(async () => {
    await sandbox.reset();
    puts.length = 0;
  });

  const auth0: Stage = {
    sandbox,
    puts,
    service: "auth0",
    get owner() {
      return sandbox.info.auth0.domain;
    },
    open: async (limit) =>
      new SdkAuth0Cloud({
        account: auth0Account(sandbox.info),
        secret: sandbox.info.auth0.clientSecret,
        fetch: await trustingFetch(sandbox.info),
        ...(limit !== undefined && { limit }),
      }),
  };
  for (const example of examples)
    if (example.kind.cloud === "auth0") {
      testKind(auth0, example);
      testUndo(auth0, example);
    }

  const azure: Stage = {
    sandbox,
    puts,
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
  for (const example of examples)
    if (example.kind.cloud === "azure") {
      testKind(azure, example);
      // whether anything was made in an instance is asked of that instance itself: create-instance.test.ts
      if (example.kind.id !== apimInstance.id) testUndo(azure, example);
    }
});

suite("every kind, in memory", () => {
  let tenant = new InMemoryAuth0Cloud();
  setup(() => {
    tenant = new InMemoryAuth0Cloud();
  });

  const auth0: Place = { owner: tenant.domain, open: async () => tenant };
  for (const example of examples)
    if (example.kind.cloud === "auth0") {
      testStore(auth0, example);
      testUndo(auth0, example);
    }
});

import { suite } from "mocha";
import { createPrincipal } from "../../src/sandbox/seed/azure.ts";
import { apimClient, contosoInstance } from "../support/azure-clients.ts";
import { withSandbox } from "../support/sandbox.ts";
import { openAzure, sandboxCalculator } from "../support/sandbox-accounts.ts";
import { testAzureCloud } from "./azure-cloud.contract.ts";

suite("on the sandbox", () => {
  const sandbox = withSandbox();

  testAzureCloud("the official SDKs", {
    async open() {
      await sandbox.reset();
      return openAzure(sandbox.info);
    },
    openWithoutRights() {
      const stranger = createPrincipal([]);
      sandbox.state.azure.principals.push(stranger);
      return openAzure(sandbox.info, stranger);
    },
    openWithWrongSecret: () => openAzure(sandbox.info, { clientSecret: "not-the-secret" }),
    calculator: () => sandboxCalculator(sandbox.info),
    async addFragment(id, value, description) {
      const fragment = { value, description, format: "rawxml" };
      await apimClient(sandbox).policyFragment.beginCreateOrUpdateAndWait(...contosoInstance, id, fragment, {
        updateIntervalInMs: 10,
      });
    },
    secretOf: (id) =>
      apimClient(sandbox)
        .authorizationServer.listSecrets(...contosoInstance, id)
        .then(
          ({ clientSecret }) => clientSecret,
          () => undefined,
        ),
    async addBackend(id) {
      const backend = { url: "https://orders.example", protocol: "http" };
      await apimClient(sandbox).backend.createOrUpdate(...contosoInstance, id, backend);
    },
    async addCertificate(id) {
      await apimClient(sandbox).certificate.createOrUpdate(...contosoInstance, id, { data: sandbox.ca });
    },
    async addNamedValue(displayName, value) {
      const contract = { displayName, value };
      await apimClient(sandbox).namedValue.beginCreateOrUpdateAndWait(
        ...contosoInstance,
        displayName,
        contract,
        { updateIntervalInMs: 10 },
      );
    },
    async addProduct(id) {
      await apimClient(sandbox).product.createOrUpdate(...contosoInstance, id, { displayName: id });
      await apimClient(sandbox).productApi.createOrUpdate(...contosoInstance, id, "basic-calculator");
    },
  });
});

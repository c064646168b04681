import { Failure } from "../../src/core/failure.ts";
import { azureWithCalculator, basicCalculator } from "../support/in-memory/index.ts";
import { testAzureCloud } from "./azure-cloud.contract.ts";

let opened = azureWithCalculator();
const { instance } = basicCalculator;

testAzureCloud("in memory", {
  async open() {
    opened = azureWithCalculator();
    return opened;
  },
  async openWithoutRights() {
    const azure = azureWithCalculator();
    azure.forbidden.add(basicCalculator.instance.subscriptionId);
    return azure;
  },
  async openWithWrongSecret() {
    const azure = azureWithCalculator();
    azure.calls.failAlways(new Failure("unauthorized", "Microsoft Entra ID refused the client secret."));
    return azure;
  },
  calculator: () => ({ instance, apiId: basicCalculator.apiId }),
  async addFragment(fragmentId, text, description) {
    opened.putPolicy({ kind: "fragment", instance, fragmentId }, text);
    opened.instance(instance).fragmentDescriptions.set(fragmentId, description);
  },
  secretOf: async (id) => opened.instance(instance).secrets.get(id),
  async addBackend(id) {
    opened.instance(instance).backendIds = [id];
  },
  async addCertificate(id) {
    opened.instance(instance).certificateIds.push(id);
  },
  async addNamedValue(displayName, value) {
    opened.instance(instance).namedValues = [{ displayName, secret: false, value }];
  },
  async addProduct(id) {
    const state = opened.instance(instance);
    state.products = [{ id: `${state.instance.id}/products/${id}`, productId: id, displayName: id }];
    state.productsOfApis.set("basic-calculator", [id]);
  },
});

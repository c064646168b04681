import { Failure } from "../../src/core/failure.ts";
import { azureWithCalculator, basicCalculator } from "../support/in-memory/index.ts";
import { testApimGateway } from "./apim-gateway.contract.ts";

testApimGateway("in memory", {
  async open() {
    return azureWithCalculator();
  },
  async openWithoutRights() {
    const azure = azureWithCalculator();
    azure.forbidden.add(basicCalculator.service.subscriptionId);
    return azure;
  },
  async openWithWrongSecret() {
    const azure = azureWithCalculator();
    azure.calls.failAlways(new Failure("unauthorized", "Microsoft Entra ID refused the client secret."));
    return azure;
  },
  calculator: () => ({ service: basicCalculator.service, apiId: basicCalculator.apiId }),
});

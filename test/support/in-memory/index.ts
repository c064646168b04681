export { InMemoryApiCaller } from "./api-caller.ts";
export { InMemoryApimGateway, type InMemoryService } from "./apim-gateway.ts";
export { InMemoryAuth0Gateway } from "./auth0-gateway.ts";
export {
  azureWithCalculator,
  basicCalculator,
  calculatorOperations,
  contosoApim,
} from "./calculator.ts";

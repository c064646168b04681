export { InMemoryApiCaller } from "./api-caller.ts";
export { InMemoryAuth0Cloud } from "./auth0-cloud.ts";
export { InMemoryAzureCloud, type InMemoryInstance } from "./azure-cloud.ts";
export {
  azureWithCalculator,
  basicCalculator,
  calculatorOperations,
  contosoApim,
} from "./calculator.ts";

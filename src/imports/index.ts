export type { ApiDescription, ImportProblem } from "./api-description.ts";
export { basicCalculator } from "./basic-calculator.ts";
export { readApi } from "./read-api.ts";
export { sentDocument } from "./sent-document.ts";

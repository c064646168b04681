export type { ApiDescription, DescribedOperation, ImportProblem } from "./api-description.ts";
export { basicCalculator } from "./basic-calculator.ts";
export { OperationNames } from "./openapi/operation-names.ts";
export { readApi } from "./read-api.ts";
export { sentDocument } from "./sent-document.ts";

export { evaluateCode, evaluateExpression } from "./evaluate.ts";
export { codeOf } from "./parser.ts";
export { PassedOver } from "./passed-over.ts";
export type { Code } from "./syntax.ts";
export { dictionary, type Thing, thing, toText } from "./values.ts";

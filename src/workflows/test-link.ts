/** Prove a link: read, plan what a test needs, `carryOut`, read again, run. */
export { findAudience } from "./test-link/find-audience.ts";
export { planTestLink } from "./test-link/plan.ts";
export { chooseOperation, operationRequest } from "./test-link/request.ts";
export type { Conclusion, TestLinkResult, TokenFacts } from "./test-link/result.ts";
export { runTestLink, type TestLinkOptions } from "./test-link/run.ts";
export { readTestLink, type TestLinkSnapshot, type TestLinkTarget } from "./test-link/snapshot.ts";

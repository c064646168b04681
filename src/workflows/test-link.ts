/** Prove a link: read, plan what a test needs, `carryOut`, read again, run. */
export { findAudience } from "./test-link/find-audience.ts";
export { planTestLink } from "./test-link/plan.ts";
export { chooseOperation, operationRequest } from "./test-link/request.ts";
export type { TestLinkResult } from "./test-link/result.ts";
export { runTestLink } from "./test-link/run.ts";
export { readTestLink, type TestLinkSnapshot } from "./test-link/snapshot.ts";

import assert from "node:assert/strict";
import * as fs from "node:fs";
import { checkRecording } from "../support/contracts/check-exchanges.ts";
import { describeViolation } from "../support/contracts/violation.ts";

/** Holds what the extension and the sandbox said to each other to the official contracts, when they are at hand. */
export function keepsContracts(recording: string | undefined): void {
  const folder = process.env["CONTRACTS_DIR"];
  if (!recording || !fs.existsSync(recording)) return;
  if (!folder) {
    console.log("contracts: skipped, CONTRACTS_DIR is not set");
    return;
  }
  const { exchanges, operations, violations } = checkRecording(recording, folder);
  console.log(`contracts: ${exchanges} exchanges, ${operations} operations, ${violations.length} violations`);
  assert.deepEqual([...new Set(violations.map(describeViolation))], []);
}

import assert from "node:assert/strict";
import { suiteTeardown } from "mocha";
import type { Exchange } from "../../../src/sandbox/exchange.ts";
import { checkExchanges } from "./check-exchanges.ts";
import { describeViolation } from "./violation.ts";

const exchanges: Exchange[] = [];

/** Keeps an exchange for the check at the end of the run; to be given to every sandbox that tests start. */
export function recordExchange(exchange: Exchange): void {
  exchanges.push(exchange);
}

// loaded by a test file outside of any suite: this runs once, after all tests of the run
suiteTeardown(function contracts() {
  if (exchanges.length === 0) return;
  const folder = process.env["CONTRACTS_DIR"];
  if (!folder) {
    console.log("contracts: skipped, CONTRACTS_DIR is not set");
    return;
  }
  this.timeout(300_000); // ten thousand exchanges and more, on a machine that has other things to do
  const report = checkExchanges(exchanges, folder);
  for (const [reason, times] of report.exceptions) console.log(`contracts: exception (${times}×) ${reason}`);
  const { violations, operations } = report;
  console.log(
    `contracts: ${report.exchanges} exchanges, ${operations} operations, ${violations.length} violations`,
  );
  const lines = [...new Set(violations.map(describeViolation))];
  assert.equal(lines.length, 0, `Not as the contracts say:\n${lines.join("\n")}`);
});

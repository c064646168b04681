// Mocha's spec reporter, which also appends its counts and what failed to the file that TEST_COUNTS names, one JSON line a run.
const fs = require("node:fs");
const { reporters } = require("mocha");

module.exports = class CountingReporter extends reporters.Spec {
  constructor(runner, options) {
    super(runner, options);
    const failed = [];
    runner.on("fail", (test, error) => failed.push(`${test.fullTitle()}: ${error.stack ?? error.message}`));
    runner.once("end", () => {
      if (!process.env.TEST_COUNTS) return;
      const { passes, failures, pending } = this.stats;
      fs.appendFileSync(
        process.env.TEST_COUNTS,
        `${JSON.stringify({ passed: passes, failed: failures, skipped: pending, failures: failed })}\n`,
      );
    });
  }
};

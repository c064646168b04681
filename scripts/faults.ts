import type { Exchange } from "../src/sandbox/exchange.ts";
import { startSandbox } from "../src/sandbox/sandbox.ts";
import { troublesOf, tryAll } from "../test/support/fault-matrix/run.ts";
import {
  everythingLacking,
  everythingNew,
  openStage,
  protection,
  testOfLink,
} from "../test/support/fault-matrix/scenarios.ts";

/**
 * Tries every write of every plan with every fault, and the end of the program at every write of the journal:
 * `npm run faults`, or a part of it by a regular expression over the names of the tries. FAULTS_SHARD=1/2 tries every
 * second one. Ends with 1 when anything was untrue, left behind, or not reached.
 */
const pattern = new RegExp(process.argv[2] ?? "");
const [shard = 1, shards = 1] = (process.env["FAULTS_SHARD"] ?? "1/1").split("/").map(Number);
const seen: Exchange[] = [];
const sandbox = await startSandbox({ record: (exchange) => void seen.push(exchange) });
const begun = performance.now();
let tried = 0;
let failed = 0;
try {
  const stage = await openStage(sandbox, seen);
  for (const scenario of [everythingNew, everythingLacking, testOfLink, protection]) {
    const prepared = await scenario(stage);
    const tries = (await troublesOf(stage, prepared)).filter(
      ({ name }, index) => pattern.test(name) && index % shards === shard - 1,
    );
    for await (const { name, complaints } of tryAll(tries)) {
      tried += 1;
      if (complaints.length === 0) continue;
      failed += 1;
      console.log(`✗ ${name}\n${complaints.map((one) => `    ${one}`).join("\n")}`);
    }
    console.log(`${prepared.name}: ${tries.length} tries, ${seconds()} s so far`);
  }
} finally {
  await sandbox.stop();
}
console.log(`${tried - failed} passed, ${failed} failed, in ${seconds()} s`);
process.exitCode = failed > 0 ? 1 : 0;

function seconds(): string {
  return ((performance.now() - begun) / 1000).toFixed(0);
}

import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { setup, suite, teardown, test } from "mocha";
import { ForkSandboxLauncher } from "../../src/adapters/sandbox-launcher.ts";
import { failsWith } from "../support/failing.ts";
import { openAuth0 } from "../support/sandbox-accounts.ts";

suite("SandboxLauncher", () => {
  const { signal } = new AbortController();
  let folder: string;
  let stateFile: string;

  setup(() => {
    folder = mkdtempSync(join(tmpdir(), "sandbox-launcher-"));
    stateFile = join(folder, "state.json");
  });
  teardown(() => rmSync(folder, { recursive: true, force: true }));

  const launcher = () => new ForkSandboxLauncher(resolve("src/sandbox/main.ts"), ["--import=tsx"]);
  /** A program in place of the sandbox. */
  const launch = (program: string) => {
    const bundle = join(folder, "sandbox.mjs");
    writeFileSync(bundle, program);
    return new ForkSandboxLauncher(bundle).start({ stateFile }, signal);
  };

  test("starts the sandbox in a process of its own and ends it", async function () {
    // its sources are compiled on the way
    this.timeout(60_000);
    const sandbox = await launcher().start({ stateFile }, signal);
    const auth0 = await openAuth0(sandbox.info);
    assert.equal((await auth0.readDiscovery(signal)).issuer, `https://${sandbox.info.auth0.domain}/`);
    await sandbox.stop();
    await sandbox.ended;
    await failsWith("unreachable", auth0.readDiscovery(signal), "The sandbox does not answer");
  });

  test("hands on what the process says when it does not come up", async () => {
    const work = launch(`console.error("Port 1 is taken."); process.exit(2);`);
    await failsWith("unreachable", work, "Port 1 is taken.");
  });

  test("does not take just any line for a sandbox", async () => {
    await failsWith("unreachable", launch(`console.log('{"auth0":{}}'); setInterval(() => {}, 1000);`));
  });

  test("says so when the program is not there", async () => {
    const missing = new ForkSandboxLauncher(join(folder, "nothing.mjs"));
    await failsWith("unreachable", missing.start({ stateFile }, signal), "nothing.mjs");
  });

  test("gives up when cancelled", async () => {
    const controller = new AbortController();
    const bundle = join(folder, "silent.mjs");
    writeFileSync(bundle, "setInterval(() => {}, 1000);");
    const work = new ForkSandboxLauncher(bundle).start({ stateFile }, controller.signal);
    setImmediate(() => controller.abort());
    await failsWith("cancelled", work);
  });
});

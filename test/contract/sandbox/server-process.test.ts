import assert from "node:assert/strict";
import type { ChildProcess } from "node:child_process";
import { fork } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { Agent, fetch } from "undici";
import type { SandboxInfo } from "../../../src/sandbox/info.ts";

suite("The sandbox as a process of its own", function () {
  this.timeout(30_000);
  let folder = "";
  const children: ChildProcess[] = [];

  suiteSetup(() => {
    folder = mkdtempSync(join(tmpdir(), "sandbox-test-"));
  });
  suiteTeardown(() => {
    for (const child of children) child.kill("SIGKILL");
    rmSync(folder, { recursive: true, force: true });
  });

  const run = (...args: string[]) => runIn({}, ...args);

  function runIn(environment: NodeJS.ProcessEnv, ...args: string[]) {
    const env = { ...process.env, ...environment };
    const child = fork("src/sandbox/main.ts", args, { silent: true, execArgv: ["--import=tsx"], env });
    children.push(child);
    let errors = "";
    child.stderr?.on("data", (chunk: Buffer) => {
      errors += chunk.toString("utf8");
    });
    const ended = once(child, "exit").then(([code]) => code as number | null);
    const allErrors = async () => {
      await once(child, "close");
      return errors;
    };
    return { child, ended, allErrors };
  }

  async function firstLine(child: ChildProcess): Promise<string> {
    if (!child.stdout) return assert.fail("the child has no standard output");
    const [line] = (await once(createInterface({ input: child.stdout }), "line")) as [string];
    return line;
  }

  test("prints its info as one line, records what it is told to, and ends on SIGTERM", async () => {
    const record = join(folder, "record.jsonl");
    const { child, ended } = run("--state", join(folder, "a.json"), "--record", record);
    const info = JSON.parse(await firstLine(child)) as SandboxInfo;
    assert.deepEqual(Object.keys(info), ["auth0", "azure", "gateway", "portal", "ca"]);
    const dispatcher = new Agent({ connect: { ca: readFileSync(info.ca, "utf8") } });
    const response = await fetch(`${info.azure.resourceManager}/tenants?api-version=2022-12-01`, {
      dispatcher,
    });
    assert.equal(response.status, 401);
    await response.text();
    await dispatcher.destroy();
    child.kill("SIGTERM");
    assert.equal(await ended, 0);
    const [line = ""] = readFileSync(record, "utf8").split("\n");
    assert.equal((JSON.parse(line) as { status: number }).status, 401);
  });

  test("keeps its state when the terminal is closed", async () => {
    const state = join(folder, "closed.json");
    const { child, ended } = run("--state", state);
    const { auth0 } = JSON.parse(await firstLine(child)) as SandboxInfo;
    child.kill("SIGHUP");
    assert.equal(await ended, 0);
    assert.ok(readFileSync(state, "utf8").includes(auth0.clientId));
  });

  test("records where its environment says, for a sandbox that another program starts", async () => {
    const record = join(folder, "environment.jsonl");
    const { child, ended } = runIn({ AUTH0_APIM_SANDBOX_RECORD: record }, "--state", join(folder, "e.json"));
    const info = JSON.parse(await firstLine(child)) as SandboxInfo;
    const dispatcher = new Agent({ connect: { ca: readFileSync(info.ca, "utf8") } });
    await (await fetch(`https://${info.auth0.domain}/api/v2/clients`, { dispatcher })).text();
    await dispatcher.destroy();
    child.kill("SIGTERM");
    assert.equal(await ended, 0);
    const { service, url } = JSON.parse(readFileSync(record, "utf8")) as { service: string; url: string };
    assert.deepEqual([service, new URL(url).pathname], ["auth0", "/api/v2/clients"]);
    assert.equal(statSync(record).mode & 0o777, 0o600);
  });

  test("does not start without the recording that it was asked for", async () => {
    const { ended, allErrors } = run("--record", join(folder, "no", "record.jsonl"));
    const [code, text] = await Promise.all([ended, allErrors()]);
    assert.equal(code, 2);
    assert.match(text, /^The recording \S+record\.jsonl cannot be written: ENOENT[^\n]*\n$/);
  });

  test("ends when its parent lets go", async () => {
    const { child, ended } = run("--state", join(folder, "b.json"));
    await firstLine(child);
    child.disconnect();
    assert.equal(await ended, 0);
  });

  test("says in one line what it does not understand", async () => {
    const { ended, allErrors } = run("--prot", "1");
    const [code, text] = await Promise.all([ended, allErrors()]);
    assert.equal(code, 2);
    assert.equal(text.trim(), "Unknown option '--prot'. See auth0-apim sandbox --help.");
  });
});

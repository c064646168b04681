import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { aptGet } from "../../harness/apt.mjs";

const canLock =
  process.platform === "linux" &&
  ["apt-get", "python3"].every((program) => spawnSync(program, ["--version"]).status === 0);

/** Holds the lock as apt-get does, until it is ended. */
const lockHolder =
  "import fcntl,sys,time\nf=open(sys.argv[1],'w')\nfcntl.lockf(f,fcntl.LOCK_EX)\nprint('held',flush=True)\nsys.stdin.read()";

suite("apt-get while another program uses it", () => {
  let folder: string;
  setup(() => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), "apt-"));
    for (const name of ["lists/partial", "cache/archives/partial", "etc/sources.list.d"])
      fs.mkdirSync(path.join(folder, name), { recursive: true });
    fs.writeFileSync(path.join(folder, "etc/sources.list"), "");
  });
  teardown(() => fs.rmSync(folder, { recursive: true, force: true }));

  /** An update of lists of its own, which names no server. */
  const update = () => [
    ...["-o", `Dir::State=${folder}`, "-o", `Dir::Cache=${folder}/cache`, "-o", `Dir::Etc=${folder}/etc`],
    ...["-o", "APT::Sandbox::User=root", "-o", "APT::Update::Post-Invoke-Success::=", "update", "-qq"],
  ];

  async function held() {
    const holder = spawn("python3", ["-c", lockHolder, path.join(folder, "lists/lock")]);
    await once(holder.stdout, "data");
    return holder;
  }

  test("waits until it is done, and says so once", async function () {
    if (!canLock) this.skip();
    const holder = await held();
    const lines: string[] = [];
    const log = (line: string) => {
      lines.push(line);
      holder.kill();
    };
    assert.equal(aptGet(update(), { log, patience: 60 }), true);
    assert.deepEqual(lines, ["waiting for another program that uses apt-get, for at most 60 s …"]);
  });

  test("does not wait for ever", async function () {
    if (!canLock) this.skip();
    const holder = await held();
    const lines: string[] = [];
    assert.equal(aptGet(update(), { log: (line) => void lines.push(line), patience: 0 }), false);
    holder.kill();
    assert.match(
      lines.at(-1) ?? "",
      /^apt-get is still locked by another program after 0 s: E: Could not get lock/,
    );
  });

  test("is run as it is where nothing is locked", function () {
    if (!canLock) this.skip();
    assert.equal(aptGet(update(), { log: (line) => assert.fail(line) }), true);
  });
});

import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";
import { pathToFileURL } from "node:url";
import { canRunAsNobody, clean, Folder, program, run, withoutSlash } from "./cli-program.ts";

/** A policy that is formatted wrongly, of about `size` bytes, and the same formatted. */
function unformatted(size: number): { readonly before: string; readonly after: string } {
  const comment = `<!-- ${"kept as it is, byte for byte. ".repeat(Math.ceil(size / 30))}-->\n`;
  return { before: `${comment}${clean.replace("    <set", "<set")}`, after: `${comment}${clean}` };
}

const litterIn = (folder: Folder) =>
  fs.readdirSync(folder.path).filter((name) => !name.endsWith(".policy.xml") && name !== "calls");

let folder: Folder;
const own = () => {
  setup(() => {
    folder = new Folder();
  });
  teardown(() => folder.remove());
};

suite("auth0-apim, killed while it writes", () => {
  own();

  const { before, after } = unformatted(2000);
  const names = Array.from({ length: 5 }, (_, index) => `${index}.policy.xml`);
  const preload = pathToFileURL(path.resolve("test/support/end-at-call.mjs")).href;
  const runUntil = (command: readonly string[], env: Readonly<Record<string, string>>) =>
    spawnSync(process.execPath, ["--import", preload, program, ...command], {
      cwd: folder.path,
      env: { ...process.env, ...env },
    });

  /** Kills at 50 calls, spread over all that a run makes. */
  function killAtFifty(command: readonly string[], before: string, after: string): void {
    const seen = (text: string) => (text === before ? "old" : text === after ? "new" : "half");
    for (const name of names) folder.write(name, before);
    assert.equal(runUntil(command, { CALLS_FILE: folder.at("calls") }).signal, null);
    const calls = Number(folder.read("calls"));
    assert.ok(calls >= 50, `${calls} calls`);
    const states = new Set<string>();
    for (let point = 1; point <= 50; point++) {
      for (const name of names) folder.write(name, before);
      const endAt = Math.ceil((point * calls) / 50);
      assert.equal(runUntil(command, { END_AT: String(endAt) }).signal, "SIGKILL", `call ${endAt}`);
      const state = names.map((name) => seen(folder.read(name).toString()));
      assert.ok(!state.includes("half"), `killed at call ${endAt}: ${state.join(", ")}`);
      states.add(state.join());
      // what a killed run left is cleared by the next one that writes there
      const litter = litterIn(folder);
      assert.ok(litter.length <= 1, litter.join());
      for (const name of litter) assert.match(name, /^\.auth0-apim-.*\.new$/);
    }
    assert.equal(states.size, names.length, "none was done, one, two, three, four");
  }

  test("format leaves each file old or new at 50 points, and the next run clears what was left beside", async function () {
    this.timeout(120_000);
    killAtFifty(["format", "."], before, after);
    for (const name of names) folder.write(name, before);
    assert.equal((await run(["format", "."], { cwd: folder.path })).code, 0);
    assert.deepEqual(litterIn(folder), []);
    for (const name of names) assert.equal(folder.read(name).toString(), after);
  });

  test("lint --fix leaves each file old or new at 50 points", function () {
    this.timeout(120_000);
    const fixed = withoutSlash.replace(".com</issuer>", ".com/</issuer>");
    killAtFifty(["lint", "--fix", "."], withoutSlash, fixed);
  });

  test("from outside, at the moment it names a file, too", async function () {
    this.timeout(60_000);
    const large = unformatted(300_000);
    const many = Array.from({ length: 12 }, (_, index) => `${10 + index}.policy.xml`);
    for (let line = 1; line <= 10; line++) {
      for (const name of many) folder.write(name, large.before);
      await killAtLine(["format", "."], line);
      for (const name of many) {
        const text = folder.read(name).toString();
        assert.ok(text === large.before || text === large.after, `${name} is half, killed at line ${line}`);
      }
    }
  });

  async function killAtLine(command: readonly string[], line: number): Promise<void> {
    const child = spawn(process.execPath, [program, ...command], { cwd: folder.path });
    let lines = 0;
    child.stdout.on("data", (bytes: Buffer) => {
      lines += bytes.toString().split("\n").length - 1;
      if (lines >= line) child.kill("SIGKILL");
    });
    await new Promise((resolve) => child.on("close", resolve));
    assert.ok(lines >= line);
  }
});

suite("auth0-apim, where there is no room", () => {
  own();

  test("a limit on the size of files is named, the file is as it was, and the others are done", async function () {
    if (process.platform === "win32") this.skip();
    const large = unformatted(20_000);
    const small = unformatted(10);
    folder.write("a.policy.xml", large.before);
    folder.write("b.policy.xml", small.before);
    const { status, stdout, stderr } = spawnSync(
      "sh",
      ["-c", 'ulimit -f 8; exec "$0" "$@"', process.execPath, program, "format", "."],
      { cwd: folder.path, encoding: "utf8" },
    );
    assert.equal(
      stderr,
      "auth0-apim: a.policy.xml could not be written, and is as it was: files may not become that large here (ulimit -f).\n",
    );
    assert.deepEqual([status, stdout], [2, "b.policy.xml\n"]);
    assert.equal(folder.read("a.policy.xml").toString(), large.before);
    assert.equal(folder.read("b.policy.xml").toString(), small.after);
    assert.deepEqual(litterIn(folder), []);
  });

  test("a full disk is named, and the file is as it was", async function () {
    const mounted = spawnSync("mount", ["-t", "tmpfs", "-o", "size=64k", "tmpfs", folder.path]);
    if (mounted.status !== 0) this.skip();
    try {
      const { before } = unformatted(40_000);
      folder.write("a.policy.xml", before);
      const { code, stderr } = await run(["format", "."], { cwd: folder.path });
      assert.equal(
        stderr,
        "auth0-apim: a.policy.xml could not be written, and is as it was: the disk is full.\n",
      );
      assert.equal(code, 2);
      assert.equal(folder.read("a.policy.xml").toString(), before);
      assert.deepEqual(litterIn(folder), []);
    } finally {
      spawnSync("umount", [folder.path]);
    }
  });
});

suite("auth0-apim, files that are hard to replace", () => {
  own();
  const { before, after } = unformatted(10);

  test("a file with several names is named with the way out and left, and the others are done", async () => {
    folder.write("a.policy.xml", before);
    folder.write("b.policy.xml", before);
    fs.linkSync(folder.at("a.policy.xml"), folder.at("same.txt"));
    const { code, stdout, stderr } = await run(["format", "."], { cwd: folder.path });
    assert.equal(
      stderr,
      "auth0-apim: a.policy.xml has 2 names (hard links), and was left. Only one of them would get the new text: make it a file of its own first, as “cp FILE COPY && mv COPY FILE” does.\n",
    );
    assert.deepEqual([code, stdout], [2, "b.policy.xml\n"]);
    assert.equal(folder.read("same.txt").toString(), before);
    assert.equal(folder.read("b.policy.xml").toString(), after);
  });

  test("a link is followed to its file, in whose folder the new text is written", async function () {
    if (process.platform === "win32") this.skip();
    folder.write("real/a.txt", before);
    fs.chmodSync(folder.at("real/a.txt"), 0o640);
    fs.symlinkSync("real/a.txt", folder.at("first"));
    fs.symlinkSync("first", folder.at("second.policy.xml"));
    assert.equal((await run(["format", "second.policy.xml"], { cwd: folder.path })).code, 0);
    assert.equal(fs.readlinkSync(folder.at("second.policy.xml")), "first");
    assert.equal(folder.read("real/a.txt").toString(), after);
    assert.equal(fs.statSync(folder.at("real/a.txt")).mode & 0o777, 0o640);
    assert.deepEqual(fs.readdirSync(folder.at("real")), ["a.txt"]);
  });

  test("the owner of a file stays its owner where the user may say so", async function () {
    if (process.getuid?.() !== 0) this.skip();
    folder.write("a.policy.xml", before);
    fs.chownSync(folder.at("a.policy.xml"), 65_534, 65_534);
    fs.chmodSync(folder.at("a.policy.xml"), 0o4755);
    assert.equal((await run(["format", "."], { cwd: folder.path })).code, 0);
    const { uid, gid, mode } = fs.statSync(folder.at("a.policy.xml"));
    assert.deepEqual([uid, gid, mode & 0o7777], [65_534, 65_534, 0o4755]);
  });

  test("a folder that may not be written is named for each file in it, and the others are done", async function () {
    if (!canRunAsNobody()) this.skip();
    folder.write("open/a.policy.xml", before);
    folder.write("shut/b.policy.xml", before);
    fs.chmodSync(folder.path, 0o755);
    fs.chmodSync(folder.at("open"), 0o777);
    fs.chmodSync(folder.at("open/a.policy.xml"), 0o666);
    fs.chmodSync(folder.at("shut/b.policy.xml"), 0o666);
    fs.chmodSync(folder.at("shut"), 0o555);
    const { code, stdout, stderr } = await run(["format", "."], { cwd: folder.path, asNobody: true });
    assert.match(
      stderr,
      /^auth0-apim: shut\/b\.policy\.xml was left: its folder \S+shut may not be written by this user\. The new text is written beside a file and then takes its place\.\n$/,
    );
    assert.deepEqual([code, stdout], [2, "open/a.policy.xml\n"]);
    assert.equal(folder.read("shut/b.policy.xml").toString(), before);
  });
});

import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import * as fs from "node:fs";
import manifest from "../../package.json" with { type: "json" };
import { canRunAsNobody, clean, Folder, misspelt, program, run, withoutSlash } from "./cli-program.ts";

let folder: Folder;
const lint = (args: readonly string[], options = {}) =>
  run(["lint", ...args], { cwd: folder.path, ...options });

/** The files that have findings, in the order of the report. */
async function filesIn(...args: string[]): Promise<string[]> {
  const { stdout } = await lint(["--format", "json", ...args]);
  const findings: { file: string }[] = JSON.parse(stdout);
  return findings.map(({ file }) => file);
}

function ownFolder(): void {
  setup(() => {
    folder = new Folder();
  });
  teardown(() => folder.remove());
}

suite("auth0-apim, names that are hard on a program", () => {
  ownFolder();

  test("no name of a file begins a line, or steers the terminal, in what is said about it", async function () {
    if (process.platform === "win32") this.skip();
    folder.write("\n::error::a.policy.xml", Buffer.from([0]));
    folder.write("\u001b[2J\u202eb.policy.xml", clean.replace("    <set", "<set"));
    const linted = await lint(["."]);
    assert.equal(linted.code, 2);
    assert.equal(linted.stderr, "auth0-apim: \\u000a::error::a.policy.xml is a binary file, not a policy.\n");
    const formatted = await run(["format", "."], { cwd: folder.path });
    assert.equal(formatted.stdout, "\\u001b[2J\\u202eb.policy.xml\n");
  });

  test("a name that is not UTF-8 is said, not passed over", async function () {
    if (process.platform !== "linux") this.skip();
    const name = Buffer.concat([Buffer.from(`${folder.path}/`), Buffer.from([0xff]), Buffer.from(".xml")]);
    fs.writeFileSync(name, misspelt);
    const { code, stderr } = await lint(["."]);
    assert.equal(code, 2);
    assert.match(stderr, /\uFFFD\.xml does not exist\. Names of files must be UTF-8\./);
  });

  test("behind -- every word is a path, also one that looks like an option", async () => {
    folder.write("--help", misspelt);
    folder.write("-x.policy.xml", misspelt);
    assert.deepEqual(await filesIn("--", "--help", "-x.policy.xml"), ["--help", "-x.policy.xml"]);
    assert.equal((await run(["format", "--check", "--", "--help"], { cwd: folder.path })).code, 0);
  });

  test("an empty name is shown as one", async () => {
    assert.equal((await lint([""])).stderr, "auth0-apim: “” does not exist.\n");
    assert.match((await lint(["--config=", "."])).stderr, /The configuration “” cannot be read/);
  });

  test("SARIF and GitHub get a path that begins in the folder, not with a dot", async () => {
    folder.write("a/b.policy.xml", misspelt);
    const sarif = JSON.parse((await lint(["--format", "sarif", "./a/../a/b.policy.xml"])).stdout);
    assert.equal(
      sarif.runs[0].results[0].locations[0].physicalLocation.artifactLocation.uri,
      "a/b.policy.xml",
    );
    const { stdout } = await lint(["--format", "github", "./a/b.policy.xml"]);
    assert.match(stdout, /^::error file=a\/b\.policy\.xml,/);
  });
});

suite("auth0-apim, folders that are hard on a program", () => {
  ownFolder();

  test("folders may be nested as deep as a path may be long", async function () {
    if (process.platform !== "linux") this.skip();
    this.timeout(10_000);
    const deep = `${"d/".repeat(1200)}a.policy.xml`;
    folder.write(deep, misspelt);
    try {
      assert.deepEqual(await filesIn("."), [deep]);
    } finally {
      // Node's own removal is not made for this
      spawnSync("rm", ["-rf", folder.at("d")]);
    }
  });

  test("a file that is reached by its name and by links is looked at once", async () => {
    folder.write("real/a.policy.xml", misspelt);
    fs.symlinkSync("a.policy.xml", folder.at("real/b.policy.xml"));
    fs.symlinkSync("real", folder.at("same"));
    assert.deepEqual(await filesIn("."), ["real/a.policy.xml"]);
    assert.deepEqual(await filesIn("same/a.policy.xml", "real"), ["same/a.policy.xml"]);
    assert.deepEqual(await filesIn("real/b.policy.xml", "real/a.policy.xml"), ["real/b.policy.xml"]);
  });

  test("a folder whose files may not be opened is said for the policies in it only", async function () {
    if (!canRunAsNobody()) this.skip();
    folder.write("shut/a.policy.xml", misspelt);
    folder.write("shut/notes.txt", "");
    fs.chmodSync(folder.path, 0o755);
    fs.chmodSync(folder.at("shut"), 0o744);
    const { code, stderr } = await lint(["."], { asNobody: true });
    assert.deepEqual([code, stderr], [2, "auth0-apim: shut/a.policy.xml may not be read by this user.\n"]);
  });

  test("pipes and devices are passed over below a folder, and refused by name", async function () {
    if (process.platform === "win32") this.skip();
    const pipe = folder.at("pipe.policy.xml");
    assert.equal(spawnSync("mkfifo", [pipe]).status, 0);
    const passed = { code: 0, stdout: "0 files: 0 errors, 0 warnings\n", stderr: "" };
    assert.deepEqual(await lint(["--allow-empty", "."]), passed);
    const named = await lint(["pipe.policy.xml", "/dev/zero"]);
    assert.equal(named.code, 2);
    assert.equal(
      named.stderr,
      "auth0-apim: pipe.policy.xml is not a file.\nauth0-apim: /dev/zero is not a file.\n",
    );
  });

  test("a policy is told from other XML behind a long licence", async () => {
    folder.write("a.xml", `<!--${" all rights reserved".repeat(600)} -->\n${misspelt}`);
    assert.deepEqual(await filesIn("."), ["a.xml"]);
  });
});

suite("auth0-apim, encodings", () => {
  ownFolder();

  const bigEndian = (text: string) => Buffer.from(`\uFEFF${text}`, "utf16le").swap16();

  test("UTF-16 with the high byte first is read, told from other XML, and kept by --fix", async () => {
    folder.write("a.xml", bigEndian(withoutSlash));
    const { code, stdout } = await lint(["--fix", "."]);
    assert.deepEqual([code, stdout], [0, "1 file: 0 errors, 0 warnings, 1 file fixed\n"]);
    const fixed = withoutSlash.replace(".com</issuer>", ".com/</issuer>");
    assert.deepEqual(folder.read("a.xml"), bigEndian(fixed));
  });

  test("what is not text in its encoding is refused by the name of that", async () => {
    const wide = Buffer.from("\uFEFF<policies/>", "utf16le");
    folder.write("a.policy.xml", Buffer.concat([wide, Buffer.from([1])]));
    folder.write("b.policy.xml", Buffer.from("\uFEFF<\0p\0", "utf16le"));
    const { code, stderr } = await lint(["."]);
    assert.equal(code, 2);
    assert.match(stderr, /a\.policy\.xml is not UTF-16LE text\.\n.*b\.policy\.xml is a binary file/);
  });
});

suite("auth0-apim, standard input", () => {
  ownFolder();

  test("is read once, however often it is named", async () => {
    const { code, stdout } = await lint(["-", "-"], { input: clean });
    assert.deepEqual([code, stdout], [0, "1 file: 0 errors, 0 warnings\n"]);
  });

  test("that is a folder is no empty policy", async function () {
    if (process.platform === "win32") this.skip();
    const { status, stderr } = spawnSync(process.execPath, [program, "lint", "-"], {
      stdio: [fs.openSync(folder.path, "r"), "pipe", "pipe"],
    });
    assert.deepEqual(
      [status, stderr.toString()],
      [2, "auth0-apim: Standard input is a folder, not a file.\n"],
    );
  });
});

suite("auth0-apim, where writing fails", () => {
  ownFolder();

  test("--fix reports the findings of a file that may not be written as they stand", async function () {
    if (!canRunAsNobody()) this.skip();
    folder.write("a.policy.xml", withoutSlash);
    fs.chmodSync(folder.path, 0o755);
    fs.chmodSync(folder.at("a.policy.xml"), 0o444);
    const { code, stdout, stderr } = await lint(["--fix", "."], { asNobody: true });
    assert.equal(stderr, "auth0-apim: a.policy.xml may not be written by this user.\n");
    assert.match(
      stdout,
      /^a\.policy\.xml:4:.*\[auth0-issuer-slash\]\n1 file: 0 errors, 1 warning, 1 failed\n$/,
    );
    assert.equal(code, 2);
  });

  test("--fix writes through a link, and leaves the mode of the file as it was", async function () {
    if (process.platform === "win32") this.skip();
    folder.write("a/real.policy.xml", withoutSlash);
    fs.chmodSync(folder.at("a/real.policy.xml"), 0o750);
    fs.symlinkSync("a/real.policy.xml", folder.at("link.policy.xml"));
    assert.equal((await lint(["--fix", "link.policy.xml"])).code, 0);
    assert.ok(fs.lstatSync(folder.at("link.policy.xml")).isSymbolicLink());
    assert.equal(fs.statSync(folder.at("a/real.policy.xml")).mode & 0o777, 0o750);
    assert.match(folder.read("a/real.policy.xml").toString(), /\.com\/<\/issuer>/);
  });

  test("an output that takes nothing is said, with status 2", async function () {
    if (!fs.existsSync("/dev/full")) this.skip();
    folder.write("a.policy.xml", misspelt);
    const child = spawn(process.execPath, [program, "lint", "."], {
      cwd: folder.path,
      stdio: ["ignore", fs.openSync("/dev/full", "w"), "pipe"],
    });
    const code = await new Promise((resolve) => child.on("close", resolve));
    assert.equal(code, 2);
  });
});

suite("auth0-apim --version", () => {
  test("prints the version of the package", async () => {
    assert.deepEqual(await run(["--version"]), { code: 0, stdout: `${manifest.version}\n`, stderr: "" });
    assert.match((await run(["--help"])).stdout, /^ {2}auth0-apim --version$/m);
  });
});

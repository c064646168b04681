import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import * as fs from "node:fs";
import { clean, Folder, misspelt, program, run } from "./cli-program.ts";

suite("auth0-apim", () => {
  test("can be run as a program", () => {
    assert.match(fs.readFileSync(program, "utf8"), /^#!\/usr\/bin\/env node\n/);
    assert.ok(fs.statSync(program).mode & 0o100, "not executable");
  });

  for (const args of [["--help"], ["-h"], ["help"]]) {
    test(`${args[0]} names every command and ends with 0`, async () => {
      const { code, stdout, stderr } = await run(args);
      assert.deepEqual([code, stderr], [0, ""]);
      for (const name of ["lint", "format", "sandbox"])
        assert.match(stdout, new RegExp(`^  auth0-apim ${name} `, "m"));
    });
  }

  for (const name of ["lint", "format", "sandbox"]) {
    test(`${name} --help shows its own usage`, async () => {
      const { code, stdout, stderr } = await run([name, "--help"]);
      assert.deepEqual([code, stderr], [0, ""]);
      assert.match(stdout, new RegExp(`^usage: auth0-apim ${name} `, "i"));
    });
  }

  const wrong: readonly (readonly [string, readonly string[], RegExp])[] = [
    ["nothing", [], /^$/],
    ["a command that does not exist", ["lnit"], /There is no command “lnit”/],
    ["no path", ["lint"], /There is no path to look at\.\nusage: auth0-apim lint/],
    [
      "an unknown option",
      ["lint", "--fx", "."],
      /^auth0-apim: Unknown option '--fx'\.?\nusage: auth0-apim lint/,
    ],
    ["an unknown format", ["lint", "--format", "xml", "."], /--format is one of text, json, sarif, github\./],
    [
      "an indentation that is none",
      ["format", "--indent", "x", "."],
      /--indent is a number from 1 to 8, or tab\./,
    ],
    ["a port that is none", ["sandbox", "--port", "x"], /--port x is not a port/],
  ];
  for (const [what, args, message] of wrong) {
    test(`${what} on the command line ends with 2 and says what is right`, async () => {
      const { code, stderr } = await run(args);
      assert.equal(code, 2);
      assert.match(stderr, message);
      assert.doesNotMatch(stderr, /\n {4}at /, "a stack is no message");
    });
  }
});

suite("auth0-apim, with a configuration", () => {
  let folder: Folder;
  const lint = (...args: string[]) => run(["lint", ...args, "a.policy.xml"], { cwd: folder.path });
  setup(() => {
    folder = new Folder();
    folder.write("a.policy.xml", misspelt);
  });
  teardown(() => folder.remove());

  test("takes .auth0-apim.json of the current folder", async () => {
    folder.write(".auth0-apim.json", '{"rules": {"known-policy": "warning"}}');
    const { code, stdout } = await lint();
    assert.equal(code, 0);
    assert.match(stdout, /warning: .*\[known-policy\]/);
  });

  test("takes the file that --config names, and no other", async () => {
    folder.write(".auth0-apim.json", '{"rules": {"known-policy": "warning"}}');
    folder.write("other.json", '\uFEFF{"rules": {"known-policy": "off"}}');
    const { code, stdout } = await lint("--config", "other.json");
    assert.deepEqual([code, stdout], [0, "1 file: 0 errors, 0 warnings\n"]);
  });

  const wrong = {
    "{": /\.auth0-apim\.json: not JSON/,
    "[]": /\.auth0-apim\.json: expected \{"rules"/,
    '{"rules": {"no-such-rule": "off"}}': /there is no rule “no-such-rule”/,
    '{"rules": {"known-policy": "loud"}}': /“known-policy” must be one of error, warning, info, hint, off/,
    '{"rule": {"known-policy": "off"}}': /“rule” means nothing here/,
  };
  for (const [text, message] of Object.entries(wrong)) {
    test(`${text} is refused before any file is read`, async () => {
      folder.write(".auth0-apim.json", text);
      const { code, stdout, stderr } = await lint("--format", "json");
      assert.deepEqual([code, stdout], [2, ""]);
      assert.match(stderr, message);
    });
  }

  test("a configuration that is named and not there is an error", async () => {
    const { code, stderr } = await lint("--config", "none.json");
    assert.equal(code, 2);
    assert.match(stderr, /The configuration none\.json cannot be read/);
  });
});

suite("auth0-apim, on thousands of files", function () {
  this.timeout(120_000);
  let folder: Folder;
  suiteSetup(() => {
    folder = new Folder();
    for (let index = 0; index < 3000; index++)
      folder.write(`${index % 30}/${index}.policy.xml`, index % 2 ? misspelt : clean);
  });
  suiteTeardown(() => folder.remove());

  test("looks at 3,000 files in 48 MB of memory", async () => {
    const { code, stdout } = await run(["lint", "--format", "json", "."], {
      cwd: folder.path,
      nodeOptions: ["--max-old-space-size=48"],
    });
    assert.equal(code, 1);
    assert.equal(JSON.parse(stdout).length, 1500);
  });

  test("text that would become millions of findings neither crashes nor hangs it", async () => {
    const { code, stderr } = await run(["lint", "-"], {
      input: "<a>\n".repeat(3_000_000),
      nodeOptions: ["--max-old-space-size=256"],
    });
    assert.equal(code, 2);
    assert.match(stderr, /more tags, attributes and entities than any policy/);
  });

  test("ends without a word when its reader goes away", async () => {
    const child = spawn(process.execPath, [program, "lint", "."], { cwd: folder.path });
    let stderr = "";
    child.stderr.on("data", (bytes: Buffer) => {
      stderr += bytes.toString();
    });
    child.stdout.once("data", () => child.stdout.destroy());
    const code = await new Promise((resolve) => child.on("close", resolve));
    assert.equal(stderr, "");
    assert.equal(code, 141);
  });
});

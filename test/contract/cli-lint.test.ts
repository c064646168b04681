import assert from "node:assert/strict";
import * as fs from "node:fs";
import { canRunAsNobody, clean, Folder, misspelt, policy, run, withoutSlash } from "./cli-program.ts";

let folder: Folder;
const lint = (args: readonly string[], options = {}) =>
  run(["lint", ...args], { cwd: folder.path, ...options });

function findings(stdout: string): Record<string, unknown>[] {
  return JSON.parse(stdout);
}

suite("auth0-apim lint", () => {
  setup(() => {
    folder = new Folder();
  });
  teardown(() => folder.remove());

  test("ends with 0 and a count when there is nothing to mend", async () => {
    folder.write("a.policy.xml", clean);
    const { code, stdout, stderr } = await lint(["."]);
    assert.deepEqual(
      { code, stdout, stderr },
      { code: 0, stdout: "1 file: 0 errors, 0 warnings\n", stderr: "" },
    );
  });

  test("ends with 1 on an error and says where it is", async () => {
    folder.write("a.policy.xml", misspelt);
    const { code, stdout } = await lint(["a.policy.xml"]);
    assert.equal(code, 1);
    assert.match(
      stdout,
      /^a\.policy\.xml:4:6: error: .*set-headr.*Did you mean "set-header"\? \[known-policy\]\n/,
    );
    assert.match(stdout, /1 file: 1 error, 0 warnings\n$/);
  });

  test("ends with 0 on warnings alone", async () => {
    folder.write("a.policy.xml", withoutSlash);
    const { code, stdout } = await lint(["."]);
    assert.equal(code, 0);
    assert.match(stdout, /warning: .*\[auth0-issuer-slash\]/);
  });

  test("JSON is an array of findings with exactly these fields, counted from 1", async () => {
    folder.write("a.policy.xml", misspelt);
    const { code, stdout, stderr } = await lint(["--format", "json", "."]);
    assert.deepEqual(findings(stdout), [
      {
        file: "a.policy.xml",
        line: 4,
        column: 6,
        endLine: 4,
        endColumn: 15,
        rule: "known-policy",
        severity: "error",
        message: 'There is no policy "set-headr". Did you mean "set-header"?',
      },
    ]);
    assert.deepEqual({ code, stderr }, { code: 1, stderr: "" });
  });

  test("JSON is an empty array when there are no findings, and whole when a file cannot be read", async () => {
    folder.write("a.policy.xml", clean);
    assert.deepEqual(findings((await lint(["--format", "json", "."])).stdout), []);
    folder.write("b.policy.xml", Buffer.from([1, 0, 2]));
    folder.write("c.policy.xml", misspelt);
    const { code, stdout } = await lint(["--format", "json", "."]);
    assert.equal(code, 2);
    assert.deepEqual(
      findings(stdout).map(({ file }) => file),
      ["c.policy.xml"],
    );
  });

  test("columns count UTF-16 units, lines end with CRLF, LF or CR, and a byte order mark is no column", async () => {
    folder.write("a.policy.xml", `\uFEFF<policies>\r\n<inbound>\n<base /><!-- 😀 --><set-headr />`);
    const [first] = findings((await lint(["--format", "json", "."])).stdout).filter(
      ({ rule }) => rule === "known-policy",
    );
    assert.deepEqual([first?.["line"], first?.["column"]], [3, "<base /><!-- 😀 --><".length + 1]);
  });

  test("a GitHub annotation is one line, whatever a name in the document contains", async () => {
    folder.write("a,b:c%.policy.xml", misspelt);
    folder.write("z.policy.xml", policy('<set-status code="2%0A00" reason="x" />'));
    const { stdout } = await lint(["--format", "github", "."]);
    const [first = "", second = ""] = stdout.split("\n");
    assert.match(
      first,
      /^::error file=a%2Cb%3Ac%25\.policy\.xml,line=4,endLine=4,col=6,endColumn=15,title=known-policy::There is no policy "set-headr"/,
    );
    assert.match(second, /^::error file=z\.policy\.xml,.*::.*2%250A00/);
  });

  test("a file of bytes that are no text is an error, and the rest goes on", async () => {
    folder.write("a.policy.xml", Buffer.from([0x3c, 0, 0x3e, 0]));
    folder.write("b.policy.xml", Buffer.from([0x3c, 0xe4, 0x3e]));
    folder.write("c.policy.xml", misspelt);
    const { code, stdout, stderr } = await lint(["."]);
    assert.equal(code, 2);
    assert.match(
      stderr,
      /auth0-apim: a\.policy\.xml is a binary file.*\nauth0-apim: b\.policy\.xml is not UTF-8 text\./,
    );
    assert.match(stdout, /^c\.policy\.xml:4:6: error/);
    assert.match(stdout, /1 file: 1 error, 0 warnings, 2 failed\n$/);
  });

  test("what does not exist is named, and the rest goes on", async () => {
    folder.write("a.policy.xml", misspelt);
    const { code, stdout, stderr } = await lint(["none.xml", "a.policy.xml"]);
    assert.equal(code, 2);
    assert.equal(stderr, "auth0-apim: none.xml does not exist.\n");
    assert.match(stdout, /^a\.policy\.xml:4:6: error/);
  });

  test("a file of 100 MB is refused without reading it; one that is no policy is passed over", async () => {
    for (const name of ["big.policy.xml", "other.xml"]) {
      folder.write(name, "");
      fs.truncateSync(folder.at(name), 100 * 1024 * 1024);
    }
    const { code, stderr } = await lint(["."], { nodeOptions: ["--max-old-space-size=48"] });
    assert.equal(code, 2);
    assert.equal(
      stderr,
      "auth0-apim: big.policy.xml has 100 MB and was not read: no policy is larger than 16 MB.\n",
    );
  });

  test("links in a circle do not hold it up", async () => {
    folder.write("deep/a.policy.xml", misspelt);
    fs.symlinkSync("..", folder.at("deep/up"));
    fs.symlinkSync("loop.policy.xml", folder.at("loop.policy.xml"));
    const { code, stdout } = await lint(["."]);
    assert.equal(code, 1);
    assert.match(stdout, /1 file: 1 error/);
    const named = await lint(["loop.policy.xml"]);
    assert.equal(named.code, 2);
    assert.match(named.stderr, /loop\.policy\.xml is a symbolic link that leads to itself\./);
  });

  test("a file that is named twice, or lies in a folder that is named too, is looked at once", async () => {
    folder.write("sub/a.policy.xml", misspelt);
    const { stdout } = await lint(["sub/a.policy.xml", ".", "sub", "./sub/a.policy.xml"]);
    assert.match(stdout, /1 file: 1 error/);
  });
});

suite("auth0-apim lint, on standard input", () => {
  setup(() => {
    folder = new Folder();
  });
  teardown(() => folder.remove());

  test("reads it where “-” stands among the paths", async () => {
    const { code, stdout } = await lint(["-", "--format", "json"], { input: misspelt });
    assert.equal(code, 1);
    assert.deepEqual(
      findings(stdout).map(({ file, line }) => [file, line]),
      [["-", 4]],
    );
  });

  test("--fix changes nothing there: what can be fixed is still reported", async () => {
    const { code, stdout } = await lint(["--fix", "-"], { input: withoutSlash });
    assert.equal(code, 0);
    assert.match(stdout, /auth0-issuer-slash/);
    assert.deepEqual(fs.readdirSync(folder.path), []);
  });

  test("refuses bytes that are no text, and more than any policy has", async () => {
    const binary = await lint(["-"], { input: Buffer.from([0, 1]) });
    assert.deepEqual([binary.code, binary.stderr], [2, "auth0-apim: - is a binary file, not a policy.\n"]);
    const large = await lint(["-"], { input: Buffer.alloc(17 * 1024 * 1024, 0x20) });
    assert.equal(large.code, 2);
    assert.match(large.stderr, /Standard input is larger than 16 MB/);
  });
});

suite("auth0-apim lint --fix", () => {
  setup(() => {
    folder = new Folder();
  });
  teardown(() => folder.remove());

  const fixedText = withoutSlash.replace(".com</issuer>", ".com/</issuer>");

  test("writes the file and reports what is left", async () => {
    folder.write("a.policy.xml", withoutSlash);
    const { code, stdout } = await lint(["--fix", "."]);
    assert.deepEqual([code, stdout], [0, "1 file: 0 errors, 0 warnings, 1 file fixed\n"]);
    assert.equal(folder.read("a.policy.xml").toString(), fixedText);
  });

  test("leaves alone what needs a second look, and files without findings", async () => {
    folder.write("a.policy.xml", misspelt);
    folder.write("b.policy.xml", clean);
    const long = new Date(2001, 1, 1);
    for (const name of ["a.policy.xml", "b.policy.xml"]) fs.utimesSync(folder.at(name), long, long);
    assert.equal((await lint(["--fix", "."])).code, 1);
    for (const name of ["a.policy.xml", "b.policy.xml"])
      assert.equal(fs.statSync(folder.at(name)).mtimeMs, long.getTime(), `${name} was written`);
  });

  for (const [name, encode] of Object.entries({
    "CRLF line ends": (text: string) => Buffer.from(text.replaceAll("\n", "\r\n")),
    "a byte order mark": (text: string) => Buffer.from(`\uFEFF${text}`),
    "UTF-16": (text: string) => Buffer.from(`\uFEFF${text}`, "utf16le"),
  })) {
    test(`keeps ${name}`, async () => {
      folder.write("a.policy.xml", encode(withoutSlash));
      await lint(["--fix", "a.policy.xml"]);
      assert.deepEqual(folder.read("a.policy.xml"), encode(fixedText));
    });
  }

  test("says how many fixes it left out, and where", async () => {
    const claim =
      '<required-claims><claim name="scope" separator=","><value>a</value></claim></required-claims>';
    folder.write("a.policy.xml", withoutSlash.replace("</validate-jwt>", `${claim}</validate-jwt>`));
    const { stdout } = await lint(["--fix", "."]);
    assert.match(stdout, /^a\.policy\.xml: 1 fix left out, since it is not certain to do no harm: \d+:\d+$/m);
    assert.match(stdout, /1 file fixed, 1 fix left out\n$/);
    assert.ok(folder.read("a.policy.xml").toString().includes(claim));
  });

  test("a file that may not be written is named, and the rest is fixed", async function () {
    if (!canRunAsNobody()) this.skip();
    folder.write("a.policy.xml", withoutSlash);
    folder.write("b.policy.xml", withoutSlash);
    fs.chmodSync(folder.path, 0o777);
    fs.chmodSync(folder.at("a.policy.xml"), 0o444);
    fs.chmodSync(folder.at("b.policy.xml"), 0o666);
    const { code, stderr } = await lint(["--fix", "."], { asNobody: true });
    assert.equal(stderr, "auth0-apim: a.policy.xml may not be written by this user.\n");
    assert.equal(code, 2);
    assert.equal(folder.read("b.policy.xml").toString(), fixedText);
  });
});

suite("auth0-apim, a run without any policy", () => {
  let folder: Folder;
  setup(() => {
    folder = new Folder();
    folder.write("empty/notes.txt", "");
    folder.write("other.xml", "<project />");
  });
  teardown(() => folder.remove());

  for (const command of ["lint", "format"]) {
    test(`${command} says so and ends with 2`, async () => {
      const { code, stderr } = await run([command, "empty", "."], { cwd: folder.path });
      assert.equal(code, 2);
      assert.match(stderr, /^auth0-apim: There is no policy in empty, \.\. .*--allow-empty\.\n$/);
    });

    test(`${command} --allow-empty takes it for right, and no path that is not there`, async () => {
      const { code, stderr } = await run([command, "--allow-empty", "."], { cwd: folder.path });
      assert.deepEqual([code, stderr], [0, ""]);
      assert.equal((await run([command, "--allow-empty", "nowhere"], { cwd: folder.path })).code, 2);
    });
  }

  test("prints a whole JSON array and a SARIF log that says it was no success", async () => {
    const json = await run(["lint", "--format", "json", "."], { cwd: folder.path });
    assert.deepEqual(JSON.parse(json.stdout), []);
    const sarif = await run(["lint", "--format", "sarif", "."], { cwd: folder.path });
    assert.equal(JSON.parse(sarif.stdout).runs[0].invocations[0].executionSuccessful, false);
  });
});

suite("auth0-apim, templates of policies", () => {
  let folder: Folder;
  setup(() => {
    folder = new Folder();
  });
  teardown(() => folder.remove());

  test("are taken by their endings when their root says that they are policies", async () => {
    const endings = ["xml.tpl", "tpl", "tftpl", "xml.j2", "xml.erb", "XML.TPL"];
    for (const [index, ending] of endings.entries()) folder.write(`${index}.${ending}`, misspelt);
    folder.write("values.tpl", "replicas: 3");
    folder.write("page.xml.j2", "<html></html>");
    folder.write("page.j2", misspelt);
    const { stdout } = await run(["lint", "--format", "json", "."], { cwd: folder.path });
    const findings: { file: string }[] = JSON.parse(stdout);
    assert.deepEqual(
      findings.map(({ file }) => file),
      endings.map((ending, index) => `${index}.${ending}`),
    );
  });
});

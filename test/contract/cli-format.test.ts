import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import * as fs from "node:fs";
import { canRunAsNobody, clean, Folder, program, run } from "./cli-program.ts";

const ragged = clean.replace("    <set-header", "<set-header");

suite("auth0-apim format", () => {
  let folder: Folder;
  const format = (args: readonly string[], input?: string) =>
    run(["format", ...args], { cwd: folder.path, ...(input !== undefined && { input }) });
  setup(() => {
    folder = new Folder();
  });
  teardown(() => folder.remove());

  test("writes what changes and names it; a second time there is nothing to do", async () => {
    folder.write("a.policy.xml", ragged);
    folder.write("b.policy.xml", clean);
    assert.deepEqual(await format(["."]), { code: 0, stdout: "a.policy.xml\n", stderr: "" });
    assert.equal(folder.read("a.policy.xml").toString(), clean);
    assert.deepEqual(await format(["."]), { code: 0, stdout: "", stderr: "" });
  });

  test("--check writes nothing and ends with 1 when a file would change", async () => {
    folder.write("a.policy.xml", ragged);
    folder.write("b.policy.xml", clean);
    assert.deepEqual(await format(["--check", "."]), {
      code: 1,
      stdout: "a.policy.xml would change\n",
      stderr: "",
    });
    assert.equal(folder.read("a.policy.xml").toString(), ragged);
    assert.equal((await format(["--check", "b.policy.xml"])).code, 0);
  });

  test("standard input goes to standard output", async () => {
    assert.deepEqual(await format(["-"], ragged), { code: 0, stdout: clean, stderr: "" });
    assert.deepEqual(await format(["--check", "-"], ragged), {
      code: 1,
      stdout: "- would change\n",
      stderr: "",
    });
    assert.deepEqual(await format(["--check", "-"], clean), { code: 0, stdout: "", stderr: "" });
  });

  test("standard input keeps its encoding on the way to standard output", async () => {
    for (const kind of ["utf8", "utf16le"] as const) {
      const [input, wanted] = [ragged, clean].map((text) => Buffer.from(`\uFEFF${text}`, kind));
      const { status, stdout } = spawnSync(process.execPath, [program, "format", "-"], { input });
      assert.equal(status, 0);
      assert.deepEqual(stdout, wanted);
    }
  });

  test("--indent overrides the indentation of the file", async () => {
    assert.equal((await format(["--indent", "tab", "-"], clean)).stdout, clean.replaceAll("  ", "\t"));
    assert.equal((await format(["--indent", "3", "-"], clean)).stdout, clean.replaceAll("  ", "   "));
  });

  test("keeps line ends, encoding and every byte of an expression", async () => {
    const expression = '@{\r\n  var a = "<b>";\r\n      return a == "x" && true;\r\n}';
    const text = `\uFEFF${ragged.replaceAll("\n", "\r\n").replace('name="X-Day"', `name="${expression}"`)}`;
    folder.write("a.policy.xml", Buffer.from(text, "utf16le"));
    assert.equal((await format(["a.policy.xml"])).code, 0);
    const written = folder.read("a.policy.xml").toString("utf16le");
    assert.ok(written.startsWith("\uFEFF<policies>\r\n"));
    assert.ok(written.includes(expression));
    assert.doesNotMatch(written, /[^\r]\n/);
  });

  test("a file that cannot be read or written is named, and the rest goes on", async function () {
    if (!canRunAsNobody()) this.skip();
    folder.write("a.policy.xml", Buffer.from([0]));
    folder.write("b.policy.xml", ragged);
    folder.write("c.policy.xml", ragged);
    fs.chmodSync(folder.path, 0o777);
    fs.chmodSync(folder.at("b.policy.xml"), 0o444);
    fs.chmodSync(folder.at("c.policy.xml"), 0o666);
    const { code, stdout, stderr } = await run(["format", "."], { cwd: folder.path, asNobody: true });
    assert.deepEqual([code, stdout], [2, "c.policy.xml\n"]);
    assert.match(
      stderr,
      /a\.policy\.xml is a binary file.*\n.*b\.policy\.xml may not be written by this user\.\n$/,
    );
  });
});

suite("auth0-apim format, what it cannot parse", () => {
  let folder: Folder;
  setup(() => {
    folder = new Folder();
  });
  teardown(() => folder.remove());

  /** A start tag without its end. */
  const broken =
    '<policies>\n<inbound>\n<base />\n  <set-header name="x"\n<value>1</value>\n</inbound>\n</policies>\n';

  test("is named with its place, with --check and without, and the rest is done", async () => {
    folder.write("a.policy.xml", broken);
    folder.write("b.policy.xml", ragged);
    const checked = await run(["format", "--check", "."], { cwd: folder.path });
    assert.match(
      checked.stderr,
      /^auth0-apim: a\.policy\.xml:4:\d+: cannot be formatted: .*\. Mend it, then/,
    );
    assert.deepEqual([checked.code, checked.stdout], [2, "b.policy.xml would change\n"]);
    const formatted = await run(["format", "."], { cwd: folder.path });
    assert.equal(formatted.stderr, checked.stderr);
    assert.deepEqual([formatted.code, formatted.stdout], [2, "b.policy.xml\n"]);
    assert.equal(folder.read("a.policy.xml").toString(), broken);
  });

  test("on standard input is named, and nothing is printed that could be taken for the result", async () => {
    const { code, stdout, stderr } = await run(["format", "-"], { input: broken });
    assert.deepEqual([code, stdout], [2, ""]);
    assert.match(stderr, /^auth0-apim: -:4:\d+: cannot be formatted:/);
  });

  test("is also a text around the root, and a file without any", async () => {
    folder.write("a.policy.xml", "x <policies />");
    folder.write("b.policy.xml", "");
    const { code, stderr } = await run(["format", "--check", "."], { cwd: folder.path });
    assert.equal(code, 2);
    assert.match(stderr, /a\.policy\.xml:1:1: cannot be formatted/);
    assert.match(stderr, /b\.policy\.xml:1:1: cannot be formatted/);
  });
});

import assert from "node:assert/strict";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { findPolicies } from "../../../src/cli/files/find-policies.ts";
import { decode, readPolicyFile } from "../../../src/cli/files/policy-file.ts";
import { PolicyWriter } from "../../../src/cli/files/policy-writer.ts";
import { Failure } from "../../../src/core/failure.ts";

async function found(...paths: string[]): Promise<string[]> {
  const names: string[] = [];
  for await (const item of findPolicies(paths))
    names.push("path" in item ? path.basename(item.path) : item.failure.code);
  return names;
}

suite("finding policy files", () => {
  let folder: string;
  const write = (name: string, text: string) => {
    fs.mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    fs.writeFileSync(path.join(folder, name), text);
  };
  setup(() => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), "find-policies-"));
  });
  teardown(() => fs.rmSync(folder, { recursive: true, force: true }));

  test("takes policies by name and by root, and no other XML", async () => {
    write("b/policy.xml", "");
    write("a.policy.xml", "<policies");
    write("c.xml", "\uFEFF<?xml version='1.0'?>\n<!-- x -->\n<policies/>");
    write("d.xml", "<fragment>\n</fragment>");
    write("e.xml", "<project/>");
    write("f.txt", "<policies/>");
    write("node_modules/g.policy.xml", "<policies/>");
    assert.deepEqual(await found(folder), ["a.policy.xml", "policy.xml", "c.xml", "d.xml"]);
  });

  test("takes a file that is named, whatever it is called", async () => {
    write("f.txt", "<policies/>");
    assert.deepEqual(await found(path.join(folder, "f.txt")), ["f.txt"]);
  });

  test("goes round no circle of links, and past a link to nowhere", async () => {
    write("deep/a.policy.xml", "<policies/>");
    fs.symlinkSync(folder, path.join(folder, "deep/up"));
    fs.symlinkSync(path.join(folder, "deep"), path.join(folder, "again"));
    fs.symlinkSync("self.policy.xml", path.join(folder, "self.policy.xml"));
    fs.symlinkSync("nowhere", path.join(folder, "gone.policy.xml"));
    assert.deepEqual(await found(folder), ["a.policy.xml"]);
  });

  test("says what is wrong with a name that leads nowhere, and goes on", async () => {
    write("a.policy.xml", "");
    assert.deepEqual(await found(path.join(folder, "none.xml"), folder), ["not-found", "a.policy.xml"]);
  });
});

suite("reading a policy file", () => {
  const refused = (bytes: Buffer) => {
    try {
      decode("x.xml", bytes);
    } catch (error) {
      return error instanceof Failure ? error.message : String(error);
    }
    return undefined;
  };

  test("refuses binary files and other encodings with a word about why", () => {
    assert.match(refused(Buffer.from([1, 0, 2])) ?? "", /binary/);
    assert.match(refused(Buffer.from([0x3c, 0xe4, 0x3e])) ?? "", /not UTF-8/);
  });

  test("keeps byte order mark and UTF-16 when writing back", async () => {
    const file = path.join(fs.mkdtempSync(path.join(os.tmpdir(), "encoding-")), "a.policy.xml");
    for (const bytes of [Buffer.from("\uFEFF<policies/>", "utf16le"), Buffer.from("\uFEFF<policies/>")]) {
      fs.writeFileSync(file, bytes);
      const read = await readPolicyFile(file);
      assert.equal(read.text, "<policies/>");
      await new PolicyWriter().write(read, read.text);
      assert.deepEqual(fs.readFileSync(file), bytes);
    }
    fs.rmSync(path.dirname(file), { recursive: true });
  });

  test("refuses what would become millions of findings, and takes a dense policy of 10 MB", () => {
    const flood = Buffer.from("<a>\n".repeat(1_000_000));
    assert.match(refused(flood) ?? "", /x\.xml has more tags, attributes and entities than any policy/);
    const value = "<value>read:calculations</value>\n";
    assert.equal(refused(Buffer.from(value.repeat((10 * 1024 * 1024) / value.length))), undefined);
  });

  test("does not read a file of 100 MB", async () => {
    const file = path.join(fs.mkdtempSync(path.join(os.tmpdir(), "large-")), "a.policy.xml");
    fs.writeFileSync(file, "");
    fs.truncateSync(file, 100 * 1024 * 1024);
    await assert.rejects(readPolicyFile(file), /100 MB and was not read/);
    fs.rmSync(path.dirname(file), { recursive: true });
  });
});

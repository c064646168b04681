import assert from "node:assert/strict";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { isAbsolute, join, relative } from "node:path";
import { authorityFile } from "../../../src/sandbox/authority-file.ts";

suite("file of the sandbox's certificate authority", () => {
  let folder = "";
  setup(() => {
    folder = mkdtempSync(join(tmpdir(), "authority-file-test-"));
  });
  teardown(() => rmSync(folder, { recursive: true, force: true }));

  test("is named in full, for clients that work in another folder", () => {
    const { path } = authorityFile("certificate", relative(process.cwd(), join(folder, "a.json")));
    assert.equal(path, join(folder, "a.ca.pem"));
    assert.equal(readFileSync(path, "utf8"), "certificate");
  });

  test("stays beside a state, and goes where there is none", () => {
    const kept = authorityFile("certificate", join(folder, "a.json"));
    kept.release();
    assert.ok(existsSync(kept.path));
    const passing = authorityFile("certificate", undefined);
    assert.ok(isAbsolute(passing.path) && existsSync(passing.path));
    passing.release();
    assert.equal(existsSync(passing.path), false);
  });
});

import assert from "node:assert/strict";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { noticesFile, noticesOf } from "../../scripts/notices.mjs";

suite("notices of the packages in the bundles", () => {
  let root: string;
  setup(() => {
    root = fs.mkdtempSync(path.join(os.tmpdir(), "notices-"));
  });
  teardown(() => fs.rmSync(root, { recursive: true, force: true }));

  const install = (folder: string, manifest: object, files: Readonly<Record<string, string>> = {}) => {
    fs.mkdirSync(path.join(root, folder), { recursive: true });
    for (const [name, text] of Object.entries({ "package.json": JSON.stringify(manifest), ...files }))
      fs.writeFileSync(path.join(root, folder, name), text);
  };
  const holding = (...files: readonly string[]) => ({
    "dist/a.js": { inputs: Object.fromEntries(files.map((file) => [file, { bytesInOutput: 1 }])) },
  });

  test("name each package once, with its version, its licence and all its texts", () => {
    install(
      "node_modules/@x/a",
      { name: "@x/a", version: "1.0.0", license: "Apache-2.0" },
      { LICENSE: "the licence of a", "NOTICE.txt": "the notice of a" },
    );
    install(
      "node_modules/@x/a/node_modules/b",
      { name: "b", version: "2.0.0", license: "MIT" },
      { "License.md": "the licence of b" },
    );
    const outputs = holding(
      "node_modules/@x/a/lib/1.js",
      "node_modules/@x/a/lib/2.js",
      "node_modules/@x/a/node_modules/b/b.js",
      "src/own.ts",
    );
    const text = noticesOf(outputs, root);
    assert.match(text, /the 2 packages below/);
    assert.match(text, /^@x\/a 1\.0\.0 \(Apache-2\.0\)\n\nthe licence of a\n\nthe notice of a$/m);
    assert.match(text, /^b 2\.0\.0 \(MIT\)\n\nthe licence of b$/m);
  });

  test("are refused when a package has no licence, or no text of it", () => {
    install("node_modules/a", { name: "a", version: "1.0.0", license: "MIT" });
    install("node_modules/b", { name: "b", version: "2.0.0" }, { LICENSE: "text" });
    install("node_modules/c", { name: "c", version: "3.0.0", license: "MIT" }, { LICENSE: "" });
    const outputs = holding("node_modules/a/a.js", "node_modules/b/b.js", "node_modules/c/c.js");
    assert.throws(() => noticesOf(outputs, root), /: a 1\.0\.0, b 2\.0\.0, c 3\.0\.0\. Look in/);
  });

  test("leave out what gave nothing to a bundle", () => {
    install("node_modules/a", { name: "a", version: "1.0.0" });
    const outputs = { "dist/a.js": { inputs: { "node_modules/a/a.js": { bytesInOutput: 0 } } } };
    assert.doesNotMatch(noticesOf(outputs, root), /a 1\.0\.0/);
  });

  test("are in the extension, and are not kept among the sources", () => {
    assert.ok(fs.readFileSync(".vscodeignore", "utf8").split("\n").includes(`!${noticesFile}`));
    assert.ok(fs.readFileSync(".gitignore", "utf8").split("\n").includes(noticesFile));
  });
});

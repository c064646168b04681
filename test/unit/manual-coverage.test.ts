import assert from "node:assert/strict";
import * as fs from "node:fs";

const page = fs.readFileSync("docs/manual-coverage.md", "utf8");
const titles = new Set(
  Object.entries<string>(JSON.parse(fs.readFileSync("package.nls.json", "utf8"))).flatMap(([key, text]) =>
    /^command\..*\.title$/.test(key) ? [text] : [],
  ),
);

/** The rows of all tables, without their heads. */
const rows = page
  .split("\n")
  .filter((line) => /^\| (?!Step |---)/.test(line))
  .map((line) => line.split(" | ").map((cell) => cell.replace(/^\| | \|$/g, "")));

suite("what the manuals do by hand", () => {
  test("stands in tables of three columns", () => {
    assert.ok(rows.length > 0);
    for (const row of rows) assert.equal(row.length, 3, row.join(" | "));
  });

  for (const [step = "", command = "", proof = ""] of rows) {
    test(`is done here, and proved: ${step}`, () => {
      const named = [...command.matchAll(/(?:^|; )\*([^*]+)\*/g)].map(([, title = ""]) => title);
      assert.ok(named.length > 0, "no command is named");
      for (const title of named) assert.ok(titles.has(title), `there is no command “${title}”`);
      const proofs = [...proof.matchAll(/\[([^\]]+)\]\(\.\.\/([^)]+)\) “([^”]+)”/g)];
      const onSandbox = proofs.filter(([, file = ""]) => /^test\/(?:ui|contract|integration)\//.test(file));
      assert.ok(onSandbox.length > 0, "no test in the real editor or on the sandbox is named");
      for (const [, shown, file = "", title = ""] of proofs) {
        assert.equal(shown, file);
        assert.ok(fs.readFileSync(file, "utf8").includes(title), `${file} has no test “${title}”`);
      }
    });
  }
});

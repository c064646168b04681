import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { suite, test } from "mocha";
import { clients } from "../../clients/list.ts";

suite("clients that were tried on the sandbox", () => {
  const page = readFileSync("docs/sandbox.md", "utf8");
  const [, section = ""] = page.split("## Clients that were tried");
  const rows = section
    .split("\n## ")[0]
    ?.split("\n")
    .filter((line) => line.startsWith("| ") && !line.startsWith("| client "))
    .map((line) => line.split("|").map((cell) => cell.trim()));

  test("each that the tests run has a row in docs/sandbox.md, and no other has", () => {
    assert.deepEqual(
      rows?.map(([, name, version, does]) => [name, version, does]),
      Object.values(clients).map(({ name, version, does }) => [name, version, does]),
      "Write the rows as test/clients/list.ts has the clients, in its order.",
    );
  });

  test("each row says how it went, and when", () => {
    for (const [, name, , , result, date] of rows ?? []) {
      assert.match(result ?? "", /^(?:passes|fails: .+|passes, but .+)$/, name);
      assert.match(date ?? "", /^\d{4}-\d{2}-\d{2}$/, name);
    }
  });
});

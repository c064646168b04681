import assert from "node:assert/strict";
import { Failure } from "../../../src/core/failure.ts";

const { findInEach } = await import("../../../src/shell/find-in-each.ts");

suite("looking in each account", () => {
  const accounts = ["a", "b", "c"];
  const itself = (name: string) => name;
  const failing =
    (code: "unauthorized" | "cancelled", ...names: readonly string[]) =>
    async (name: string) => {
      if (names.includes(name)) throw new Failure(code, `${name} failed.`);
      return name === "c" ? [] : [name];
    };

  test("one that fails hides nothing of the others", async () => {
    assert.deepEqual(await findInEach(accounts, failing("unauthorized", "a"), itself), ["b"]);
  });

  test("what several see, by a name in whatever case, is the first one's", async () => {
    const find = async (name: string) => [
      { name: name === "a" ? "Shared" : "shared", by: name },
      { name, by: name },
    ];
    const found = await findInEach(["a", "b"], find, ({ name }) => name);
    assert.deepEqual(
      found.map(({ name, by }) => [name, by]),
      [
        ["Shared", "a"],
        ["a", "a"],
        ["b", "b"],
      ],
    );
  });

  test("nothing found, and all asked: there is nothing", async () => {
    assert.deepEqual(await findInEach(["c"], failing("unauthorized"), itself), []);
  });

  test("nothing found, but not all could be asked: says why", async () => {
    await assert.rejects(findInEach(accounts, failing("unauthorized", "a", "b"), itself), {
      message: "a failed.",
    });
  });

  test("a person who gave up waits for no other", async () => {
    await assert.rejects(findInEach(accounts, failing("cancelled", "b"), itself), { code: "cancelled" });
  });
});

import assert from "node:assert/strict";
import { readArguments } from "../../../src/sandbox/arguments.ts";

suite("command line of the sandbox", () => {
  test("takes any free ports and keeps nothing unless told otherwise", () => {
    assert.deepEqual(readArguments([]), {
      port: 0,
      stateFile: undefined,
      reset: false,
      recordFile: undefined,
      faults: false,
      help: false,
    });
  });

  test("reads every option", () => {
    const args = ["--port", "8000", "--state", "s.json", "--reset", "--record", "r.jsonl", "--faults"];
    assert.deepEqual(readArguments(args), {
      port: 8000,
      stateFile: "s.json",
      reset: true,
      recordFile: "r.jsonl",
      faults: true,
      help: false,
    });
  });

  for (const args of [
    ["--port", "-1"],
    ["--port", "65531"],
    ["--port", "http"],
    ["--port"],
    ["extra"],
    ["--states"],
  ]) {
    test(`refuses ${args.join(" ")}`, () => {
      assert.throws(() => readArguments(args), { code: "invalid-input" });
    });
  }
});

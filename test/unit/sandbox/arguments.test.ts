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

  test("records where the environment says, unless the command line says where", () => {
    const environment = { AUTH0_APIM_SANDBOX_RECORD: "e.jsonl" };
    assert.equal(readArguments([], environment).recordFile, "e.jsonl");
    assert.equal(readArguments(["--record", "r.jsonl"], environment).recordFile, "r.jsonl");
    assert.equal(readArguments([], { AUTH0_APIM_SANDBOX_RECORD: "" }).recordFile, undefined);
  });

  test("ends what it says of a mistake with one full stop", () => {
    assert.throws(
      () => readArguments(["--port", "-1"]),
      ({ message }: Error) => !message.includes(".."),
    );
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

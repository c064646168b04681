import assert from "node:assert/strict";
import { Failure } from "../../../src/core/failure.ts";
import { placeMessages } from "../../../src/shell/editor/placed-messages.ts";

const place = (...messages: string[]) =>
  placeMessages(new Failure("rejected", "Refused.", { details: messages.map((message) => ({ message })) }));

suite("places in what the service says about a policy", () => {
  test("line and column", () => {
    const [first] = place("Error in element 'set-header' on line 19, column 7: no name");
    assert.deepEqual([first?.line, first?.column], [18, 6]);
  });

  test("line and position", () => {
    const [first] = place("'<' is an unexpected token. Line 32, position 30.");
    assert.deepEqual([first?.line, first?.column], [31, 29]);
  });

  test("several messages, each at its place", () => {
    assert.deepEqual(
      place("on line 1, column 1: a", "on line 2, column 2: b").map(({ line }) => line),
      [0, 1],
    );
  });

  test("a message without a place stands at the beginning", () => {
    assert.deepEqual(place("Cannot find a property 'x'"), [
      { message: "Cannot find a property 'x'", line: 0, column: 0 },
    ]);
  });

  test("without details the failure itself is placed", () => {
    assert.deepEqual(placeMessages(new Failure("rejected", "Bad on line 4, column 5.")), [
      { message: "Bad on line 4, column 5.", line: 3, column: 4 },
    ]);
  });
});

import { showMarks } from "../../core/visible-marks.ts";
import type { Writer } from "./told.ts";

/** So many elements are written at once: texts of many of them are large enough to stay in memory for long. */
const atOnce = 25;

/** The contract's object. */
export const writeJson: Writer = function* ({ entries, notes }) {
  yield "{\n";
  yield* member("entries", entries);
  yield ",\n";
  yield* member("notes", notes);
  yield "\n}\n";
};

/** A list as `JSON.stringify` writes it with two spaces for each level. */
function* member(name: string, list: readonly unknown[]): Generator<string> {
  if (list.length === 0) {
    yield `  "${name}": []`;
    return;
  }
  yield `  "${name}": [`;
  for (let start = 0; start < list.length; start += atOnce) {
    // no line end stands in a text of JSON
    const items = list
      .slice(start, start + atOnce)
      .map((item) => `\n    ${JSON.stringify(item, undefined, 2).replaceAll("\n", "\n    ")}`);
    yield `${start > 0 ? "," : ""}${showMarks(items.join(","))}`;
  }
  yield "\n  ]";
}

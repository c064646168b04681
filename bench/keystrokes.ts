import { complete, hover, parsePolicy } from "../src/policy/index.ts";
import { percentile, timeOf } from "./measure.ts";
import type { Row } from "./report.ts";
import { milliseconds } from "./report.ts";
import { mixedPolicy } from "./sample-policies.ts";

const LINES = 2000;
const KEYSTROKES = 400;

/** Parse and answer after each of many keystrokes, all over a document of 2,000 lines. */
export function keystrokeRows(): readonly Row[] {
  const text = mixedPolicy(LINES);
  return [
    row("completion", text, (document, offset) => complete(document, offset)),
    row("hover", text, (document, offset) => hover(document, offset)),
  ];
}

function row(
  what: string,
  text: string,
  answer: (document: ReturnType<typeof parsePolicy>, offset: number) => unknown,
): Row {
  const times: number[] = [];
  for (let stroke = -100; stroke < KEYSTROKES; stroke += 1) {
    const offset = Math.floor(((((stroke + 100) * 7919) % 1000) / 1000) * text.length);
    const typed = `${text.slice(0, offset)}a${text.slice(offset)}`;
    const time = timeOf(() => answer(parsePolicy(typed), offset + 1));
    if (stroke >= 0) times.push(time);
  }
  const value = percentile(times, 0.99);
  return {
    what: `parse and ${what} after a keystroke, ${LINES} lines, 99th percentile`,
    figures: `median ${milliseconds(percentile(times, 0.5))}`,
    value,
    limit: { atMost: 5 },
    unit: "ms",
  };
}

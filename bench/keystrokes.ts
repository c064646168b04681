import { complete, hover, parsePolicy } from "../src/policy/index.ts";
import { percentile, timeOf } from "./measure.ts";
import type { Row } from "./report.ts";
import { milliseconds } from "./report.ts";
import { mixedPolicy } from "./sample-policies.ts";

const lines = 2000;
const keystrokes = 300;
/** The best counts: whatever else the machine does, it does not do it all the time. */
const defaultRounds = 5;

/** Parse and answer after each of many keystrokes, all over a document of 2,000 lines. */
export function keystrokeRows(): readonly Row[] {
  const text = mixedPolicy(lines);
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
  const rounds = Array.from({ length: defaultRounds }, () => typeAllOver(text, answer));
  rounds.sort((a, b) => percentile(a, 0.99) - percentile(b, 0.99));
  const best = rounds[0] ?? [];
  return {
    what: `parse and ${what} after a keystroke, ${lines} lines, 99th percentile`,
    figures: `median ${milliseconds(percentile(best, 0.5))}`,
    value: percentile(best, 0.99),
    limit: { atMost: 5 },
    unit: "ms",
  };
}

/** How long each keystroke took, garbage collection included. */
function typeAllOver(
  text: string,
  answer: (document: ReturnType<typeof parsePolicy>, offset: number) => unknown,
): readonly number[] {
  return Array.from({ length: keystrokes }, (_, stroke) => {
    const offset = Math.floor((((stroke * 7919) % 1000) / 1000) * text.length);
    const typed = `${text.slice(0, offset)}a${text.slice(offset)}`;
    return timeOf(() => answer(parsePolicy(typed), offset + 1));
  });
}

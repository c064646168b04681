import { lint, parsePolicy } from "../src/policy/index.ts";
import { leastTimes } from "./measure.ts";
import type { Row } from "./report.ts";
import { mixedPolicy } from "./sample-policies.ts";

const MEGABYTES = [1, 2, 5, 10];
const LINES_PER_MEGABYTE = 17_000;

/** Time per megabyte as documents grow to ten: the most to the least. */
export function growthRows(): readonly Row[] {
  const texts = MEGABYTES.map((size) => mixedPolicy(size * LINES_PER_MEGABYTE));
  return [
    row("parse", texts, (text) => parsePolicy(text)),
    row("parse and lint", texts, (text) => lint(parsePolicy(text))),
  ];
}

function row(what: string, texts: readonly string[], job: (text: string) => unknown): Row {
  job(texts[0] ?? "");
  const times = leastTimes(
    texts.map((text) => () => job(text)),
    5,
  );
  const perMegabyte = texts.map((text, index) => ((times[index] ?? 0) * 1_000_000) / text.length);
  return {
    what: `${what}, time per MB at 1, 2, 5 and 10 MB, most : least`,
    figures: perMegabyte.map((time) => time.toFixed(1)).join(", "),
    value: Math.max(...perMegabyte) / Math.min(...perMegabyte),
    limit: { atMost: 2 },
    unit: "×",
  };
}

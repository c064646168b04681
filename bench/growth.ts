import { lint, parsePolicy } from "../src/policy/index.ts";
import { leastTimes } from "./measure.ts";
import type { Row } from "./report.ts";
import { mixedPolicy } from "./sample-policies.ts";

const megabytes = [1, 2, 5, 10];
const linesPerMegabyte = 17_000;

/**
 * Time per megabyte as documents grow to ten: the most to the least. Each size is done as often as makes ten megabytes
 * and what comes out is kept till then, as the tree of ten megabytes is while it grows: the collector of memory, which
 * small trees that are dropped at once slip past, then has the same work for each.
 */
export function growthRows(): readonly Row[] {
  const texts = megabytes.map((size) => mixedPolicy(size * linesPerMegabyte));
  return [
    row("parse", texts, (text) => parsePolicy(text)),
    row("parse and lint", texts, (text) => {
      const document = parsePolicy(text);
      return [document, lint(document)];
    }),
  ];
}

function row(what: string, texts: readonly string[], job: (text: string) => unknown): Row {
  job(texts[0] ?? "");
  const largest = Math.max(...megabytes);
  const repeats = megabytes.map((size) => Math.round(largest / size));
  const times = leastTimes(
    texts.map((text, index) => () => {
      Array.from({ length: repeats[index] ?? 1 }, () => job(text));
    }),
    4,
  );
  const perMegabyte = texts.map(
    (text, index) => ((times[index] ?? 0) * 1_000_000) / (text.length * (repeats[index] ?? 1)),
  );
  return {
    what: `${what}, time per MB at 1, 2, 5 and 10 MB, most : least`,
    figures: perMegabyte.map((time) => time.toFixed(1)).join(", "),
    value: Math.max(...perMegabyte) / Math.min(...perMegabyte),
    // What grows with the square of the size would show ten.
    limit: { atMost: 2 },
    unit: "×",
  };
}

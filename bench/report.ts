/** One line of the table. */
export interface Row {
  readonly what: string;
  /** Figures as a person reads them: "10.2 ms : 11.6 ms". */
  readonly figures: string;
  readonly value: number;
  readonly limit: { readonly atMost: number } | { readonly atLeast: number };
  readonly unit: "×" | "ms" | "MB";
}

/** Whether the row keeps its budget. */
export function isKept({ value, limit }: Row): boolean {
  return "atMost" in limit ? value <= limit.atMost : value >= limit.atLeast;
}

/** The rows as a table for a terminal. */
export function table(rows: readonly Row[]): string {
  const cells = [
    ["what", "measured", "value", "budget", ""],
    ...rows.map((row) => [
      row.what,
      row.figures,
      `${row.value.toFixed(2)} ${row.unit}`,
      "atMost" in row.limit ? `≤ ${row.limit.atMost} ${row.unit}` : `≥ ${row.limit.atLeast} ${row.unit}`,
      isKept(row) ? "kept" : "BROKEN",
    ]),
  ];
  const widths = [0, 1, 2, 3, 4].map((column) => Math.max(...cells.map((row) => row[column]?.length ?? 0)));
  return cells
    .map((row) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join("  "))
    .join("\n");
}

/** Milliseconds for a person. */
export function milliseconds(value: number): string {
  return `${value.toFixed(value < 10 ? 2 : 1)} ms`;
}

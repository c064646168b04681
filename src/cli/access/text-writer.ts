import {
  changeIn,
  checkInWords,
  checksOf,
  operationName,
  placeInWords,
  type ToldEntry,
  verdicts,
  wayInWords,
} from "../../access/index.ts";
import { countOf } from "../../core/count.ts";
import { showMarksInLine } from "../../core/visible-marks.ts";
import type { Writer } from "./told.ts";

/** Wider cells push the rest of their line aside rather than being cut. */
const widest = 44;

/** A table with a line for each way to call each operation, then notes, then counts. */
export const writeText: Writer = ({ entries, notes }) => {
  const rows = entries.map(rowOf);
  const head = ["", "API", "operation", "with", "by"];
  const widths = [0, 1, 2, 3].map((column) =>
    Math.min(widest, Math.max(...[head, ...rows].map((row) => row[column]?.length ?? 0))),
  );
  const lines = [head, ...rows].map((row) => lineOf(row, widths));
  const told = notes.map((note) => `note: ${showMarksInLine(note)}`);
  return `${[...lines, ...told, countsOf(entries)].join("\n")}\n`;
};

function rowOf(entry: ToldEntry): readonly string[] {
  const { api, verdict } = entry;
  const changed = changeIn(entry);
  const checks = checksOf(entry).map((check) => `${checkInWords(check)} (${placeInWords(check)})`);
  const said = changed ? `${verdict} (${changed})` : verdict;
  return [said, api, operationName(entry), wayInWords(entry), checks.join("; ")].map(showMarksInLine);
}

function lineOf(row: readonly string[], widths: readonly number[]): string {
  const cells = row.map((cell, column) => cell.padEnd(widths[column] ?? 0));
  return cells.join("  ").trimEnd();
}

function countsOf(entries: readonly ToldEntry[]): string {
  const counts = verdicts.flatMap((verdict) => {
    const count = entries.filter((entry) => entry.verdict === verdict).length;
    return count === 0 ? [] : [`${count} ${verdict}`];
  });
  return `${countOf(entries.length, "way to call an operation", "ways to call operations")}: ${counts.join(", ") || "none"}`;
}

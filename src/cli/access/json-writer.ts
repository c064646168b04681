import { showMarks } from "../../core/visible-marks.ts";
import type { Writer } from "./told.ts";

/** The contract's object. */
export const writeJson: Writer = ({ entries, notes }) =>
  `${showMarks(JSON.stringify({ entries, notes }, undefined, 2))}\n`;

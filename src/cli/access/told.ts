import type { InstanceSnapshot, SettingPlace, ToldEntry } from "../../access/index.ts";

/** What a run has found. */
export interface Told {
  readonly entries: readonly ToldEntry[];
  readonly notes: readonly string[];
  /** Entries that make the run end with 1. */
  readonly alarming: ReadonlySet<ToldEntry>;
  /** What was looked at. */
  readonly source: string;
  /** What was read to find it. */
  readonly instances: readonly InstanceSnapshot[];
  /** By API, where it is described. */
  readonly places: ReadonlyMap<string, SettingPlace>;
  /** The program's own version. */
  readonly version: string;
}

/** Writes a run in one format, as one text or piece by piece. */
export type Writer = (told: Told) => string | Iterable<string>;

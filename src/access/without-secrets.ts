import { redact } from "../core/redaction.ts";
import type { AccessEntry, AccessReport } from "./report.ts";

/** Conditions are told as they are written, and some have keys in them. */
export function withoutSecrets({ entries, notes }: AccessReport): AccessReport {
  const without = (entry: AccessEntry): AccessEntry => ({
    ...entry,
    paths: entry.paths.map(({ when, checks }) => ({ when: when.map(redact), checks })),
  });
  return { entries: entries.map(without), notes: notes.map(redact) };
}

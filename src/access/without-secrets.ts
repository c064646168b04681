import { redact } from "../core/redaction.ts";
import type { AccessEntry, AccessReport } from "./report.ts";

/** Conditions are told as they are written, and some have keys in them. */
export function withoutSecrets({ entries, notes }: AccessReport): AccessReport {
  const known = new Map<AccessEntry["paths"], AccessEntry["paths"]>();
  const redacted = (paths: AccessEntry["paths"]) =>
    paths.map(({ when, checks }) => ({ when: when.map(redact), checks }));
  const without = (entry: AccessEntry): AccessEntry => {
    const paths = known.get(entry.paths) ?? redacted(entry.paths);
    known.set(entry.paths, paths);
    return { ...entry, paths };
  };
  return { entries: entries.map(without), notes: notes.map(redact) };
}

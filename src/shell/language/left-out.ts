import { type Command, l10n } from "vscode";
import type { Finding, PolicyDocument } from "../../policy/index.ts";
import { commandIds } from "../ids.ts";

/** Fixes that fixing all left out, as the command that tells of them is given them. */
interface LeftOut {
  /** `line:column`, counted from 1, with the rule: places in the document after the other fixes. */
  readonly places: readonly string[];
  /** Somebody asked for the fixes, and did not just save. */
  readonly asked: boolean;
}

/** Tells which fixes were left out, once the others are applied. */
export function tellLeftOut(findings: readonly Finding[], after: PolicyDocument, asked: boolean): Command {
  const places = findings.map(({ rule, span }) => {
    const { line, column } = after.lines.positionAt(span.start);
    return `${line + 1}:${column + 1} ${rule}`;
  });
  const leftOut: LeftOut = { places, asked };
  return { command: commandIds.showLeftOutFixes, title: l10n.t("Show Fixes Left Out"), arguments: [leftOut] };
}

/** Reads what a command was given; `undefined` when it is no such thing. */
export function readLeftOut(argument: unknown): LeftOut | undefined {
  if (typeof argument !== "object" || argument === null) return undefined;
  if (!("places" in argument) || !Array.isArray(argument.places)) return undefined;
  const places = argument.places.filter((place) => typeof place === "string");
  return places.length > 0 ? { places, asked: "asked" in argument && argument.asked === true } : undefined;
}

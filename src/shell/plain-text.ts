import { redact } from "../core/redaction.ts";
import { showMarks, showMarksInLine } from "../core/visible-marks.ts";

/** What stands between a link's words and its address, so that it is none; nobody sees it. */
const zeroWidthSpace = "\u200b";

/**
 * `text` as it may be shown: without secrets, and with the marks that steer a screen written out. Every text that a person gets
 * to see passes here, since it may carry names that anybody with rights in a cloud can choose, and what services answered.
 */
export function shown(text: string): string {
  return showMarks(redact(text));
}

/** As {@link shown}, where there is one line: labels, titles, what can be picked. */
export function shownInLine(text: string): string {
  return showMarksInLine(redact(text));
}

/**
 * `text` as it may be shown, in which nothing is a link. The editor makes links of `[words](command:…)` in notifications,
 * progress and above prompts, commands included.
 */
export function withoutLinks(text: string): string {
  return shown(text.replaceAll(`]${zeroWidthSpace}(`, "](")).replaceAll("](", `]${zeroWidthSpace}(`);
}

/** `text` in one line as it may be shown, in which nothing is an icon: quick picks and the status bar draw `$(name)`. */
export function withoutIcons(text: string): string {
  return shownInLine(text).replace(/(?<!\\)\$\(/g, "\\$(");
}

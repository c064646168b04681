/** What stands between a link's words and its address, so that it is none; nobody sees it. */
const ZERO_WIDTH_SPACE = "\u200b";

/**
 * `text` in which nothing is a link. The editor makes links of `[words](command:…)` in notifications, progress and above
 * prompts, commands included, and texts carry names that anybody with rights in a cloud can choose.
 */
export function withoutLinks(text: string): string {
  return text.replaceAll("](", `]${ZERO_WIDTH_SPACE}(`);
}

/** `text` in which nothing is an icon, for places where the editor draws `$(name)`: quick picks and the status bar. */
export function withoutIcons(text: string): string {
  return text.replace(/(?<!\\)\$\(/g, "\\$(");
}

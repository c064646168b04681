import manifest from "../../package.json" with { type: "json" };
import texts from "../../package.nls.json" with { type: "json" };
import { type Context, holds } from "./when-clause.ts";

/** One entry of a menu, as the manifest contributes it. */
export interface MenuItem {
  readonly command: string;
  readonly when?: string;
  readonly group?: string;
}

/** An entry as people see it. */
export interface MenuEntry {
  readonly command: string;
  readonly title: string;
  /** The part of the menu between two lines, such as `1_change`. */
  readonly group: string;
  /** Where in its part it stands; 0 where nothing is said. */
  readonly order: number;
}

const menus: Readonly<Record<string, readonly MenuItem[]>> = manifest.contributes.menus;
const nls: Readonly<Record<string, string>> = texts;

/** Everything that is contributed to a menu such as `view/item/context`. */
export function itemsOf(menu: string): readonly MenuItem[] {
  return menus[menu] ?? [];
}

/** The title of a command; what people and screen readers read of it. */
export function titleOf(command: string): string {
  const title = manifest.contributes.commands.find((one) => one.command === command)?.title ?? "";
  return title.replace(/^%(.+)%$/, (_, key: string) => nls[key] ?? "");
}

/** What a menu shows in a context, in its order: parts by their names, what is `navigation` first. */
export function entriesOf(menu: string, context: Context): readonly MenuEntry[] {
  const shown = itemsOf(menu).filter(({ when }) => holds(when, context));
  return shown.map(toEntry).sort((a, b) => byGroup(a, b) || a.order - b.order || compare(a.title, b.title));
}

function toEntry({ command, group = "" }: MenuItem): MenuEntry {
  const [name = "", order = "0"] = group.split("@");
  return { command, title: titleOf(command), group: name, order: Number(order) };
}

function byGroup({ group: a }: MenuEntry, { group: b }: MenuEntry): number {
  if (a === b) return 0;
  if (a === "navigation") return -1;
  return b === "navigation" ? 1 : compare(a, b);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}

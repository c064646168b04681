import { showMarks } from "../../core/visible-marks.ts";

/** Text that is already HTML. */
export class Markup {
  constructor(readonly text: string) {}
}

type Part = string | number | Markup | readonly Markup[];

/** HTML in which every value is escaped, unless it is {@link Markup} itself. */
export function markup(strings: TemplateStringsArray, ...values: readonly Part[]): Markup {
  return new Markup(strings.reduce((all, string, index) => all + rendered(values[index - 1] ?? "") + string));
}

function rendered(value: Part): string {
  if (value instanceof Markup) return value.text;
  return typeof value === "object" ? value.map(({ text }) => text).join("") : escaped(String(value));
}

function escaped(text: string): string {
  return showMarks(text)
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}

/** The attribute of a `<details>` that is open at first. */
export function openIf(isOpen: boolean): Markup {
  return new Markup(isOpen ? " open" : "");
}

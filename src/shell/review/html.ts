import { showMarks } from "../../core/visible-marks.ts";
import { shown } from "../plain-text.ts";

/** Text that is already HTML. Made by {@link html}, which escapes whatever is put into it, and by {@link secretHtml}. */
export class Html {
  constructor(readonly text: string) {}
}

type Part = string | number | undefined | Html | readonly Html[];

/** HTML in which every value is as it may be {@link shown} and escaped, unless it is {@link Html} itself. */
export function html(strings: TemplateStringsArray, ...values: readonly Part[]): Html {
  return new Html(strings.reduce((all, string, index) => all + render(values[index - 1]) + string));
}

/** A secret that a page is there to show, once. */
export function secretHtml(secret: string): Html {
  return new Html(escapeHtml(showMarks(secret)));
}

/** `text` as it may be shown, which may be broken behind the signs of addresses and ids. */
export function breakable(text: string): Html {
  return new Html(
    shown(text)
      .split(/(?<=[/?&=.,:_-])(?=[^/\s])/)
      .map(escapeHtml)
      .join("<wbr>"),
  );
}

/** `text` as it can stand between tags and in quoted attributes. */
export function escapeHtml(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replaceAll("'", "&#39;");
}

function render(value: Part): string {
  if (value === undefined) return "";
  if (value instanceof Html) return value.text;
  if (typeof value === "object") return value.map(({ text }) => text).join("");
  return escapeHtml(shown(String(value)));
}

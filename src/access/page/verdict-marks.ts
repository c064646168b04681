import type { Verdict } from "../report.ts";
import { type Markup, markup } from "./markup.ts";

/** A verdict in the words of the page. */
export function verdictWord(verdict: Verdict): string {
  return verdict === "key" ? "key only" : verdict;
}

/** The mark of a verdict, or of a change; what it says stands beside it. */
export function icon(name: Verdict | "changed"): Markup {
  return markup`<svg class="icon ${name}" aria-hidden="true"><use href="#i-${name}"/></svg>`;
}

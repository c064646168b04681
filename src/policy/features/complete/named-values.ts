import { type Span, span } from "../../../core/span.ts";
import type { LiveFacts, LiveNamedValue } from "../../facts/live-facts.ts";
import { code } from "../describe.ts";
import type { Completion } from "./completion.ts";
import { valueOr } from "./live-values.ts";

/** Named values for the name at `name`, between `{{` and what may be `}}`. */
export function completeNamedValues(text: string, name: Span, live: LiveFacts | undefined): Completion[] {
  if (!live) return [];
  const closed = /^\s*\}\}/.test(text.slice(name.end, name.end + 8));
  return valueOr(live.namedValues, []).map((value) => ({
    label: value.displayName,
    kind: "named-value",
    span: span(name.start, name.end),
    insertText: closed ? value.displayName : `${value.displayName}}}`,
    isSnippet: false,
    documentation: describeNamedValue(value),
    detail: "named value",
  }));
}

/** Markdown about a named value; its value when that is no secret. */
export function describeNamedValue({ displayName, secret, value }: LiveNamedValue): string {
  if (secret) return `Named value ${code(displayName)}. Its value is secret.`;
  return value.known
    ? `Named value ${code(displayName)}: ${code(value.value)}`
    : `Named value ${code(displayName)}.`;
}

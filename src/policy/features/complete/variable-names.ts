import { type Span, span } from "../../../core/span.ts";
import { placeOf } from "../../facts/places.ts";
import { literalValue } from "../../syntax/elements.ts";
import type { PolicyDocument } from "../../syntax/nodes.ts";
import { code } from "../describe.ts";
import type { Token } from "../expression/tokens.ts";
import { type Completion, sortKey } from "./completion.ts";

const openString = /^(?:"|&quot;)([\w.-]*)$/;
const maxName = 256;

/**
 * The variables that policies of the document set, for a string that is being typed as the name of one:
 * `context.Variables["…`, `context.Variables.GetValueOrDefault<T>("…`. `tokens` end with that string.
 */
export function completeVariableNames(
  document: PolicyDocument,
  tokens: readonly Token[],
  offset: number,
): Completion[] {
  const typed = openString.exec(tokens.at(-1)?.text.trimEnd() ?? "")?.[1];
  if (typed === undefined || !namesVariable(tokens)) return [];
  const replace = wordAround(document.text, offset - typed.length, offset);
  return [...variablesOf(document)].map(([name, policy], index) => ({
    label: name,
    kind: "value",
    span: replace,
    insertText: name,
    isSnippet: false,
    documentation: `Variable that ${code(policy)} sets.`,
    detail: policy,
    sortText: sortKey(index),
  }));
}

/** Whether the last token is the first argument of `Variables`, or of one of its methods. */
function namesVariable(tokens: readonly Token[]): boolean {
  const before = tokens
    .slice(-24, -1)
    .map(({ text }) => text)
    .join("");
  return /\.Variables(?:\[|\.\w+(?:<[\w<>[\]?.,]+>)?\()$/.test(before);
}

function wordAround(text: string, start: number, offset: number): Span {
  let end = offset;
  while (end - offset < maxName && /[\w.-]/.test(text.charAt(end))) end += 1;
  return span(start, end);
}

/** The variables that the document sets, each with the first policy that does. */
function variablesOf(document: PolicyDocument): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const element of document.elements()) {
    for (const attribute of element.attributes) {
      if (attribute.name !== "name" && !attribute.name.endsWith("variable-name")) continue;
      const place = placeOf(element);
      if (place.facts?.attributes.get(attribute.name)?.names !== "variable") continue;
      const name = literalValue(attribute);
      const isWord = name.known && /^[\w.-]+$/.test(name.value);
      if (isWord && !found.has(name.value)) found.set(name.value, place.policy?.name ?? element.name);
    }
  }
  return found;
}

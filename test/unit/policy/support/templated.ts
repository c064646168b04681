import { type Finding, lint, type PolicyDocument, parsePolicy } from "../../../../src/policy/index.ts";

/** Numbers from 0 up to 1, the same ones for the same seed. */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/** Where values stand in a document: those of attributes, and the whole texts of elements. */
export function valueSpans(
  document: PolicyDocument,
): readonly { readonly start: number; readonly end: number }[] {
  const spans = document.elements().flatMap(({ attributes, children, contentSpan }) => {
    const values = attributes.flatMap(({ valueSpan }) => valueSpan ?? []);
    const [only, more] = children;
    const isText = more === undefined && (only?.kind === "text" || only?.kind === "expression");
    return isText ? [...values, contentSpan] : values;
  });
  return spans.sort((a, b) => a.start - b.start);
}

/** The text of `document` with a `share` of its values replaced by `form`. */
export function withForms(
  document: PolicyDocument,
  form: string,
  share: number,
  random: () => number,
): string {
  let text = "";
  let position = 0;
  for (const { start, end } of valueSpans(document)) {
    if (random() >= share) continue;
    text += document.text.slice(position, start) + form;
    position = end;
  }
  return text + document.text.slice(position);
}

/** The text of `document` with a `share` of its elements, in and around them others, changed by `change`. */
export function withElementsChanged(
  document: PolicyDocument,
  share: number,
  random: () => number,
  change: (element: string) => string,
): string {
  const chosen = document.elements().filter(({ parent }) => parent?.parent && random() < share);
  // From the end on, so that an element's text has what was done to those in it, and its start stays where it is.
  let { text } = document;
  let grown: { at: number; by: number }[] = [];
  for (const { span } of chosen.toReversed()) {
    const inside = grown.filter(({ at }) => at < span.end);
    const end = span.end + inside.reduce((sum, { by }) => sum + by, 0);
    const changed = change(text.slice(span.start, end));
    grown = [...grown, { at: span.start, by: changed.length - (end - span.start) }];
    text = text.slice(0, span.start) + changed + text.slice(end);
  }
  return text;
}

/** Findings by rule and by the number of the element they are in, which stays the same whatever values become. */
export function findingsByElement(document: PolicyDocument): Map<string, Finding> {
  const elements = document.elements();
  return new Map(
    lint(document).map((finding) => {
      const { start } = finding.span;
      let index = elements.length - 1;
      while (index >= 0 && (elements[index]?.span.start ?? 0) > start) index -= 1;
      return [`${finding.rule} at ${elements[index]?.name ?? ""} ${index}`, finding] as const;
    }),
  );
}

/** Rules by the names of the elements that they find something in. */
export function rulesByName(document: PolicyDocument): Set<string> {
  return new Set([...findingsByElement(document).keys()].map((key) => key.replace(/ \S+$/, "")));
}

/** What is found in `text` that was not found in `document`, of which it is a variant with the same elements. */
export function newFindings(document: PolicyDocument, text: string): string[] {
  const usual = findingsByElement(document);
  return [...findingsByElement(parsePolicy(text))]
    .filter(([key]) => !usual.has(key))
    .map(([key, { severity, message }]) => `${severity} ${key}: ${message}`);
}

import type { Span } from "../../../src/core/span.ts";
import {
  type AttributeNode,
  type ElementNode,
  type Expression,
  expressionsOf,
  type PolicyDocument,
} from "../../../src/policy/syntax/index.ts";

/** One thing broken in a document: pieces of its text, in order, with what is put in their place. */
export interface Fault {
  readonly splices: readonly Splice[];
  /** Where, in the undamaged text, the one finding may begin. */
  readonly place: Span;
  /** What the fault may take the findings of: those that begin here, in the undamaged text. */
  readonly silenced: Span;
}

export interface Splice {
  readonly span: Span;
  readonly text: string;
}

/** A way to break a document, at each place where that can be done. */
export interface FaultKind {
  readonly name: string;
  faults(document: PolicyDocument): readonly Fault[];
}

const at = (start: number, end: number): Span => ({ start, end });
const cut = (start: number, end: number): Splice => ({ span: at(start, end), text: "" });
const put = (start: number, text: string): Splice => ({ span: at(start, start), text });
const swap = (start: number, end: number, text: string): Splice => ({ span: at(start, end), text });

const kind = (name: string, faults: FaultKind["faults"]): FaultKind => ({ name, faults });

const ofElements = (
  name: string,
  fault: (element: ElementNode, text: string) => readonly Fault[],
): FaultKind =>
  kind(name, (document) => document.elements().flatMap((element) => fault(element, document.text)));

const inTag = (element: ElementNode, ...splices: Splice[]): Fault => ({
  splices,
  place: element.startTagSpan,
  silenced: element.startTagSpan,
});

const inElement = (element: ElementNode, ...splices: Splice[]): Fault => ({
  splices,
  place: element.span,
  silenced: element.span,
});

const ofAttributes = (
  name: string,
  fault: (attribute: AttributeNode, value: Span, text: string) => readonly Splice[],
) =>
  ofElements(name, (element, text) =>
    element.attributes.flatMap((attribute) => {
      const splices = attribute.valueSpan ? fault(attribute, attribute.valueSpan, text) : [];
      return splices.length > 0 ? [inTag(element, ...splices)] : [];
    }),
  );

/** Damage to expressions; the fault lies in the start tag, or in the element when the expression is content. */
const ofExpressions = (
  name: string,
  fault: (expression: Expression, text: string, inAttribute: boolean) => readonly Splice[],
) =>
  kind(name, (document) =>
    [...expressionsOf(document)].flatMap(({ expression, element, attribute }) => {
      if (!element || !expression.closed) return [];
      const splices = fault(expression, document.text, attribute !== undefined);
      if (splices.length === 0) return [];
      return attribute
        ? [inTag(element, ...splices)]
        : [{ splices, place: element.span, silenced: element.span }];
    }),
  );

const isSimple = ({ broken, startTagClosed }: ElementNode) => startTagClosed && !broken;

export const missingGreaterThan = ofElements("missing >", (element) => {
  const { end } = element.startTagSpan;
  return isSimple(element) && !element.selfClosing ? [inTag(element, cut(end - 1, end))] : [];
});

export const missingGreaterThanOfEmpty = ofElements("missing > of an empty element", (element) => {
  const { end } = element.startTagSpan;
  return isSimple(element) && element.selfClosing ? [inTag(element, cut(end - 1, end))] : [];
});

export const missingTagEnd = ofElements("missing />", (element) => {
  const { end } = element.startTagSpan;
  return isSimple(element) && element.selfClosing ? [inTag(element, cut(end - 2, end))] : [];
});

export const missingGreaterThanOfEnd = ofElements("missing > of an end tag", (element) => {
  const end = element.endTagSpan;
  return end ? [{ splices: [cut(end.end - 1, end.end)], place: element.span, silenced: at(0, 0) }] : [];
});

export const missingOpening = ofExpressions("missing @( or @{", ({ span: { start } }) => [
  cut(start, start + 2),
]);

export const missingBrackets = ofExpressions("missing @( )", ({ span: { start, end }, form }) =>
  form === "single" ? [cut(start, start + 2), cut(end - 1, end)] : [],
);

export const missingAt = ofExpressions("missing @", ({ span: { start } }) => [cut(start, start + 1)]);

const typographic: readonly (readonly [string, string])[] = [
  ["”", "”"],
  ["“", "”"],
  ["„", "“"],
  ["«", "»"],
  ["‘", "’"],
];

export const typographicQuotes = typographic.map(([open, close]) =>
  ofAttributes(`${open} ${close} around a value`, (_, { start, end }) => [
    swap(start - 1, start, open),
    swap(end, end + 1, close),
  ]),
);

export const typographicOpening = ofAttributes("“ before a value", (_, { start }) => [
  swap(start - 1, start, "“"),
]);

export const typographicClosing = ofAttributes("” behind a value", (_, { end }) => [swap(end, end + 1, "”")]);

export const typographicTag = ofElements("” in a whole tag", (element) => {
  const values = element.attributes.flatMap(({ valueSpan }) => valueSpan ?? []);
  if (values.length === 0) return [];
  return [
    inTag(
      element,
      ...values.flatMap(({ start, end }) => [swap(start - 1, start, "”"), swap(end, end + 1, "”")]),
    ),
  ];
});

/** Places of the plain strings of an expression, by a simple reading of C#. */
function stringsOf({ codeSpan: { start, end } }: Expression, text: string): Span[] {
  const code = text.slice(start, end);
  const strings: Span[] = [];
  const token =
    /\$?@"(?:[^"]|"")*"|@\$"(?:[^"]|"")*"|\$"(?:[^"\\\n]|\\.)*"|"((?:[^"\\\n]|\\.)*)"|'(?:[^'\\\n]|\\.)*'|\/\/[^\n]*|\/\*[\s\S]*?\*\//g;
  for (const match of code.matchAll(token)) {
    if (match[1] === undefined) continue;
    strings.push(at(start + match.index, start + match.index + match[0].length));
  }
  return strings;
}

export const typographicStrings = ofExpressions("” around the strings of an expression", (expression, text) =>
  stringsOf(expression, text).flatMap(({ start, end }) => [
    swap(start, start + 1, "“"),
    swap(end - 1, end, "”"),
  ]),
);

export const commentInExpression = ofExpressions("<!-- --> in an expression", ({ codeSpan: { start } }) => [
  put(start, "<!-- don't use (yet) -->"),
]);

export const commentLineInExpression = ofExpressions(
  "<!-- --> on a line of a block",
  ({ codeSpan, form }, text) => {
    const line = text.indexOf("\n", codeSpan.start);
    return form === "block" && line >= 0 && line < codeSpan.end
      ? [put(line + 1, '  <!-- var x = "1"; -->\n')]
      : [];
  },
);

export const startForEnd = ofElements("a start tag for the end tag", (element) => {
  const end = element.endTagSpan;
  return end
    ? [inElement(element, cut(end.start + 1, end.start + 2))].map((fault) => ({
        ...fault,
        silenced: at(element.span.start, element.startTagSpan.end),
      }))
    : [];
});

export const doubleEscaping = ofExpressions("&amp;quot; in an expression", (expression, text) => {
  const strings = stringsOf(expression, text);
  return strings.flatMap(({ start, end }) => [
    swap(start, start + 1, "&amp;quot;"),
    swap(end - 1, end, "&amp;quot;"),
  ]);
});

const invisible = ["\u00a0", "\u200b", "\ufeff", "\u00ad", "\u2060"];
const isGap = (character: string) => character === "\u00a0";
const hex = (character: string) => `U+${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}`;

export const invisibleCharacters = invisible.flatMap((character) => [
  ofExpressions(`${hex(character)} before an expression`, ({ span: { start } }) => [put(start, character)]),
  ofExpressions(`${hex(character)} behind an expression`, ({ span: { end } }) => [put(end, character)]),
  ofElements(`${hex(character)} in an element's name`, (element) => {
    const { start } = element.nameSpan;
    const end = element.endNameSpan;
    if (isGap(character)) return [];
    const splices = [put(start + 2, character), ...(end ? [put(end.start + 2, character)] : [])];
    return [{ splices, place: element.startTagSpan, silenced: element.span }];
  }),
  ofAttributes(`${hex(character)} in an attribute's name`, ({ nameSpan }) =>
    isGap(character) ? [] : [put(nameSpan.start + 1, character)],
  ),
  ofAttributes(`${hex(character)} before an attribute`, ({ nameSpan: { start } }) =>
    isGap(character) ? [swap(start - 1, start, character)] : [put(start, character)],
  ),
  ofAttributes(`${hex(character)} before a value`, ({ expression }, { start, end }) =>
    expression || start === end ? [] : [put(start, character)],
  ),
  ofAttributes(`${hex(character)} behind a value`, ({ expression }, { start, end }) =>
    expression || start === end ? [] : [put(end, character)],
  ),
]);

export const missingEndQuote = ofAttributes("missing closing quote", (_, { end }) => [cut(end, end + 1)]);

export const missingStartQuote = ofAttributes("missing opening quote", (_, { start }) => [
  cut(start - 1, start),
]);

export const missingQuotes = ofAttributes("missing quotes", (_, { start, end }) => [
  cut(start - 1, start),
  cut(end, end + 1),
]);

export const missingEquals = ofAttributes("missing =", ({ nameSpan: { end } }, value) =>
  value.start === end + 2 ? [cut(end, end + 1)] : [],
);

export const missingSpace = ofElements("missing space between attributes", (element, text) =>
  element.attributes.slice(1).flatMap(({ nameSpan: { start } }) => {
    const space = /\s+$/.exec(text.slice(0, start))?.[0].length ?? 0;
    return [inTag(element, cut(start - space, start))];
  }),
);

export const missingLessThan = ofElements("missing <", (element) => [
  {
    ...inTag(element, cut(element.span.start, element.span.start + 1)),
    place: at(element.span.start - 1, element.startTagSpan.end),
  },
]);

export const missingLessThanOfEnd = ofElements("missing < of an end tag", (element) => {
  const end = element.endTagSpan;
  return end
    ? [{ splices: [cut(end.start, end.start + 1)], place: element.span, silenced: element.startTagSpan }]
    : [];
});

export const missingEnd = ofElements("missing end tag", (element) => {
  const end = element.endTagSpan;
  return end
    ? [{ splices: [cut(end.start, end.end)], place: element.span, silenced: element.startTagSpan }]
    : [];
});

export const missingCommentEnd = kind("missing -->", (document) =>
  document
    .elements()
    .flatMap((element) =>
      element.children.flatMap((child) =>
        child.kind === "comment" && child.closed
          ? [{ splices: [cut(child.span.end - 3, child.span.end)], place: child.span, silenced: at(0, 0) }]
          : [],
      ),
    ),
);

export const missingCdataEnd = kind("missing ]]>", (document) =>
  document.elements().flatMap((element) =>
    element.children.flatMap((child) =>
      child.kind === "cdata" && child.closed
        ? [
            {
              splices: [cut(child.span.end - 3, child.span.end)],
              place: child.span,
              silenced: element.span,
            },
          ]
        : [],
    ),
  ),
);

export const missingLastBracket = ofExpressions(
  "missing last bracket of an expression",
  ({ span: { end } }) => [cut(end - 1, end)],
);

export const missingInnerBracket = ofExpressions("missing bracket in an expression", ({ codeSpan }, text) => {
  const last = Math.max(text.lastIndexOf(")", codeSpan.end - 1), text.lastIndexOf("}", codeSpan.end - 1));
  return last > codeSpan.start ? [cut(last, last + 1)] : [];
});

/** Every way to break a document. */
export const faultKinds: readonly FaultKind[] = [
  missingGreaterThan,
  missingGreaterThanOfEmpty,
  missingTagEnd,
  missingGreaterThanOfEnd,
  missingOpening,
  missingBrackets,
  missingAt,
  ...typographicQuotes,
  typographicOpening,
  typographicClosing,
  typographicTag,
  typographicStrings,
  commentInExpression,
  commentLineInExpression,
  startForEnd,
  doubleEscaping,
  ...invisibleCharacters,
  missingEndQuote,
  missingStartQuote,
  missingQuotes,
  missingEquals,
  missingSpace,
  missingLessThan,
  missingLessThanOfEnd,
  missingEnd,
  missingCommentEnd,
  missingCdataEnd,
  missingLastBracket,
  missingInnerBracket,
];

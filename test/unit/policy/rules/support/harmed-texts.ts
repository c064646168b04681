import { readdirSync } from "node:fs";
import fc from "fast-check";
import { applyEdits, type TextEdit } from "../../../../../src/core/edit.ts";
import type { Span } from "../../../../../src/core/span.ts";
import { type ElementNode, parsePolicy } from "../../../../../src/policy/index.ts";
import { readCorpus } from "../../../../support/corpus.ts";
import { anyPolicy } from "../../../../support/policy-texts.ts";
import { fixtures, readCases } from "./cases.ts";
import { discoveryPolicy, keysPolicy } from "./damages.ts";
import { type Treasure, templateKinds, treasure } from "./treasures.ts";

/** A text, what of it is somebody's, and what was done to it. */
export interface HarmedText {
  readonly text: string;
  readonly treasures: readonly Treasure[];
}

/** Faults of every kind that is mended without a look, in one document. */
const faulty = `<policies>
  <inbound>
    <base />
    <set-method>GET</set-method>
    <base />
    <cors allow-credentials="True">
      <allowed-origins>
        <origin>https://a.example/</origin>
        <origin>https://b.example, https://c.example</origin>
      </allowed-origins>
      <allowed-methods>
        <method>get</method>
        <method>PUT, POST</method>
      </allowed-methods>
    </cors>
    <ip-filter action="Allow">
      <address>10.0.0.0/24</address>
      <address>10.0.1.1 - 10.0.1.9</address>
    </ip-filter>
    <set-header name="X-Trace:" exists-action="Override">a & b</set-header>
    <set-variable name="v" value="@(1;)" />
    <send-request mode="New" response-variable-name="r"ignore-error="TRUE">
      <set-method>POST</set-method>
      <set-url>https://a.example?x=1&y=2</set-url>
      <set-body>a ]]> b</set-body>
    </send-request>
    <authentication-managed-identity resource="https://a.example/.default" />
    <validate-jwt header-name=Authorization clock-skew="60" clock-skew="60">
      <issuers>
        <issuer>https://shop.eu.auth0.com</issuer>
        <issuer>http://two.eu.auth0.com</issuer>
      </issuers>
      <openid-config url="https://shop.eu.auth0.com" />
      <audiences>
        <audience>a</audience>
        <audience>b</audience>
        <audience>a</audience>
      </audiences>
      <required-claims>
        <claim name="scp" match="Any"><value>r</value><value>r</value></claim>
        <claim name="scope"><value>r</value></claim>
      </required-claims>
    </validate-jwt>
  </inbound>
  <backend><base /></backend>
  <outbound><base /><base /></outbound>
</policies>
`;

const mark = /[ \t]*<!-- want: [\w-]+ -->/g;

/** Texts to begin with: documents with the faults that rules find, sound ones, and real ones where there are any. */
const known: readonly string[] = [
  ...[faulty, faulty, discoveryPolicy, keysPolicy],
  ...readdirSync(fixtures)
    .filter((name) => /^[a-z0-9-]+\.xml$/.test(name))
    .flatMap((name) => readCases(name).map(({ text }) => text.replace(mark, ""))),
  ...(readCorpus() ?? []).filter(({ text }) => text.length < 6000).map(({ text }) => text),
];

const base = fc.oneof(
  { weight: 3, arbitrary: fc.constant(faulty) },
  { weight: 6, arbitrary: fc.constantFrom(...known) },
  { weight: 1, arbitrary: anyPolicy },
);

/** Where something is put, told in shares of what there is, so that it fits any text. */
const place = fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true });

const adornment = fc.record({
  kind: fc.constantFrom(
    ...([
      "comment before",
      "comment behind",
      "comment within",
      "expression in value",
      "expression in text",
    ] as const),
    ...(["form in value", "form in text", "form between", "forms around", "forms twice around"] as const),
    ...(["form in tag", "form in comment", "code in value"] as const),
  ),
  at: place,
  form: fc.nat({ max: 1000 }),
});

/** What is done to a text besides. */
const blow = fc.record({
  kind: fc.constantFrom(
    ...([
      "cut",
      "double",
      "splice",
      "swap quote",
      "typographic",
      "no >",
      "no <",
      "no @(",
      "no quote",
      "scrap",
    ] as const),
  ),
  at: place,
  length: fc.nat({ max: 30 }),
  scrap: fc.constantFrom(
    "<",
    ">",
    "/>",
    '"',
    "&",
    "@(",
    "}",
    "<!--",
    "-->",
    "]]>",
    "\n",
    "=",
    "%{ else }",
    "</a>",
  ),
});

type Adornment = (typeof adornment extends fc.Arbitrary<infer T> ? T : never) & { readonly id: number };
type Blow = typeof blow extends fc.Arbitrary<infer T> ? T : never;

/** A text that a tool fills in, that people commented on, and that was damaged. */
export const anyHarmedText: fc.Arbitrary<HarmedText> = fc
  .tuple(
    base,
    fc.constantFrom(...known),
    fc.array(adornment, { maxLength: 6 }),
    fc.oneof(fc.constant([]), fc.array(blow, { minLength: 1, maxLength: 3 })),
  )
  .map(([text, other, adornments, blows]) => {
    const adorned = adorn(text, adornments);
    const damaged = blows.reduce((left, each) => strike(left, other, each), adorned.text);
    return { text: damaged, treasures: adorned.treasures };
  });

function adorn(text: string, adornments: readonly Omit<Adornment, "id">[]): HarmedText {
  const elements = parsePolicy(text).elements();
  const edits: TextEdit[] = [];
  const treasures: Treasure[] = [];
  for (const [id, each] of adornments.entries()) {
    const element = elements[Math.floor(each.at * elements.length)];
    const made = element && adornmentOf(element, { ...each, id });
    if (!made || edits.some((edit) => made.edits.some(({ span }) => meet(span, edit.span)))) continue;
    edits.push(...made.edits);
    treasures.push(...made.treasures);
  }
  return { text: applyEdits(text, edits), treasures };
}

function meet(a: Span, b: Span): boolean {
  return a.start <= b.end && b.start <= a.end;
}

interface Made {
  readonly edits: readonly TextEdit[];
  readonly treasures: readonly Treasure[];
}

const insert = (at: number, newText: string): TextEdit => ({ span: { start: at, end: at }, newText });

function adornmentOf(element: ElementNode, { kind, id, form, at }: Adornment): Made | undefined {
  const { start, end } = element.span;
  const one = (edit: TextEdit, ...kept: readonly Treasure[]): Made => ({ edits: [edit], treasures: kept });
  const index = Math.floor(at * 997) % Math.max(1, element.attributes.length);
  const value = element.attributes[index]?.valueSpan;
  const only =
    element.children.length === 1 && element.children[0]?.kind === "text" ? element.children[0] : undefined;
  const kinds = templateKinds(id);
  const chosen = kinds[form % kinds.length] ?? kinds[0];
  const comment = treasure.comment(id);
  const within = (kept: Treasure, span: Span | undefined, whole: boolean): Made | undefined =>
    span && one({ span: whole ? span : { start: span.end, end: span.end }, newText: kept.text }, kept);
  switch (kind) {
    case "comment before":
      return one(insert(start, `${comment.text}\n    `), comment);
    case "comment behind":
      return one(insert(end, ` ${comment.text}`), comment);
    case "comment within":
      return element.selfClosing ? undefined : one(insert(element.contentSpan.end, comment.text), comment);
    case "expression in value":
      return within(treasure.expression(id), value, true);
    case "code in value":
      return within(treasure.code(id), value, true);
    case "expression in text":
      return within(treasure.expression(id), only?.span, true);
    case "form in value":
      return chosen && within(chosen.value, value, form % 2 === 0);
    case "form in text":
      return chosen && within(chosen.value, only?.span, form % 2 === 0);
    case "form between":
      return chosen && one(insert(form % 2 === 0 ? start : end, chosen.value.text), chosen.value);
    case "form in tag":
      return chosen && one(insert(element.nameSpan.end, ` ${chosen.value.text}`), chosen.value);
    case "form in comment":
      return chosen && one(insert(start, `<!-- ${chosen.value.text} -->`), chosen.value);
    default:
      return around(element, kinds[form % kinds.length], kind === "forms twice around" ? "twice" : "once");
  }
}

/** An element that a tool leaves in or out, or puts in one of two: it is not to be taken away, nor to move. */
function around(
  { span, nameSpan }: ElementNode,
  kind: ReturnType<typeof templateKinds>[number] | undefined,
  often: "once" | "twice",
): Made | undefined {
  const branch = kind?.branch;
  if (!branch || nameSpan.end === nameSpan.start) return undefined;
  const [open, other, close] = branch;
  const behind = often === "twice" ? `${other.text}${open.text.length > 0 ? "" : " "}` : "";
  const edits = [insert(span.start, open.text), insert(span.end, `${behind}${close.text}`)];
  return { edits, treasures: [open, ...(behind ? [other] : []), close] };
}

function strike(text: string, other: string, { kind, at, length, scrap }: Blow): string {
  const start = Math.floor(at * text.length);
  const replaceNext = (pattern: RegExp, by: (found: string) => string): string => {
    const found = pattern.exec(text.slice(start));
    if (!found) return text;
    const from = start + found.index;
    return text.slice(0, from) + by(found[0]) + text.slice(from + found[0].length);
  };
  switch (kind) {
    case "cut":
      return text.slice(0, start) + text.slice(start + length);
    case "double":
      return text.slice(0, start + length) + text.slice(start);
    case "splice":
      return text.slice(0, start) + other.slice(Math.floor(at * other.length));
    case "swap quote":
      return replaceNext(/["']/, (found) => (found === '"' ? "'" : '"'));
    case "typographic":
      return replaceNext(/<[\w-]+[^<>]*>/, (found) => found.replaceAll('"', "”"));
    case "no >":
      return replaceNext(/>/, () => "");
    case "no <":
      return replaceNext(/</, () => "");
    case "no @(":
      return replaceNext(/@[({]/, () => (length % 2 === 0 ? "" : "("));
    case "no quote":
      return replaceNext(/"/, () => "");
    default:
      return text.slice(0, start) + scrap + text.slice(start);
  }
}

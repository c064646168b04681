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
  /** Where tags begin that are neither to be taken away nor to move alone; known of texts that were not damaged. */
  readonly pinned: readonly Pin[];
  readonly isDamaged: boolean;
}

/** The beginning of an element. */
export interface Pin {
  readonly span: Span;
  /** A comment that stands before it, or behind it on its line, and is to stay there. */
  readonly comment?: { readonly text: string; readonly side: "before" | "behind" };
  /** Nothing is known about what stands beside it: not even a new order is for certain. */
  readonly unknown: boolean;
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

const jwt = (xml: string) =>
  `<fragment>\n<validate-jwt header-name="a" clock-skew="60">\n${xml}\n</validate-jwt>\n</fragment>`;
const section = (xml: string) => `<policies>\n<inbound>\n${xml}\n</inbound>\n</policies>`;

/** One or two faults each, so that what is put beside them is near. */
const small: readonly string[] = [
  section("<base />\n<set-method>GET</set-method>\n<base />"),
  section('<cors allow-credentials="True" />\n<base />\n<base/>'),
  section(
    "<cors>\n<allowed-origins>\n<origin>https://a.example/</origin>\n<origin>https://b.example https://c.example</origin>\n</allowed-origins>\n</cors>",
  ),
  section(
    "<cors>\n<allowed-methods>\n<method>get</method>\n<method>PUT, POST</method>\n</allowed-methods>\n</cors>",
  ),
  section(
    '<ip-filter action="Allow">\n<address>10.0.0.0/24</address>\n<address>10.0.1.1 - 10.0.1.9</address>\n</ip-filter>',
  ),
  section('<set-header name="a:" exists-action="Override">b</set-header>'),
  section("<set-method>a & b</set-method>\n<set-body>a ]]> b</set-body>"),
  section(
    '<send-request mode="New" response-variable-name="r"ignore-error="TRUE">\n<set-method>POST</set-method>\n<set-url>u</set-url>\n</send-request>',
  ),
  section(
    '<send-request mode=new response-variable-name="r">\n<set-header name="x" exists-action="skip">\n<value>1</value>\n</set-header>\n<set-method>POST</set-method>\n<set-url>u</set-url>\n</send-request>',
  ),
  section(
    '<return-response>\n<set-status code="200" reason="OK" />\n<set-status code="200" reason="OK" />\n</return-response>',
  ),
  section('<set-variable name="v" name="v" value="@(1;)" />'),
  jwt("<audiences>\n<audience>a</audience>\n<audience>b</audience>\n<audience>a</audience>\n</audiences>"),
  jwt(
    "<issuers>\n<issuer>https://a.example</issuer>\n</issuers>\n<audiences>\n<audience>a</audience>\n</audiences>",
  ),
  jwt(
    "<issuers>\n<issuer>https://shop.eu.auth0.com/</issuer>\n<issuer>http://shop.eu.auth0.com</issuer>\n</issuers>",
  ),
  jwt('<openid-config url="https://shop.eu.auth0.com" />\n<openid-config url="https://shop.eu.auth0.com" />'),
  jwt(
    '<required-claims>\n<claim name="scope">\n<value>r</value>\n<value>r</value>\n</claim>\n</required-claims>',
  ),
];

/** Texts to begin with: documents with the faults that rules find, sound ones, and real ones where there are any. */
const known: readonly string[] = [
  ...[faulty, faulty, discoveryPolicy, keysPolicy],
  ...readdirSync(fixtures)
    .filter((name) => /^[a-z0-9-]+\.xml$/.test(name))
    .flatMap((name) => readCases(name).map(({ text }) => text.replace(mark, ""))),
  ...(readCorpus() ?? []).filter(({ text }) => text.length < 6000).map(({ text }) => text),
];

const base = fc.oneof(
  { weight: 12, arbitrary: fc.constantFrom(...small) },
  { weight: 2, arbitrary: fc.constant(faulty) },
  { weight: 6, arbitrary: fc.constantFrom(...known) },
  { weight: 1, arbitrary: anyPolicy },
);

/** Where something is put, told in shares of what there is, so that it fits any text. */
const place = fc.noBias(fc.nat({ max: 9999 })).map((share) => share / 10_000);

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
    ...([
      "form in tag",
      "form in comment",
      "code in value",
      "code in text",
      "attribute again",
      "nearly again",
    ] as const),
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
    fc.oneof(
      { weight: 2, arbitrary: fc.constant([]) },
      { weight: 1, arbitrary: fc.array(blow, { minLength: 1, maxLength: 3 }) },
    ),
  )
  .map(([text, other, adornments, blows]) => {
    const adorned = adorn(text, adornments);
    const damaged = blows.reduce((left, each) => strike(left, other, each), adorned.text);
    return { ...adorned, text: damaged, isDamaged: blows.length > 0 || isBroken(text) };
  });

/** Whether a text to begin with is broken itself, so that where its elements end is a guess. */
function isBroken(text: string): boolean {
  return text !== faulty && !small.includes(text) && parsePolicy(text).problems.length > 0;
}

function adorn(text: string, adornments: readonly Omit<Adornment, "id">[]): HarmedText {
  const elements = parsePolicy(text).elements();
  const edits: TextEdit[] = [];
  const treasures: Treasure[] = [];
  const pins: { readonly element: ElementNode; readonly pin: Omit<Pin, "span"> }[] = [];
  for (const [id, each] of adornments.entries()) {
    const element = elements[Math.floor(each.at * elements.length)];
    const made = element && adornmentOf(element, { ...each, id }, text);
    if (!made || edits.some((edit) => made.edits.some(({ span }) => meet(span, edit.span)))) continue;
    edits.push(...made.edits);
    treasures.push(...made.treasures);
    pins.push(...pinsOf(element, each.kind, made));
  }
  const pinned = pins.map(({ element, pin }) => ({ ...pin, span: shifted(element.nameSpan, edits) }));
  return { text: applyEdits(text, edits), treasures, pinned, isDamaged: false };
}

/** What stays where it is for what was put beside it. */
function pinsOf(
  element: ElementNode,
  kind: Adornment["kind"],
  { treasures: [kept] }: Made,
): { readonly element: ElementNode; readonly pin: Omit<Pin, "span"> }[] {
  const own = (pin: Omit<Pin, "span">) => [{ element, pin }];
  if (kind === "comment before")
    return own({ unknown: false, comment: { text: kept?.text ?? "", side: "before" } });
  if (kind === "comment behind")
    return own({ unknown: false, comment: { text: kept?.text ?? "", side: "behind" } });
  if (kind === "comment within") return own({ unknown: false });
  if (!["form between", "forms around", "forms twice around", "form in comment"].includes(kind)) return [];
  const siblings = element.parent?.children ?? [];
  return siblings.flatMap((node) =>
    node.kind === "element" ? [{ element: node, pin: { unknown: true } }] : [],
  );
}

/** Where `span` is after `edits`. */
function shifted({ start, end }: Span, edits: readonly TextEdit[]): Span {
  const before = edits.filter((edit) => edit.span.end <= start);
  const by = before.reduce((sum, edit) => sum + edit.newText.length - (edit.span.end - edit.span.start), 0);
  return { start: start + by, end: end + by };
}

function meet(a: Span, b: Span): boolean {
  return a.start <= b.end && b.start <= a.end;
}

interface Made {
  readonly edits: readonly TextEdit[];
  readonly treasures: readonly Treasure[];
}

const insert = (at: number, newText: string): TextEdit => ({ span: { start: at, end: at }, newText });

function adornmentOf(
  element: ElementNode,
  { kind, id, form, at }: Adornment,
  text: string,
): Made | undefined {
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
      return one(insert(start, `\n${comment.text}\n    `), comment);
    case "comment behind":
      return one(insert(end, ` ${comment.text}`), comment);
    case "comment within":
      return element.selfClosing ? undefined : one(insert(element.contentSpan.end, comment.text), comment);
    case "expression in value":
      return within(treasure.expression(id), value, true);
    case "code in value":
      return within(treasure.code(id, form), value, true);
    case "code in text":
      return within(treasure.code(id, form), only?.span, true);
    case "attribute again": {
      const name = element.attributes[index]?.name;
      const own = treasure.own(id);
      return name ? one(insert(element.nameSpan.end, ` ${name}${own.text}`), own) : undefined;
    }
    case "nearly again":
      return nearCopy(element, id, text);
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

/** Puts a copy of an element behind it that says a little more. */
function nearCopy(element: ElementNode, id: number, source: string): Made | undefined {
  const own = treasure.own(id);
  const { span, nameSpan, parent } = element;
  if (!parent) return undefined;
  const text = source.slice(span.start, span.end);
  const at = nameSpan.end - span.start;
  const copy = `${text.slice(0, at)} x${own.text}${text.slice(at)}`;
  return { edits: [insert(span.end, `\n${copy}`)], treasures: [own] };
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

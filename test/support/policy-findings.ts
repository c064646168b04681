import assert from "node:assert/strict";
import { applyEdits } from "../../src/core/edit.ts";
import { parsePolicy } from "../../src/policy/index.ts";
import { lintWith } from "../../src/policy/rules/engine/lint.ts";
import { type Finding, type LintOptions, rules } from "../../src/policy/rules/index.ts";
import { live } from "../unit/policy/rules/support/live.ts";

/** What a message must be, or must match. */
type Wanted = RegExp | string;

/** Tests of one rule, one line each. Marks `«` and `»` stand around what must be found, and nothing else may be. */
export interface Examples {
  /** The marked parts are the findings; with one message it is that of all of them. */
  finds(title: string, marked: string, message: Wanted | readonly Wanted[], options?: LintOptions): void;
  /** The finding names the part between `‹` and `›`, with `message`, as having to do with it. */
  relates(title: string, marked: string, message: string, options?: LintOptions): void;
  isSilent(title: string, text: string, options?: LintOptions): void;
  /** The first finding's fix needs no second look; it takes the finding away and does nothing else. */
  fixes(title: string, before: string, after: string, fixTitle: string, options?: LintOptions): void;
  /** As `fixes`, but somebody has to look at the result. */
  offers(title: string, before: string, after: string, fixTitle: string, options?: LintOptions): void;
  /** Something is found, and nothing is proposed. */
  offersNothing(title: string, text: string, options?: LintOptions): void;
}

/** Tests of the rule `id`, alone. */
export function examplesOf(id: string): Examples {
  const rule = rules.filter((candidate) => candidate.id === id);
  const findingsIn = (text: string, options?: LintOptions) => lintWith(rule, parsePolicy(text), options);
  const repairs = (safe: boolean): Examples["fixes"] => {
    return (title, before, after, fixTitle, options) => {
      test(title, () =>
        checkFix(before, after, { title: fixTitle, safe }, (text) => findingsIn(text, options)),
      );
    };
  };
  return {
    finds(title, marked, message, options) {
      test(title, () => checkFindings(marked, message, (text) => findingsIn(text, options)));
    },
    relates(title, marked, message, options) {
      test(title, () => checkRelated(marked, message, (text) => findingsIn(text, options)));
    },
    isSilent(title, text, options) {
      test(title, () => assert.deepEqual(findingsIn(text, options), []));
    },
    fixes: repairs(true),
    offers: repairs(false),
    offersNothing(title, text, options) {
      test(title, () => {
        const [first] = findingsIn(text, options);
        assert.ok(first, "Nothing was found.");
        assert.equal(first.fix, undefined);
      });
    },
  };
}

type Lint = (text: string) => readonly Finding[];

function checkFindings(marked: string, message: Wanted | readonly Wanted[], lint: Lint): void {
  const text = marked.replace(/[«»]/g, "");
  const found = lint(text);
  assert.equal(mark(text, found), marked, found.map((finding) => finding.message).join("\n"));
  assert.notEqual(found.length, 0, "Mark what is to be found with « and ».");
  found.forEach((finding, index) => {
    const wanted = isOne(message) ? message : message[index];
    if (typeof wanted === "string") assert.equal(finding.message, wanted);
    else assert.match(finding.message, wanted ?? /^$/);
  });
}

function isOne(message: Wanted | readonly Wanted[]): message is Wanted {
  return typeof message === "string" || message instanceof RegExp;
}

function checkRelated(marked: string, message: string, lint: Lint): void {
  const [first] = lint(marked.replace(/[‹›]/g, ""));
  const related = first?.related?.map(({ span, message: said }) => {
    const text = marked.replace(/[‹›]/g, "");
    return `${text.slice(0, span.start)}‹${text.slice(span.start, span.end)}›${text.slice(span.end)}: ${said}`;
  });
  assert.deepEqual(related, [`${marked}: ${message}`]);
}

function checkFix(
  before: string,
  after: string,
  wanted: { readonly title: string; readonly safe: boolean },
  lint: Lint,
): void {
  const found = lint(before);
  const fix = found[0]?.fix;
  assert.ok(fix, "There is no fix.");
  assert.equal(applyEdits(before, fix.edits), after);
  assert.deepEqual({ title: fix.title, safe: fix.safe }, wanted);
  assert.equal(lint(after).length, found.length - 1, "The finding is still there, or others went with it.");
}

/** The text with marks around findings. */
function mark(text: string, found: readonly Finding[]): string {
  const marks = found.flatMap(({ span: { start, end } }) => [
    { at: start, order: 1, sign: "«" },
    // What begins where another ends stands behind it; what is empty stands between its own marks.
    { at: end, order: start === end ? 2 : 0, sign: "»" },
  ]);
  return marks
    .sort((a, b) => b.at - a.at || b.order - a.order)
    .reduce((marked, { at, sign }) => marked.slice(0, at) + sign + marked.slice(at), text);
}

/** A policy document with `xml` in its inbound section. */
export const inbound = (xml: string): string => `<policies><inbound>${xml}</inbound></policies>`;

/** A policy document with `xml` in its outbound section. */
export const outbound = (xml: string): string => `<policies><outbound>${xml}</outbound></policies>`;

/** A fragment that holds `xml`. */
export const fragment = (xml: string): string => `<fragment>${xml}</fragment>`;

/** `xml` in a branch of a branch. */
export const nested = (xml: string): string =>
  `<choose><when condition="@(true)"><choose><otherwise>${xml}</otherwise></choose></when></choose>`;

/** A `validate-jwt` with attributes and content. */
export const jwt = (attributes: string, content = ""): string =>
  inbound(`<validate-jwt ${attributes}>${content}</validate-jwt>`);

/** A `validate-jwt` that looks into the usual header. */
export const jwtOf = (content: string): string => jwt('header-name="Authorization"', content);

/** Discovery at `host`, of Auth0's example tenant if none is given. */
export const discovery = (host = "shop.eu.auth0.com"): string =>
  `<openid-config url="https://${host}/.well-known/openid-configuration" />`;

/** A list of audiences; in {@link connected} the APIs of the example tenant are called `orders` and `legacy`. */
export const audiences = (...names: readonly string[]): string =>
  `<audiences>${names.map((name) => `<audience>${name}</audience>`).join("")}</audiences>`;

/** A list of issuers. */
export const issuers = (...names: readonly string[]): string =>
  `<issuers>${names.map((name) => `<issuer>${name}</issuer>`).join("")}</issuers>`;

/** Signing keys, each written out. */
export const keys = (...elements: readonly string[]): string =>
  `<issuer-signing-keys>${elements.join("")}</issuer-signing-keys>`;

/** A required claim with attributes and values. */
export const claim = (attributes: string, ...values: readonly string[]): string =>
  `<required-claims><claim ${attributes}>${values.map((value) => `<value>${value}</value>`).join("")}</claim></required-claims>`;

/** The identifier of an API that signs by RS256, in the RFC 9068 dialect with permissions. */
export const orders = "https://api.shop.example/orders";

/** The identifier of an API that signs by HS256, in Auth0's own dialect without permissions. */
export const legacy = "https://api.shop.example/legacy";

/** The identifier of an API of which nothing else could be read. */
export const unread = "https://api.shop.example/unread";

/** With the example tenant and instance connected. */
export const connected: LintOptions = { live };

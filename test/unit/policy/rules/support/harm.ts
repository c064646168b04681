import assert from "node:assert/strict";
import { applyEdits } from "../../../../../src/core/edit.ts";
import type { Span } from "../../../../../src/core/span.ts";
import { parsePolicy } from "../../../../../src/policy/index.ts";
import { type Finding, fixAll, lint } from "../../../../../src/policy/rules/index.ts";
import type { HarmedText, Pin } from "./harmed-texts.ts";
import type { Treasure } from "./treasures.ts";

/** How much there was to do. */
export interface Work {
  readonly fixed: number;
  readonly leftOut: number;
}

/**
 * Asserts that fixing all harms nothing, by what can be seen of the two texts and by what is known of how the first was
 * made; nothing here asks the engine why it did what it did.
 */
export function checkHarmless({ text, treasures, pinned, isDamaged }: HarmedText): Work {
  const document = parsePolicy(text);
  const { edits, touched, moved, fixed, leftOut } = fixAll(document);
  const after = applyEdits(text, edits);
  checkTreasures(text, after, treasures, touched);
  checkOffers(text, treasures, lint(document));
  if (!isDamaged) for (const pin of pinned) checkPin(pin, { text, after, touched, moved });
  checkRemovals(text, after, touched);
  checkUntouched(text, after, touched, moved);
  const again = parsePolicy(after);
  assert.equal(fixAll(again).edits.length, 0, "a second run changes something");
  if (edits.length > 0) checkNothingNew(text, after);
  return { fixed: fixed.length, leftOut: leftOut.length };
}

/** What belongs to somebody is there as often as before, and no edit came near it. */
function checkTreasures(
  text: string,
  after: string,
  treasures: readonly Treasure[],
  touched: readonly Span[],
): void {
  for (const treasure of treasures) {
    const places = placesOf(treasure, text);
    for (const span of places) {
      const hit = touched.some((other) => meets(other, span));
      assert.ok(!hit, `a fix touched ${treasure.text}`);
    }
    assert.equal(placesOf(treasure, after).length, places.length, `lost: ${treasure.text}`);
  }
}

/** Not even a fix for a look touches a comment, a form, or a string of code that has lost its sign. */
function checkOffers(text: string, treasures: readonly Treasure[], findings: readonly Finding[]): void {
  for (const treasure of treasures) {
    if (treasure.kind === "expression" || treasure.text.startsWith("=")) continue;
    // Code in one piece is what a fix may be about that makes an expression of it.
    if (treasure.kind === "string" && !treasure.text.includes(",")) continue;
    for (const span of placesOf(treasure, text)) {
      for (const { fix, rule, span: about } of findings) {
        if (!fix || fix.moved) continue;
        // What mends broken markup is offered for a look, and has to begin somewhere.
        const isMending = fix.mends || fix.edits.every(({ newText }) => /^&(?:amp|lt);$/.test(newText));
        if (treasure.kind === "string" && (covers(about, span) || isMending)) continue;
        const hit = fix.edits.some((edit) => meets(edit.span, span));
        assert.ok(!hit, `${rule} offers to touch ${treasure.text}`);
      }
    }
  }
}

function placesOf(treasure: Treasure, text: string): Span[] {
  const places: Span[] = [];
  for (let at = text.indexOf(treasure.text); at >= 0; at = text.indexOf(treasure.text, at + 1)) {
    places.push({ start: at, end: at + treasure.text.length });
  }
  return places;
}

/** Whether an edit of `edit` changes something in `span`, or puts something into it. */
function meets(edit: Span, span: Span): boolean {
  return edit.start < span.end && span.start < edit.end;
}

function covers(outer: Span, inner: Span): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
}

interface Change {
  readonly text: string;
  readonly after: string;
  readonly touched: readonly Span[];
  readonly moved: readonly Span[];
}

/** An element with a comment or unknown neighbours is neither taken away nor moved from where these are. */
function checkPin({ span, comment, unknown }: Pin, { text, after, touched, moved }: Change): void {
  const name = text.slice(span.start, span.end);
  assert.ok(!touched.some((other) => meets(other, span)), `a fix took <${name}> away`);
  if (unknown) {
    const first = moved.some(
      (piece) =>
        /^(?:\s|<!--(?:(?!-->)[\s\S])*-->)*$/.test(text.slice(piece.start, span.start - 1)) &&
        covers(piece, span),
    );
    assert.ok(!first, `a fix moved <${name}>`);
  }
  if (!comment) return;
  const at = after.indexOf(comment.text);
  if (comment.side === "before") {
    const behind = after.slice(at + comment.text.length).trimStart();
    assert.ok(behind.startsWith(`<${name}`) || behind.startsWith("<!--"), `${comment.text} lost <${name}>`);
  } else {
    const before = after.slice(0, at).trimEnd();
    const isThere = before.endsWith(`</${name}>`) || before.endsWith("/>") || before.endsWith("-->");
    assert.ok(isThere && !after.slice(before.length, at).includes("\n"), `${comment.text} lost <${name}>`);
  }
}

const element = /<([\w-]+)(?:\s[^<>]*)?(?:\/>|>[^<>]*<\/\1>)/g;

/** What is taken away, by the looks of it, stands somewhere else; what is replaced leaves all its words. */
function checkRemovals(text: string, after: string, touched: readonly Span[]): void {
  const copies = new Map<string, number>();
  for (const span of touched) {
    const gone = text.slice(span.start, span.end);
    const rest = text.slice(0, span.start) + text.slice(span.end);
    for (const [whole, name = ""] of gone.matchAll(element)) {
      const isCopy = squeezed(rest).includes(squeezed(whole));
      copies.set(name, (copies.get(name) ?? 0) + (isCopy ? 1 : 0));
      if (!isCopy) checkWords(whole, after);
    }
    for (const [, name = "", value = ""] of gone.matchAll(/\s([\w-]+)=("[^"]*"|'[^']*')/g)) {
      const bare = value.slice(1, -1);
      const same = [value, `"${bare}"`, `'${bare}'`].map((quoted) => `${name}=${quoted}`);
      const unquoted = rest.split(/[\s>]+/).includes(`${name}=${bare}`);
      const isCopy = unquoted || same.some((one) => rest.includes(one) || after.includes(one));
      assert.ok(isCopy, `${name}=${value} is gone, and has no equal`);
    }
  }
  for (const [name, count] of copies) {
    const many = (one: string) => one.split(new RegExp(`<(?:${name}|address-range)\\b`)).length;
    assert.ok(many(after) >= many(text) - count, `a <${name}> is gone that had no equal`);
  }
}

function checkWords(whole: string, after: string): void {
  const words = whole.replace(/^<\w+>|<\/\w+>$/g, "").split(/[^\w.:]+/);
  for (const word of words.filter((one) => one.length > 2)) {
    assert.ok(after.includes(word), `${whole} is gone, and has no equal`);
  }
}

/** Without what a repair of the markup may add: white space and quotes. */
function squeezed(text: string): string {
  return text.replace(/[\s"']+/g, "");
}

/** What is outside of the touched spans is there byte for byte: in its order, or in that of the pieces that moved. */
function checkUntouched(text: string, after: string, touched: readonly Span[], moved: readonly Span[]): void {
  const cuts = [...touched, ...moved.flatMap(({ start, end }) => [edge(start), edge(end)])];
  const pieces: string[] = [];
  let start = 0;
  for (const cut of cuts.sort((a, b) => a.start - b.start || a.end - b.end)) {
    if (cut.start > start) pieces.push(text.slice(start, cut.start));
    start = Math.max(start, cut.end);
  }
  pieces.push(text.slice(start));
  let position = 0;
  for (const piece of pieces) {
    const at = after.indexOf(piece, moved.length > 0 ? 0 : position);
    assert.notEqual(at, -1, `lost: ${piece}`);
    position = at + piece.length;
  }
  const comments = (one: string) => one.split("<!--").length;
  assert.equal(comments(after), comments(text), "comments came or went");
  if (moved.length === 0) {
    assert.ok(after.startsWith(pieces[0] ?? "") && after.endsWith(pieces[pieces.length - 1] ?? ""));
  }
}

const edge = (at: number): Span => ({ start: at, end: at });

/** Fewer things are wrong, and nothing is that was not, at the places that were touched. */
function checkNothingNew(text: string, after: string): void {
  const [before, behind] = [parsePolicy(text), parsePolicy(after)];
  assert.ok(behind.problems.length <= before.problems.length, "the text is less well-formed");
  const count = countBy(lint(before).map(({ rule }) => rule));
  const now = lint(behind);
  for (const [rule, many] of countBy(now.map((finding) => finding.rule))) {
    if (many <= (count.get(rule) ?? 0)) continue;
    // What comes to light because another element was mended stands in an element that is as it was.
    const changed = now.filter(
      (found) => found.rule === rule && !plain(text).includes(plain(tagAt(after, found.span.start))),
    );
    assert.ok(changed.length <= (count.get(rule) ?? 0), `new: ${rule}`);
  }
}

/** However its signs are written: what says the same is as it was. */
function plain(text: string): string {
  return text.replaceAll("&gt;", ">").replaceAll("&amp;", "&");
}

function countBy(names: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return counts;
}

/** The tag and text around `offset`, told by signs alone. */
function tagAt(text: string, offset: number): string {
  const start = Math.max(0, text.lastIndexOf("<", offset));
  const end = text.indexOf("<", offset + 1);
  return text.slice(start, end < 0 ? text.length : end);
}

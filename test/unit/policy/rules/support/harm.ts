import assert from "node:assert/strict";
import { applyEdits } from "../../../../../src/core/edit.ts";
import type { Span } from "../../../../../src/core/span.ts";
import { parsePolicy } from "../../../../../src/policy/index.ts";
import { fixAll, lint } from "../../../../../src/policy/rules/index.ts";
import type { HarmedText } from "./harmed-texts.ts";
import type { Treasure } from "./treasures.ts";

/** How much there was to do. */
export interface Work {
  readonly fixed: number;
  readonly leftOut: number;
}

/**
 * Asserts that fixing all harms nothing, by what can be seen of the two texts alone; nothing here asks the engine why it
 * did what it did.
 */
export function checkHarmless({ text, treasures }: HarmedText): Work {
  const document = parsePolicy(text);
  const found = lint(document);
  const { edits, touched, moved, fixed, leftOut } = fixAll(document);
  const after = applyEdits(text, edits);
  const kept = treasures.flatMap((treasure) => placesOf(treasure, text));
  for (const { span, treasure } of kept) {
    const hit = touched.find((other) => meets(other, span));
    assert.equal(hit, undefined, `a fix touched ${treasure.text}`);
  }
  for (const { span, treasure } of kept.filter((each) => each.treasure.kind !== "string")) {
    for (const { fix, rule } of found) {
      if (!fix || fix.moved || treasure.kind === "expression") continue;
      const hit = fix.edits.find((edit) => meets(edit.span, span));
      assert.equal(hit, undefined, `${rule} offers to touch ${treasure.text}`);
    }
  }
  for (const treasure of treasures) {
    assert.equal(placesOf(treasure, after).length, placesOf(treasure, text).length, treasure.text);
  }
  checkUntouched(text, after, touched, moved);
  assert.equal(fixAll(parsePolicy(after)).edits.length, 0, "a second run changes something");
  checkNothingNew(text, after, touched, moved);
  return { fixed: fixed.length, leftOut: leftOut.length };
}

function placesOf(treasure: Treasure, text: string): { readonly span: Span; readonly treasure: Treasure }[] {
  const places: { readonly span: Span; readonly treasure: Treasure }[] = [];
  for (let at = text.indexOf(treasure.text); at >= 0; at = text.indexOf(treasure.text, at + 1)) {
    places.push({ span: { start: at, end: at + treasure.text.length }, treasure });
  }
  return places;
}

/** Whether an edit of `edit` changes something in `span`, or puts something into it. */
function meets(edit: Span, span: Span): boolean {
  return edit.start < span.end && span.start < edit.end;
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
  if (moved.length > 0) assert.equal(signs(after), signs(applyTo(text, after)));
  else assert.ok(after.startsWith(pieces[0] ?? "") && after.endsWith(pieces[pieces.length - 1] ?? ""));
}

const edge = (at: number): Span => ({ start: at, end: at });

/** How often elements begin: a new order neither adds nor loses one, whatever else is mended besides. */
function signs(text: string): number {
  return text.split("<!--").length;
}

function applyTo(before: string, after: string): string {
  return before.split("<!--").length === after.split("<!--").length ? after : before;
}

/** Fewer things are wrong, and nothing is that was not, at the places that were touched. */
function checkNothingNew(
  text: string,
  after: string,
  touched: readonly Span[],
  moved: readonly Span[],
): void {
  if (touched.length + moved.length === 0) return;
  const [before, behind] = [parsePolicy(text), parsePolicy(after)];
  assert.ok(behind.problems.length <= before.problems.length, "the text is less well-formed");
  const count = countBy(lint(before).map(({ rule }) => rule));
  const now = lint(behind);
  for (const [rule, many] of countBy(now.map((finding) => finding.rule))) {
    if (many <= (count.get(rule) ?? 0)) continue;
    // What comes to light because another element was mended stands in an element that is as it was.
    const inChanged = now.filter(
      (finding) => finding.rule === rule && !text.includes(tagAt(after, finding.span.start)),
    );
    assert.ok(inChanged.length <= (count.get(rule) ?? 0), `new: ${rule}`);
  }
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

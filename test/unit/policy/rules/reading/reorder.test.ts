import assert from "node:assert/strict";
import { applyEdits } from "../../../../../src/core/edit.ts";
import { parsePolicy } from "../../../../../src/policy/index.ts";
import { reorder } from "../../../../../src/policy/rules/reading/reorder.ts";

/** The content of an element after its children `a`, `b`, `c` were put in order; a star when somebody has to look. */
function ordered(content: string): string {
  const document = parsePolicy(`<r>${content}</r>`);
  assert.ok(document.root);
  const { edits, safe, moved } = reorder("Do it", document.root, document.text, ({ name }) => {
    const rank = "abc".indexOf(name);
    return rank < 0 ? undefined : rank;
  });
  assert.ok(moved);
  return applyEdits(document.text, edits).slice(3, -4) + (safe ? "" : "*");
}

suite("children that are put in order", () => {
  const cases: readonly (readonly [string, string, string])[] = [
    ["change places", "<b/><a/>", "<a/><b/>"],
    [
      "of one kind keep theirs",
      "<b x='1'/><a x='1'/><b x='2'/><a x='2'/>",
      "<a x='1'/><a x='2'/><b x='1'/><b x='2'/>",
    ],
    ["keep what they hold", "<b> <c/> </b><a>x</a>", "<a>x</a><b> <c/> </b>"],
    ["take the line end and indentation before them along", "\n  <b/>\n  <a/>\n", "\n  <a/>\n  <b/>\n"],
    ["take Windows line ends along", "\r\n\t<b/>\r\n\t<a/>\r\n", "\r\n\t<a/>\r\n\t<b/>\r\n"],
    [
      "take the comments before them along",
      "\n<!-- b -->\n<!-- bb --><b/>\n\n<!-- a -->\n\n<a/>\n",
      "\n\n<!-- a -->\n\n<a/>\n<!-- b -->\n<!-- bb --><b/>\n",
    ],
    [
      "take the comments behind them along",
      "\n<b/> <!-- b -->\n<a/><!-- a -->\n",
      "\n<a/><!-- a -->\n<b/> <!-- b -->\n",
    ],
    [
      "take both along",
      "\n<!-- b1 -->\n<b/> <!-- b2 --> <!-- b3 -->\n<!-- a1 -->\n<a/> <!-- a2 -->\n<!-- end -->",
      "\n<!-- a1 -->\n<a/> <!-- a2 -->\n<!-- b1 -->\n<b/> <!-- b2 --> <!-- b3 -->\n<!-- end -->",
    ],
    [
      "take a comment of several lines along that begins on their line",
      "\n<b/> <!-- b\n b -->\n<a/>\n",
      "\n<a/>\n<b/> <!-- b\n b -->\n",
    ],
    [
      "leave a comment behind the start tag where it is",
      " <!-- r -->\n<b/>\n<a/>",
      " <!-- r -->\n<a/>\n<b/>",
    ],
    ["leave comments behind the last where they are", "<b/>\n<a/>\n<!-- r -->\n", "\n<a/><b/>\n<!-- r -->\n"],
    [
      "take a comment along that may be of either, for a look",
      "<b/> <!-- ? --> <a/>",
      " <!-- ? --> <a/><b/>*",
    ],
    [
      "take one along that another element follows on its last line, for a look",
      "<b/> <!-- \n --> <a/>",
      " <!-- \n --> <a/><b/>*",
    ],
    ["keep a stranger behind its neighbour, for a look", "<b/><x/><a/>", "<a/><b/><x/>*"],
    ["keep a stranger at the head, for a look", "<x/><b/><a/>", "<x/><a/><b/>*"],
    ["are three", "<c/><b/><a/>", "<a/><b/><c/>"],
  ];
  for (const [title, before, after] of cases) test(title, () => assert.equal(ordered(before), after));
});

import assert from "node:assert/strict";
import { parsePolicy } from "../../../../../src/policy/index.ts";
import { areEqual, areSame } from "../../../../../src/policy/rules/engine/equal-elements.ts";

function compare(first: string, second: string): boolean {
  const document = parsePolicy(`<fragment>${first}${second}</fragment>`);
  const [a, b] = document.root?.children ?? [];
  assert.ok(a?.kind === "element" && b?.kind === "element");
  return areEqual(a, b, document.text);
}

suite("two elements say the same", () => {
  const equal: readonly (readonly [string, string, string])[] = [
    ["when they are written alike", "<a />", "<a />"],
    ["with other white space in their tags", '<a b="1" />', '<a  b="1"/>'],
    ["with their attributes in another order", '<a b="1" c="2" />', '<a c="2" b="1" />'],
    ["with the other quotes", '<a b="1" />', "<a b='1' />"],
    ["with other white space around their text", "<a>b</a>", "<a>\n  b\n</a>"],
    ["with other white space between their children", "<a><b /><c>d</c></a>", "<a>\n<b />\n<c>d</c>\n</a>"],
    ["with the same expression", "<a>@(1)</a>", "<a>@(1)</a>"],
    ["with the same comment", "<a><!-- b --></a>", "<a> <!-- b --> </a>"],
    ["without content, in either form", "<a />", "<a></a>"],
  ];
  for (const [title, first, second] of equal) test(title, () => assert.equal(compare(first, second), true));
});

suite("two elements do not say the same", () => {
  const other: readonly (readonly [string, string, string])[] = [
    ["with other names", "<a />", "<b />"],
    ["with other values", '<a b="1" />', '<a b="2" />'],
    ["with white space in a value", '<a b="1" />', '<a b="1 " />'],
    ["with an attribute more", '<a b="1" />', '<a b="1" c="2" />'],
    ["with an attribute of another name", '<a b="1" />', '<a c="1" />'],
    ["with white space within their text", "<a>b c</a>", "<a>b  c</a>"],
    ["with other text", "<a>b</a>", "<a>c</a>"],
    ["with their children in another order", "<a><b /><c /></a>", "<a><c /><b /></a>"],
    ["with a child more", "<a><b /></a>", "<a><b /><b /></a>"],
    ["with text beside a child", "<a><b /></a>", "<a><b />c</a>"],
    ["with text where the other has an expression", "<a>@(1)</a>", "<a>1</a>"],
    ["with a comment more", "<a>b</a>", "<a>b<!-- c --></a>"],
    ["with another comment", "<a><!-- b --></a>", "<a><!-- c --></a>"],
    ["with letters of another case", "<a>b</a>", "<a>B</a>"],
    ["with another expression", "<a>@(1)</a>", "<a>@(2)</a>"],
    ["deep within", "<a><b><c>1</c></b></a>", "<a><b><c>2</c></b></a>"],
  ];
  for (const [title, first, second] of other) test(title, () => assert.equal(compare(first, second), false));
});

test("an attribute without a value differs from one with an empty one", () => {
  const [a] = parsePolicy('<fragment b b="" c="" />').elements();
  const [bare, empty, other] = a?.attributes ?? [];
  assert.ok(bare && empty && other);
  assert.equal(areSame(bare, empty), false);
  assert.equal(areSame(empty, other), false);
  assert.equal(areSame(empty, empty), true);
});

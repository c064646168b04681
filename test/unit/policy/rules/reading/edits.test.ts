import assert from "node:assert/strict";
import { applyEdits, type TextEdit } from "../../../../../src/core/edit.ts";
import { parsePolicy } from "../../../../../src/policy/index.ts";
import {
  addAttribute,
  changeTo,
  removeAttribute,
  removeElement,
  renameElement,
  setContent,
  setValue,
} from "../../../../../src/policy/rules/reading/edits.ts";
import type { AttributeNode, ElementNode } from "../../../../../src/policy/syntax/nodes.ts";

/** What `edits` make of the first element called `a` in `text`. */
function edited(text: string, edits: (element: ElementNode) => readonly TextEdit[]): string {
  const [element] = parsePolicy(text).elements("a");
  assert.ok(element);
  return applyEdits(text, edits(element));
}

/** What `edits` make of the first attribute called `b` of the first element called `a`. */
function editedAttribute(text: string, edits: (attribute: AttributeNode) => readonly TextEdit[]): string {
  return edited(text, (element) => {
    const attribute = element.attributes.find(({ name }) => name === "b");
    assert.ok(attribute);
    return edits(attribute);
  });
}

suite("edits of a fix", () => {
  test("an element is renamed in both tags", () => {
    assert.equal(
      edited("<a c='1'>x</a >", (element) => renameElement(element, "d")),
      "<d c='1'>x</d >",
    );
    assert.equal(
      edited("<a/>", (element) => renameElement(element, "d")),
      "<d/>",
    );
    assert.equal(
      edited("<a>x", (element) => renameElement(element, "d")),
      "<d>x",
    );
  });

  test("a value is put between the quotes that are there, escaped", () => {
    const set = (value: string) => (attribute: AttributeNode) => setValue(attribute, value);
    assert.equal(editedAttribute("<a b='1' />", set("2")), "<a b='2' />");
    assert.equal(editedAttribute("<a b='1' />", set('it\'s "2"')), "<a b='it&apos;s &quot;2&quot;' />");
    assert.equal(editedAttribute('<a b="1" />', set("it's 2")), '<a b="it&apos;s 2" />');
    assert.equal(editedAttribute('<a b="" />', set('<"&">')), '<a b="&lt;&quot;&amp;&quot;&gt;" />');
    assert.equal(editedAttribute("<a b=1 />", set("2")), "<a b=2 />");
    assert.equal(editedAttribute("<a b />", set("2")), "<a b />");
  });

  test("an attribute is added behind the last, escaped", () => {
    const add = (element: ElementNode) => addAttribute(element, "d", 'e"&');
    assert.equal(edited("<a/>", add), '<a d="e&quot;&amp;"/>');
    assert.equal(edited("<a b='1'\n>", add), "<a b='1' d=\"e&quot;&amp;\"\n>");
  });

  test("an attribute goes with the space before it", () => {
    const text = "<a c='1'\r\n\tb='2' d='3' />";
    assert.equal(
      editedAttribute(text, (attribute) => removeAttribute(attribute, text)),
      "<a c='1' d='3' />",
    );
  });

  test("an element goes with the space before it, not with what stands behind", () => {
    const text = "<r>x\r\n  <a><b/></a> y</r>";
    assert.equal(
      edited(text, (element) => removeElement(element, text)),
      "<r>x y</r>",
    );
  });

  test("content is replaced, and an element that closes itself is opened for it", () => {
    const set = (element: ElementNode) => setContent(element, "x<y");
    assert.equal(edited("<a><!-- b -->c</a>", set), "<a>x&lt;y</a>");
    assert.equal(edited("<a b='1'/>", set), "<a b='1'>x&lt;y</a>");
  });

  test("a change needs something to change to", () => {
    assert.equal(
      changeTo(undefined, () => []),
      undefined,
    );
    assert.deepEqual(
      changeTo("x", () => []),
      { title: 'Change to "x"', edits: [], safe: false },
    );
    assert.equal(changeTo("x", () => [], true)?.safe, true);
  });
});

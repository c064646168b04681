import assert from "node:assert/strict";
import { parsePolicy } from "../../../../../src/policy/index.ts";
import { VariantText } from "../../../../../src/policy/rules/engine/variant-text.ts";
import { variantsOf } from "../../../../../src/policy/rules/engine/variants.ts";

const textsOf = (text: string) =>
  (variantsOf(parsePolicy(text))?.texts ?? []).map((variant) => variant.text).sort();

suite("what a deployment tool may make of a document", () => {
  test("nothing but the document itself without directives", () => {
    assert.equal(variantsOf(parsePolicy('<a b="${x}">{{y}}</a>')), undefined);
  });

  test("either of two branches", () => {
    assert.deepEqual(textsOf("<a>%{ if x }<b/>%{ else }<c/>%{ endif }</a>"), ["<a><b/></a>", "<a><c/></a>"]);
  });

  test("one branch, or none when there is no other", () => {
    assert.deepEqual(textsOf("<a>{% if x %}<b/>{% endif %}</a>"), ["<a></a>", "<a><b/></a>"]);
    assert.deepEqual(textsOf("<a>{{ range .x }}<b/>{{ end }}</a>"), ["<a></a>", "<a><b/></a>"]);
    assert.deepEqual(textsOf("<a><% if x %><b/><% elsif y %><c/><% end %></a>"), [
      "<a></a>",
      "<a><b/></a>",
      "<a><c/></a>",
    ]);
  });

  test("a start tag with either attribute, and either start tag of one element", () => {
    assert.deepEqual(textsOf('<a %{ if x }b="1"%{ else }b="2"%{ endif }/>'), ['<a b="1"/>', '<a b="2"/>']);
    assert.deepEqual(textsOf('%{ if x }<a b="1">%{ else }<a b="2">%{ endif }c</a>'), [
      '<a b="1">c</a>',
      '<a b="2">c</a>',
    ]);
  });

  test("any branch of two blocks, each with several of the other", () => {
    const texts = textsOf("<a>%{ if x }1%{ else }2%{ endif }%{ if y }3%{ else }4%{ endif }</a>");
    assert.deepEqual(texts, ["<a>13</a>", "<a>14</a>", "<a>23</a>", "<a>24</a>"]);
  });

  test("a block within a branch, with all that stands beside it", () => {
    const inner = "{% if y %}<b/>{% else %}<c/>{% endif %}";
    assert.deepEqual(textsOf(`<a>{% if x %}${inner}{% else %}<d/>{% endif %}</a>`), [
      "<a><b/></a>",
      "<a><c/></a>",
      "<a><d/></a>",
    ]);
  });

  test("a loop over text is a value that nobody knows", () => {
    assert.equal(textsOf("<a>%{ for x in y }${x},%{ endfor }</a>").length, 1);
    assert.match(textsOf("<a>%{ for x in y }${x},%{ endfor }</a>")[0] ?? "", /for/);
  });

  test("comments and assignments of the tool are nothing", () => {
    assert.deepEqual(textsOf("{# a #}<a>{% set b = 1 %}<%# <c/> %></a>{{/* d */}}"), ["<a></a>"]);
  });

  test("what begins and has no end may reach to the end, what ends without beginning may begin with the text", () => {
    assert.deepEqual(textsOf("<a/>%{ if x }<b/>"), ["<a/>", "<a/><b/>"]);
    assert.deepEqual(textsOf("<a/>%{ endif }<b/>"), ["<a/><b/>", "<b/>"]);
  });

  test("directives in a comment that belong to nothing are nobody's", () => {
    assert.deepEqual(textsOf("<!-- %{ if x } --><a/>"), ["<!--  --><a/>"]);
    assert.deepEqual(textsOf("<!-- %{ endif } --><a/>"), []);
  });

  test("a named value called end is one unless something is open", () => {
    assert.equal(variantsOf(parsePolicy("<a>{{end}}{{else}}</a>")), undefined);
    assert.deepEqual(textsOf("<a>{{if .x}}1{{else}}2{{end}}</a>"), ["<a>1</a>", "<a>2</a>"]);
  });

  test("a document that would need too many texts is said to have too few", () => {
    const nested = (depth: number): string =>
      depth === 0 ? "<b/>" : `%{ if x }${nested(depth - 1)}%{ else }<c/>%{ endif }`;
    assert.equal(variantsOf(parsePolicy(`<a>${nested(3)}</a>`))?.complete, true);
    const many = variantsOf(parsePolicy(`<a>${nested(200)}</a>`));
    assert.equal(many?.complete, false);
    assert.equal(many?.texts.length, 128);
  });

  test("so many blocks beside each other are few texts", () => {
    const blocks = "%{ if x }<b/>%{ else }<c/>%{ endif }".repeat(1000);
    const variants = variantsOf(parsePolicy(`<a>${blocks}</a>`));
    assert.equal(variants?.complete, true);
    assert.ok((variants?.texts.length ?? 0) <= 42);
  });
});

suite("the way back from a variant", () => {
  const source = "ab[cd]ef[gh]ij";
  const variant = new VariantText(source, [
    { start: 2, end: 6 },
    { start: 8, end: 12 },
  ]);

  test("has the text without what was cut", () => assert.equal(variant.text, "abefij"));

  test("leads to the same letters", () => {
    for (let at = 0; at < variant.text.length; at += 1) {
      const { start, end } = variant.toSource({ start: at, end: at + 1 });
      assert.equal(source.slice(start, end), variant.text[at]);
    }
    assert.deepEqual(variant.toSource({ start: 0, end: 6 }), { start: 0, end: source.length });
    assert.deepEqual(variant.toSource({ start: 1, end: 3 }), { start: 1, end: 7 });
  });

  test("knows what it shows", () => {
    const shown = [...source].filter((_, at) => variant.shows(at)).join("");
    assert.equal(shown, variant.text);
  });
});

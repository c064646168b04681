import assert from "node:assert/strict";
import { parsePolicy } from "../../../../../src/policy/index.ts";
import { Health } from "../../../../../src/policy/rules/engine/health.ts";

/** Whether what stands around the element `x` of a text can be relied on. */
function isSound(text: string): boolean {
  const document = parsePolicy(text);
  const [x] = document.elements("x");
  assert.ok(x, "There is no <x>.");
  return new Health(document).isSound(x);
}

const inbound = (xml: string, behind = "") => `<policies><inbound>${xml}</inbound>${behind}</policies>`;

suite("what stands around an element can be relied on", () => {
  const sound: Readonly<Record<string, string>> = {
    "when all is well": inbound("<x />"),
    "when an entity is wrong": inbound("<x />a & b"),
    "when a character is none": inbound("<x /><a>&#1;</a>"),
    "when an attribute is given twice": inbound('<x /><a b="1" b="2" />'),
    "when a space is missing between attributes": inbound('<x /><a b="1"c="2" />'),
    "when a plain value has no quotes": inbound("<x /><a b=1 />"),
    "when a comment holds two hyphens": inbound("<x /><!-- a -- b -->"),
    "when an expression is empty": inbound('<x /><a b="@()" />'),
    "when a section behind it is broken": inbound("<x />", "<outbound><a =/></outbound>"),
    "when a section before it is broken": `<policies><backend><a =/></backend><inbound><x /></inbound></policies>`,
    "when there are several roots": `${inbound("<x />")}<policies />`,
    "when text stands beside the root": `a${inbound("<x />")}`,
    "in a whole fragment": "<fragment><x /></fragment>",
    "in a fragment with light faults": "<fragment><x />a & b</fragment>",
  };
  for (const [title, text] of Object.entries(sound)) {
    test(title, () => assert.equal(isSound(text), true));
  }
});

suite("what stands around an element cannot be relied on", () => {
  const unsound: Readonly<Record<string, string>> = {
    "when an attribute of its section has no value": inbound("<x /><a b /><c />"),
    "when a value that is no plain one has no quotes": inbound('<x /><a b=c"d />'),
    "when a tag of its section lacks its end": inbound("<x /><a <b />"),
    "when an element of its section has no end": inbound("<x /><a>"),
    "when an element of its section ends otherwise": inbound("<x /><a></b>"),
    "when an expression of its section has no end": inbound('<x /><a b="@(c" />'),
    "when a comment has no end": "<policies><inbound><x /><!-- a</inbound></policies>",
    "when its own tag is broken": inbound("<x =/>"),
    "when its section has no end": "<policies><inbound><x /></policies>",
    "when another section has no end": "<policies><inbound><x /></inbound><outbound></policies>",
    "when the root has no end": "<policies><inbound><x /></inbound>",
    "when the root's tag is broken": "<policies =><inbound><x /></inbound></policies>",
    "when something ends between the sections": inbound("<x />", "</a>"),
    "when anything in a fragment is broken": "<fragment><x /><a =/></fragment>",
    "when code stands beside it": inbound('a="b("<x />")" />'),
    "when code stands beside what is around it": inbound('<a><x /></a>c("")'),
    "when a sign stands alone": inbound("<x /><a>1 < 2</a>"),
  };
  for (const [title, text] of Object.entries(unsound)) {
    test(title, () => assert.equal(isSound(text), false));
  }
});

suite("problems in a span", () => {
  const text = inbound('<a b=1 c=2 d="x" />');
  const document = parsePolicy(text);
  const health = new Health(document);
  const [first, second] = document.problems;
  const tag = document.elements("a")[0]?.startTagSpan;
  assert.ok(first && second && tag);

  test("are found where they are reported, and only there", () => {
    assert.equal(health.at(first.span)?.code, "unquoted-attribute-value");
    assert.equal(health.at({ start: first.span.start, end: first.span.end + 1 }), undefined);
    assert.equal(health.at({ start: 0, end: 1 }), undefined);
  });

  test("are others than one's own", () => {
    assert.equal(health.hasProblem(tag, first.span), true);
    assert.equal(health.hasProblem({ start: tag.start, end: second.span.start }, first.span), false);
    assert.equal(health.hasProblem({ start: second.span.end, end: tag.end }, first.span), false);
  });

  test("tear nothing when they are light", () => assert.equal(health.isTorn(tag), false));

  test("tear what they are in when they are grave, but for one's own", () => {
    const torn = parsePolicy(inbound("<a b= />"));
    const span = torn.elements("a")[0]?.startTagSpan;
    const [problem] = torn.problems;
    assert.ok(span && problem);
    assert.equal(new Health(torn).isTorn(span), true);
    assert.equal(new Health(torn).isTorn(span, problem.span), false);
  });
});

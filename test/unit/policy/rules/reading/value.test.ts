import assert from "node:assert/strict";
import { parsePolicy } from "../../../../../src/policy/index.ts";
import { isOff, isOn } from "../../../../../src/policy/rules/reading/switch.ts";
import { listNames, listQuoted } from "../../../../../src/policy/rules/reading/wording.ts";
import { isFilledLater } from "../../../../../src/policy/syntax/filled-later.ts";
import { attributeValue, elementValue } from "../../../../../src/policy/syntax/value.ts";

/** The root of `text`, or a failure that says there is none. */
function rootOf(text: string) {
  const { root } = parsePolicy(text);
  assert.ok(root, `No element in ${text}.`);
  return root;
}

suite("the text of an element", () => {
  const readings: readonly (readonly [text: string, value: string, literal: boolean])[] = [
    ["<a>b</a>", "b", true],
    ["<a>\r\n  b c\t</a>", "b c", true],
    ["<a>b &amp; c</a>", "b & c", true],
    ["<a></a>", "", true],
    ["<a />", "", true],
    ["<a><!-- b --></a>", "", true],
    ["<a>b<!-- c -->d</a>", "bd", true],
    ["<a><![CDATA[b &amp; c]]></a>", "b &amp; c", true],
    ["<a>@(1)</a>", "@(1)", false],
    ["<a>b @(1)</a>", "b @(1)", false],
    ["<a>{{b}}</a>", "{{b}}", false],
    ["<a>b<!-- c -->{{d}}</a>", "b{{d}}", false],
    ["<a>#{b}#</a>", "#{b}#", false],
    ["<a>B_C</a>", "B_C", false],
    ["<a>b_c</a>", "b_c", true],
  ];
  for (const [text, value, literal] of readings) {
    test(`${JSON.stringify(text)} says ${JSON.stringify(value)}`, () => {
      const read = elementValue(rootOf(text), text);
      assert.deepEqual({ text: read.text, literal: read.literal }, { text: value, literal });
    });
  }

  test("stands where it is written, without the space around it", () => {
    const text = "<a>\r\n  b c\t</a>";
    const { start, end } = elementValue(rootOf(text), text).span;
    assert.equal(text.slice(start, end), "b c");
  });

  test("stands for the whole content when it is empty", () => {
    const text = "<a>  </a>";
    const { start, end } = elementValue(rootOf(text), text).span;
    assert.equal(text.slice(start, end), "  ");
  });
});

suite("the value of an attribute", () => {
  const readings: readonly (readonly [text: string, value: string | undefined, literal?: boolean])[] = [
    ['<a b="c" />', "c", true],
    ["<a b=' c ' />", "c", true],
    ['<a b="&quot;c&#34;" />', '"c"', true],
    ['<a b="" />', "", true],
    ['<a b="@(1)" />', "@(1)", false],
    ['<a b="c@{d}" />', "c@{d}", false],
    ['<a b="c@d" />', "c@d", true],
    ["<a b />", undefined],
    ["<a />", undefined],
  ];
  for (const [text, value, literal] of readings) {
    test(`of ${text} is ${value === undefined ? "not there" : JSON.stringify(value)}`, () => {
      const read = attributeValue(rootOf(text).attributes[0]);
      assert.equal(read?.text, value);
      assert.equal(read?.literal, literal);
    });
  }
});

suite("switches", () => {
  const read = (value: string) => rootOf(`<a b="${value}" />`).attributes[0];

  for (const on of ["true", "TRUE", " 1 "])
    test(`"${on}" is on`, () => assert.ok(isOn(read(on)) && !isOff(read(on))));
  for (const off of ["false", "False", "0\t"]) {
    test(`"${off}" is off`, () => assert.ok(isOff(read(off)) && !isOn(read(off))));
  }
  for (const neither of ["", "yes", "01", "{{flag}}", "@(true)", "truefalse"]) {
    test(`"${neither}" is neither`, () => assert.ok(!isOn(read(neither)) && !isOff(read(neither))));
  }
  test("what is not given is neither", () => assert.ok(!isOn(undefined) && !isOff(undefined)));
});

suite("what may be filled in later", () => {
  const isFilled = (content: string) => {
    const text = `<a>${content}</a>`;
    return isFilledLater(rootOf(text), text);
  };
  for (const content of [
    "{{b}}",
    "\n #{B}#\n",
    '<include-fragment fragment-id="b" />',
    "<c />{{b}}",
    "__b__",
  ]) {
    test(`by ${JSON.stringify(content)}`, () => assert.ok(isFilled(content)));
  }
  for (const content of [
    "",
    "b",
    "<c>{{b}}</c>",
    '<c d="{{b}}" />',
    "<!-- {{b}} -->",
    "<c><include-fragment /></c>",
  ]) {
    test(`not by ${JSON.stringify(content)}`, () => assert.ok(!isFilled(content)));
  }
});

suite("names in a sentence", () => {
  test("of none, one, two and three", () => {
    assert.deepEqual(
      [[], ["a"], ["a", "b"], ["a", "b", "c"]].map((names) => listNames(names)),
      ["", "a", "a and b", "a, b and c"],
    );
  });
  test("in quotes, with the last word that is asked for", () => {
    assert.equal(listQuoted(["a", "b", "c"]), '"a", "b" or "c"');
    assert.equal(listQuoted(["a", "b"], "and"), '"a" and "b"');
  });
});

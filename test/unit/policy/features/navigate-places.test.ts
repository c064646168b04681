import assert from "node:assert/strict";
import { type Span, slice } from "../../../../src/core/span.ts";
import {
  documentLinks,
  fragmentReferences,
  linkedEditing,
  matchingTag,
} from "../../../../src/policy/features/navigate/index.ts";
import { type PolicyDocument, parsePolicy } from "../../../../src/policy/syntax/index.ts";
import { readMarked } from "../../../support/marked-text.ts";

suite("links end where the address ends", () => {
  const links = (text: string) =>
    documentLinks(parsePolicy(text)).map(({ span, target }) => {
      const covered = slice(text, span);
      return covered === target ? target : `${covered} -> ${target}`;
    });
  const A = "https://a.example";
  const B = "https://b.example";
  const examples: readonly (readonly [text: string, links: readonly string[]])[] = [
    [`<!-- see ${A}. -->`, [A]],
    [`<!-- ${A}/x, and ${B} -->`, [`${A}/x`, B]],
    [`<!-- ${A}/x; ${B}: -->`, [`${A}/x`, B]],
    [`<!-- (${A}/x) -->`, [`${A}/x`]],
    [`<!-- (${A}/x). -->`, [`${A}/x`]],
    [`<!-- ${A}/x(y) -->`, [`${A}/x(y)`]],
    [`<!-- (see ${A}/x_(y)). -->`, [`${A}/x_(y)`]],
    [`<!-- really ${A}/?a=b! really? -->`, [`${A}/?a=b`]],
    [`<!-- <${A}> -->`, [A]],
    [`<!-- [${A}/x] -->`, [`${A}/x`]],
    [`<!-- \`${A}\` **${A}** -->`, [A, A]],
    [`<a>${A}/*</a>`, [`${A}/`]],
    [`<a>${A},${B}</a>`, [A, B]],
    [`<a>${A};${B}</a>`, [A, B]],
    [`<a>${A} ${B}</a>`, [A, B]],
    [`<a>${A}&#10;</a>`, [A]],
    [`<a>&lt;${A}&gt;</a>`, [A]],
    [`<a u="${A}/?a=1&amp;b=2"/>`, [`${A}/?a=1&amp;b=2 -> ${A}/?a=1&b=2`]],
    [`<a u='${A}/é'/>`, [`${A}/é`]],
    [`<a u=${A}>`, [A]],
    [`<a><![CDATA[${A}/?a=1&b=2]]></a>`, [`${A}/?a=1&b=2`]],
    [`<a>@("${A}/" + x)</a>`, [`${A}/`]],
    [`<a>@("${A}/\\n")</a>`, [`${A}/`]],
    ["<a>http://localhost:8080/x</a>", ["http://localhost:8080/x"]],
    [`<a>${A}/{id}</a>`, []],
    [`<a>${A}/{{id}}</a>`, []],
    [`<a>${A}/@(id)</a>`, []],
    [`<a>${A}/@{return 1;}</a>`, []],
    [`<a>@($"${A}/{id}")</a>`, []],
    ["<a>https://{{host}}/</a>", []],
    ["<a>https://</a>", []],
    ["<a>ftp://a.example a.example</a>", []],
    ['<a xmlns:x="http://ns.example" xmlns="http://ns.example"/>', []],
    [`<a xmlns="http://ns.example" u="${A}">${B}</a>`, [A, B]],
  ];
  for (const [text, expected] of examples) test(text, () => assert.deepEqual(links(text), expected));
});

suite("fragments that are included", () => {
  const examples: readonly (readonly [element: string, ids: readonly string[]])[] = [
    ['<include-fragment fragment-id="a"/>', ["a"]],
    ["<include-fragment fragment-id='a&amp;b'/>", ["a&b"]],
    ["<include-fragment fragment-id=a/>", ["a"]],
    ['<include-fragment id="x" fragment-id="a"></include-fragment>', ["a"]],
    ['<include-fragment fragment-id="a', ["a"]],
    ['<include-fragment fragment-id=""/>', []],
    ["<include-fragment/>", []],
    ["<include-fragment fragment-id/>", []],
    ['<include-fragment fragment-id="@(x)"/>', []],
    ['<include-fragment fragment-id="a-{{b}}"/>', []],
    ['<!-- <include-fragment fragment-id="a"/> -->', []],
    ['<![CDATA[<include-fragment fragment-id="a"/>]]>', []],
  ];
  for (const [element, ids] of examples) {
    test(element, () => {
      const found = fragmentReferences(parsePolicy(`<fragment>\n${element}\n</fragment>`));
      assert.deepEqual(
        found.map(({ id }) => id),
        ids,
      );
    });
  }
});

suite("the tags of an element", () => {
  const at = (marked: string, find: (document: PolicyDocument, offset: number) => readonly Span[]) => {
    const { text, offset } = readMarked(marked);
    const spans = find(parsePolicy(text), offset).map(({ start, end }) => ({ start, end }));
    let shown = text;
    for (const { start, end } of [...spans].sort((a, b) => b.start - a.start)) {
      shown = `${shown.slice(0, start)}[${text.slice(start, end)}]${shown.slice(end)}`;
    }
    return shown;
  };
  const both = (marked: string) => [
    at(marked, (document, offset) => [matchingTag(document, offset) ?? []].flat()),
    at(marked, (document, offset) => linkedEditing(document, offset) ?? []),
  ];
  const examples: readonly (readonly [marked: string, match: string, linked: string])[] = [
    ["<‸a></a>", "<a></[a]>", "<[a]></[a]>"],
    ["<a‸></a>", "<a></[a]>", "<[a]></[a]>"],
    ["<a></‸a>", "<[a]></a>", "<[a]></[a]>"],
    ["<a></a‸>", "<[a]></a>", "<[a]></[a]>"],
    ["<ab‸c></abc>", "<abc></[abc]>", "<[abc]></[abc]>"],
    ['<a‸ x="a">a</a>', '<a x="a">a</[a]>', '<[a] x="a">a</[a]>'],
    ["<a><a‸></a></a>", "<a><a></[a]></a>", "<a><[a]></[a]></a>"],
    ["<a>\r\n<b/></‸a\r\n>", "<[a]>\r\n<b/></a\r\n>", "<[a]>\r\n<b/></[a]\r\n>"],
    ["<a>x</a‸", "<[a]>x</a", "<[a]>x</[a]"],
    ["<vali‸></val>", "<vali></[val]>", "<vali></val>"],
    ["<a>‸</a>", "<a></a>", "<a></a>"],
    ['<a ‸x="1"></a>', '<a x="1"></a>', '<a x="1"></a>'],
    ["‸<a></a>", "<a></a>", "<a></a>"],
    ["<a></a>‸", "<a></a>", "<a></a>"],
    ["<a‸/>", "<a/>", "<a/>"],
    ["<a‸>", "<a>", "<a>"],
    ["<a><b‸></a>", "<a><b></a>", "<a><b></a>"],
    ["<a></a ‸>", "<a></a >", "<a></a >"],
    ["<a><!-- <b‸></b> --></a>", "<a><!-- <b></b> --></a>", "<a><!-- <b></b> --></a>"],
    ["‸", "", ""],
  ];
  for (const [marked, match, linked] of examples) {
    test(JSON.stringify(marked), () => assert.deepEqual(both(marked), [match, linked]));
  }
});

import assert from "node:assert/strict";
import { applyEdits } from "../../../../src/core/edit.ts";
import { slice } from "../../../../src/core/span.ts";
import { parsePolicy } from "../../../../src/policy/syntax/index.ts";
import { showTree } from "../../../support/outline-tree.ts";

/** A damaged text, the tree that it is read as, its problems, and the tree of what the repairs make of it. */
type Example = readonly [
  title: string,
  text: string,
  tree: string,
  problems: readonly string[],
  repaired?: string,
];

const missingSign: readonly Example[] = [
  [
    "before a block of code",
    '<a>\n<b\n@{ var c = "d"; return c; }\n</b>\n<e/></a>',
    'a(b!(@{ var c = "d"; return c; }) e/)',
    ["unclosed-start-tag <b"],
    'a(b(@{ var c = "d"; return c; }) e/)',
  ],
  [
    "before an expression, behind an attribute",
    '<b c="d"@(e["f"])</b>',
    'b c=d!(@(e["f"]))',
    ["unclosed-start-tag <b"],
    'b c=d(@(e["f"]))',
  ],
  ["before text", "<b>c</b>".replace(">c", "c"), 'b!("c")', ["unclosed-start-tag <b"], 'b("c")'],
  ["before words", "<b c d e</b>", 'b!("c d e")', ["unclosed-start-tag <b"], 'b("c d e")'],
  ["before an address", "<b https://c/d?e=f</b>", 'b!("https://c/d?e=f")', ["unclosed-start-tag <b"]],
  [
    "before an address that follows the name",
    "<bhttps://c/</b>",
    'b!("https://c/")',
    ["unclosed-start-tag <b"],
  ],
  [
    "before JSON",
    '<b\n{ "c": "d" }\n</b>',
    'b!("{ \\"c\\": \\"d\\" }")',
    ["unclosed-start-tag <b"],
    'b("{ \\"c\\": \\"d\\" }")',
  ],
  [
    "behind an attribute, before JSON",
    '<b c="d"\n[ 1, "e" ]</b>',
    'b c=d!("[ 1, \\"e\\" ]")',
    ["unclosed-start-tag <b"],
  ],
  ["of an empty element", "<a><b /\n<c/></a>", "a(b/ c/)", ["unclosed-start-tag <b"], "a(b/ c/)"],
  ["of an empty element before an end", "<a><b/</a>", "a(b/)", ["unclosed-start-tag <b"], "a(b/)"],
  [
    "of an element before a comment",
    "<a><b\n<!-- c --></b></a>",
    "a(b!(comment))",
    ["unclosed-start-tag <b"],
    "a(b(comment))",
  ],
  ["of a half-typed tag", "<a><b c\n<d/></a>", "a(b c!() d/)", ["unclosed-start-tag <b"]],
  [
    "of a tag that has another problem, too",
    "<a><b c=1\n<d/></b></a>",
    "a(b c=1!(d/))",
    ["unclosed-start-tag <b", "unquoted-attribute-value 1"],
  ],
];

const values: readonly Example[] = [
  ["without =", '<b c"d" e="f"/>', "b c=d e=f/", ["missing-equals c"], "b c=d e=f/"],
  [
    "without = before an expression",
    '<b c "@(d["e"])"/>',
    'b c=@(d["e"])/',
    ["missing-equals c"],
    'b c=@(d["e"])/',
  ],
  ["without opening quote", '<b c=d" e="f"/>', "b c=d e=f/", ['unquoted-attribute-value d"'], "b c=d e=f/"],
  ["of words without opening quote", '<b c=d e" f="g"/>', "b c=d e f=g/", ['unquoted-attribute-value d e"']],
  [
    "of code without opening quote",
    '<b c=@(d["e"])"/>',
    'b c=@(d["e"])/',
    ['unquoted-attribute-value @(d["e"])"'],
  ],
  [
    "of words without quotes",
    "<b c=d e f=g/>",
    "b c=d e f=g/",
    ["unquoted-attribute-value d e", "unquoted-attribute-value g"],
  ],
  [
    "with quotes of print",
    "<b c=“d” e=«f»/>",
    "b c=d e=f/",
    ["“", "”", "«", "»"].map((q) => `typographic-quote ${q}`),
    "b c=d e=f/",
  ],
  ["without name", '<b "c" d="e"/>', "b d=e/", ['missing-name "c"']],
  ["without name and quotes", '<b @(c["d"]) e="f"/>', "b e=f/", ['stray-expression @(c["d"])']],
  [
    "of code without closing quote before an attribute",
    '<b c="@(d) e="f"/>',
    "b c=@(d) e=f/",
    ['unclosed-attribute-value "'],
  ],
];

const names: readonly Example[] = [
  ["of an element", "<b\u200bc>d</b\u200bc>", 'bc("d")', ["invisible-character \u200b"], 'bc("d")'],
  ["of an attribute", '<b c\ufeffd="e"/>', "b cd=e/", ["invisible-character \ufeff"], "b cd=e/"],
  [
    "of an element once, and of another",
    "<a><b\u00adc/><b\u00adc/><\u00adb/></a>",
    "a(bc/ bc/ b/)",
    ["invisible-character \u00ad", "invisible-character \u00ad"],
  ],
  ["ended by a gap", '<b\u00a0c="d"/>', "b c=d/", ["invisible-character"], "b c=d/"],
];

const mistakenStarts: readonly Example[] = [
  ["behind text", "<a><b>c<b><d/></a>", 'a(b!("c") d/)', ["start-tag-for-end-tag <b>"], 'a(b("c") d/)'],
  [
    "behind elements, with others of the name around",
    "<a>\n<b>1</b>\n<b x='1'><c/><b>\n<b>2</b><b/></a>",
    'a(b("1") b x=1!(c/) b("2") b/)',
    ["start-tag-for-end-tag <b>"],
    'a(b("1") b x=1(c/) b("2") b/)',
  ],
  [
    "twice",
    "<a><b>1<b><b>2<b></a>",
    'a(b!("1") b!("2"))',
    ["start-tag-for-end-tag <b>", "start-tag-for-end-tag <b>"],
    'a(b("1") b("2"))',
  ],
  ["of the root", "<a><b/><a>", "a!(b/)", ["start-tag-for-end-tag <a>"], "a(b/)"],
  [
    "of a section",
    "<policies><inbound><b/><inbound><outbound/></policies>",
    "policies(inbound!(b/) outbound/)",
    ["start-tag-for-end-tag <inbound>"],
    "policies(inbound(b/) outbound/)",
  ],
  [
    "before a comment that names it",
    "<a><b>1<b><!-- </b></a> --></a>",
    'a(b!("1") comment)',
    ["start-tag-for-end-tag <b>"],
    'a(b("1") comment)',
  ],
  [
    "not where each has its end",
    "<a><b><b>1</b></b><b><b>2</b><b>3</b></b></a>",
    'a(b(b("1")) b(b("2") b("3")))',
    [],
  ],
  [
    "not where the end tag of the first is missing",
    "<a><b>1<b>2</b></a>",
    'a(b!("1" b("2")))',
    ["unclosed-element b"],
  ],
];

suite("recovery in start tags", () => {
  check("a start tag for the end tag", mistakenStarts);
  check("a > is missing", missingSign);
  check("a value", values);
  check("invisible characters in a name", names);
});

function check(name: string, examples: readonly Example[]): void {
  suite(name, () => {
    for (const [title, text, tree, expected, repaired] of examples) {
      test(title, () => {
        const document = parsePolicy(text);
        assert.equal(showTree(document), tree);
        assert.deepEqual(
          document.problems.map(({ code, span }) => `${code} ${slice(text, span)}`.trim()),
          expected.map((each) => each.trim()),
        );
        if (repaired === undefined) return;
        const repairs = document.problems.flatMap(({ repair }) => repair ?? []);
        const mended = parsePolicy(applyEdits(text, repairs));
        assert.deepEqual(mended.problems, []);
        assert.equal(showTree(mended), repaired);
      });
    }
  });
}

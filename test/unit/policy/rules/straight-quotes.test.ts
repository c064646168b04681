import assert from "node:assert/strict";
import { parsePolicy } from "../../../../src/policy/index.ts";
import { lint } from "../../../../src/policy/rules/index.ts";
import { examplesOf, inbound } from "../../../support/policy-findings.ts";

const { isSilent, offers } = examplesOf("straight-quotes");
const title = "Write straight quotes";

suite("straight-quotes", () => {
  for (const [open, close] of ["””", "“”", "„“", "»«", "«»", "‘’", "‚‘", "‹›", "″″", "＂＂", "〝〞"].map(
    (pair) => [...pair],
  )) {
    const quote = "‘‚‹".includes(open ?? "") ? "'" : '"';
    offers(
      `${open} and ${close} around values, with a space in one`,
      inbound(`<set-header name=${open}a${close} exists-action = ${open}b c${close}>`),
      inbound('<set-header name="a" exists-action = "b c">'),
      title,
    );
    offers(
      `${open} and ${close} around a string`,
      inbound(`<set-body>@(context.Variables[${open}a)]${close}] + "b${close}")</set-body>`),
      inbound(`<set-body>@(context.Variables[${quote}a)]${quote}] + "b${close}")</set-body>`),
      title,
    );
  }

  offers(
    "those of the whole document",
    '<policies>\n  <inbound>\n    <a b=“c” />\n  </inbound>\n  <outbound>\n    <d e=”f” g="@(“h”)" />\n  </outbound>\n</policies>',
    '<policies>\n  <inbound>\n    <a b="c" />\n  </inbound>\n  <outbound>\n    <d e="f" g="@("h")" />\n  </outbound>\n</policies>',
    title,
  );
  offers(
    "one of print, one straight",
    inbound('<a b=“c" d="e” f="g" />'),
    inbound('<a b="c" d="e" f="g" />'),
    title,
  );
  offers(
    "a value over several lines",
    inbound("<a b=“c\n  d”\n  e=“f”>\n</a>"),
    inbound('<a b="c\n  d"\n  e="f">\n</a>'),
    title,
  );
  offers(
    "around a condition with straight quotes in it",
    inbound('<when condition=“@(a == "b" && c["d"] == e)” />'),
    inbound('<when condition="@(a == "b" && c["d"] == e)" />'),
    title,
  );
  offers(
    "behind an expression",
    inbound('<when condition="@(a == "b")” id="c" />'),
    inbound('<when condition="@(a == "b")" id="c" />'),
    title,
  );

  isSilent("quotes of print in text", inbound("<set-body>He said “no” and ‘yes’</set-body>"));
  isSilent("within a value", inbound('<set-variable name="a" value="“b” and «c»" />'));
  isSilent(
    "within strings and comments of C#",
    inbound('<set-body>@{ // don’t\n return "“a”" + @"”"; /* ” */ }</set-body>'),
  );
  isSilent(
    "in a comment and a CDATA section",
    inbound("<!-- a=”b” --><set-body><![CDATA[a=”b”]]></set-body>"),
  );

  test("are one finding, which names the places of the others", () => {
    const [only, ...more] = lint(parsePolicy(inbound("<base /><set-variable name=”a” value=”b” />")));
    assert.deepEqual(more, []);
    assert.equal(
      only?.message,
      '"”" is a typographic quote; XML and C# know only straight ones; there are 4 of them.',
    );
    assert.equal(only.related?.length, 3);
  });
});

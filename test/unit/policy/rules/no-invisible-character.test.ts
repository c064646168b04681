import assert from "node:assert/strict";
import { parsePolicy } from "../../../../src/policy/index.ts";
import { lint } from "../../../../src/policy/rules/index.ts";
import { examplesOf, inbound } from "../../../support/policy-findings.ts";

const { finds, isSilent, offers } = examplesOf("no-invisible-character");
const zero = "\u200B";

suite("no-invisible-character", () => {
  finds(
    "beside an expression, in text",
    inbound("<set-body>«\u00A0»\n@(1)</set-body>"),
    "The invisible character U+00A0 (no-break space) stands beside the expression.",
  );
  finds(
    "in the name of an element",
    inbound(`<set-«${zero}»method>GET</set-${zero}method>`),
    "The invisible character U+200B (zero width space) stands in this name.",
  );
  finds(
    "in the name of an attribute",
    inbound(`<set-header n«\u00AD»ame="a" />`),
    /U\+00AD \(soft hyphen\) stands in this name/,
  );
  finds(
    "in each name once",
    inbound(`<set-header n«${zero}»ame="a" n${zero}ame="b" i«${zero}»d="c" />`),
    /in this name/,
  );
  finds("in an end tag", inbound(`<set-method>GET</set-«${zero}»method>`), /in this name/);
  finds("between attributes", inbound('<set-header name="a"«\u00A0»id="b"«\u3000»/>'), [
    /U\+00A0 \(no-break space\) is no white space in XML/,
    /U\+3000 \(ideographic space\)/,
  ]);
  finds("between name and attribute", inbound('<set-header«\u00A0»name="a" />'), /no white space in XML/);
  finds(
    "in the code of an expression",
    inbound(`<set-body>@(a«${zero}» + b${zero})</set-body>`),
    "The invisible character U+200B (zero width space) stands in the code, where C# knows none.",
  );
  finds(
    "at either end of a value",
    inbound(`<set-header name="«\uFEFF»a\uFEFF" />`),
    /U\+FEFF \(byte order mark\) stands beside this value/,
  );
  finds("one without a name that people know", inbound('<set-header name="«\u2066»a" />'), /U\+2066 stands/);
  finds("alone in a value", inbound(`<set-header name="«${zero}»" />`), /beside this value/);
  finds("between elements", inbound(`<base />«${zero}»\n<base />`), /beside an element/);
  finds("before the root", `<!-- a -->«${zero}»<policies />`, /beside this value|beside an element/);

  offers(
    "in both tags",
    inbound(`<set-${zero}method>GET</set-${zero}method><set-${zero}method>PUT</set-${zero}method>`),
    inbound("<set-method>GET</set-method><set-method>PUT</set-method>"),
    "Remove it",
  );
  offers(
    "a space for a gap",
    inbound('<a b="c"\u00A0d="e" />'),
    inbound('<a b="c" d="e" />'),
    "Write a space",
  );
  offers(
    "in code",
    inbound(`<set-body>@(a${zero}b + ${zero}c)</set-body>`),
    inbound("<set-body>@(ab + c)</set-body>"),
    "Remove it",
  );
  offers("at both ends", inbound(`<a b="${zero} c\u00A0" />`), inbound('<a b=" c" />'), "Remove it");

  isSilent("a byte order mark at the beginning", "\uFEFF<policies />");
  isSilent("within a text", inbound("<set-method>10\u00A0000</set-method>"));
  isSilent("within a value", inbound('<set-variable name="a" value="10\u00A0000 €" />'));
  isSilent(
    "in strings and comments of C#",
    inbound(`<set-body>@{ /* ${zero} */ return "${zero}"; }</set-body>`),
  );
  isSilent("a gap in code, which C# knows", inbound("<set-body>@(a\u00A0+ b)</set-body>"));
  isSilent("around a body", inbound(`<set-body>${zero}a</set-body>`));
  isSilent("in a comment", inbound(`<!--${zero}-->`));

  test("names are read without it, so that nothing else is wrong", () => {
    const text = inbound(
      `<base /><set-head${zero}er na${zero}me="a" exists-action="skip"><value>b</value></set-head${zero}er>`,
    );
    const document = parsePolicy(text);
    assert.deepEqual(
      lint(document).map(({ rule }) => rule),
      ["no-invisible-character", "no-invisible-character"],
    );
    const [element] = document.elements("set-header");
    assert.equal(element && text.slice(element.nameSpan.start, element.nameSpan.end), `set-head${zero}er`);
  });
});

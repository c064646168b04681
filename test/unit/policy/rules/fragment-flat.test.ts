import { examplesOf, fragment, inbound, nested } from "../../../support/policy-findings.ts";

const { finds, isSilent, offersNothing } = examplesOf("fragment-flat");

const said = "A fragment cannot include another fragment.";
const include = '<«include-fragment» fragment-id="a" />';

suite("fragment-flat", () => {
  finds("in a fragment", fragment(include), said);
  finds("in a branch of it", fragment(nested(include)), said);
  finds("within a policy of it", fragment(`<validate-jwt header-name='a'>${include}</validate-jwt>`), said);
  finds("each", fragment(`${include}\r\n<set-method>GET</set-method>${include}`), said);
  finds(
    "with a name that is filled in later: the including itself is wrong",
    fragment('<«include-fragment» fragment-id="{{a}}" />'),
    said,
  );
  finds("in a fragment that has no end yet", `<fragment>${include}`, said);
  finds("behind a comment and a declaration", `<?xml version="1.0"?><!-- a -->${fragment(include)}`, said);
  isSilent("in policies", inbound('<include-fragment fragment-id="a" />'));
  isSilent("alone, as in a snippet", '<include-fragment fragment-id="a" />');
  isSilent("in a comment", fragment('<!-- <include-fragment fragment-id="a" /> -->'));
  isSilent(
    "in CDATA and templates",
    fragment(
      '<set-body template="liquid"><include-fragment fragment-id="a" /></set-body><set-body><![CDATA[<include-fragment />]]></set-body>',
    ),
  );
  isSilent(
    "in policies that are stored as a fragment, of which document-root speaks",
    inbound('<include-fragment fragment-id="a" />'),
    { kind: "fragment" },
  );
  offersNothing("what the other fragment holds", fragment('<include-fragment fragment-id="a" />'));
});

import { examplesOf, fragment, inbound, nested } from "../../../support/policy-findings.ts";

const { finds, isSilent, offersNothing } = examplesOf("expression-not-empty");

const said = "The expression is empty.";

suite("expression-not-empty", () => {
  finds("a single one in an attribute", inbound('<set-variable name="a" value="«@()»" />'), said);
  finds(
    "a block in text, over several lines",
    inbound("<set-body>\r\n  «@{\r\n\r\n  }»\r\n</set-body>"),
    said,
  );
  finds("space inside, space around", inbound("<set-variable name='a' value=' «@(  )» ' />"), said);
  finds(
    "each of several",
    inbound(
      '<set-body>«@()»</set-body><set-method>«@{}»</set-method><set-variable name="«@()»" value="1" />',
    ),
    said,
  );
  finds("in an element that nobody knows", inbound("<what>«@()»</what>"), said);
  finds("in a fragment's branch", fragment(nested("<set-body>«@()»</set-body>")), said);
  isSilent(
    "a literal, also an empty one",
    inbound('<set-body>@("")</set-body><set-variable name="a" value="@(0)" />'),
  );
  isSilent("empty brackets within", inbound("<set-body>@(new Foo() { })</set-body>"));
  isSilent("one that is not closed, of which another rule speaks", inbound("<set-body>@(</set-body>"));
  isSilent(
    "brackets without the sign, and the sign without brackets",
    inbound("<set-body>() {} @ ()</set-body>"),
  );
  isSilent("in comments and CDATA", inbound("<!-- @() --><set-body><![CDATA[@()]]></set-body>"));
  offersNothing("which code is meant", inbound("<set-body>@()</set-body>"));
});

import { examplesOf, inbound, jwtOf, keys } from "../../../support/policy-findings.ts";

const { finds, isSilent, offersNothing } = examplesOf("expression-allowed");

const said = (name: string, element: string) =>
  `"${name}" of <${element}> takes no expression; a named value may stand here.`;

suite("expression-allowed", () => {
  finds(
    "the name of a fragment",
    inbound('<include-fragment fragment-id="«@("a" + "b")»" />'),
    said("fragment-id", "include-fragment"),
  );
  finds(
    "a variable's name, in a block of code",
    inbound('<set-variable name="«@{ return "a"; }»" value="b" />'),
    said("name", "set-variable"),
  );
  finds(
    "the expression alone, not the space around it",
    inbound("<set-variable name=' «@(\"a\")» ' value='b' />"),
    /takes no expression/,
  );
  finds(
    "escaped as XML asks for",
    inbound('<set-variable name="«@(&quot;a&quot;)»" value="b" />'),
    /takes no expression/,
  );
  finds("in parts of policies", jwtOf(keys('<key n="«@("n")»" e="«@("e")»" />')), [
    said("n", "key"),
    said("e", "key"),
  ]);
  finds(
    "each attribute",
    inbound('<mock-response status-code="«@(200)»" content-type="«@("a")»" enabled="@(true)" />'),
    [/"status-code"/, /"content-type"/],
  );
  isSilent("a named value", inbound('<set-variable name="{{name}}" value="b" />'));
  isSilent(
    "an attribute that takes expressions",
    inbound('<set-variable name="a" value="@(1)" /><set-header name="@("a")" />'),
  );
  isSilent("text that is no expression as a whole", inbound('<set-variable name="a @(b)" value="c" />'));
  isSilent("an address with an at sign", inbound('<set-variable name="me@example" value="c" />'));
  isSilent("attributes that mean nothing here", inbound('<include-fragment fragment-id="a" what="@(1)" />'));
  isSilent("in a comment", inbound('<!-- <include-fragment fragment-id="@(a)" /> -->'));
  offersNothing("which value is meant", inbound('<include-fragment fragment-id="@("a")" />'));
});

import { examplesOf, fragment, inbound, jwt, nested } from "../../../support/policy-findings.ts";

const { finds, isSilent, offers, offersNothing } = examplesOf("expression-whole-value");

const header = (value: string) => inbound(`<set-header name="a"><value>${value}</value></set-header>`);
const said = "An expression is evaluated only when it is the whole value; beside other text it is text, too.";

suite("expression-whole-value", () => {
  finds("a scheme before it", header('Bearer «@(context.Variables["token"])»'), said);
  finds("something behind it", header("«@(context.Api.Id)» of all"), said);
  finds("two in a row", header("«@(context.Api.Id)»«@(context.Api.Name)»"), said);
  finds("in a word", header("a«@(1)»"), said);
  finds(
    "in an attribute",
    inbound('<rewrite-uri template="/orders/«@(context.Request.MatchedParameters["id"])»" />'),
    said,
  );
  finds("behind it in an attribute", jwt('header-name="«@("a") b»"'), said);
  finds("statements", header("a «@{ return 1; }»"), said);
  finds(
    "in a body, to the end of its line",
    inbound('<set-body>{\r\n  "id": "«@(context.RequestId)",»\r\n  "a": 1 }</set-body>'),
    said,
  );
  finds("in a branch of a fragment", fragment(nested("<set-method>X-«@(1)»</set-method>")), said);
  finds(
    "code without the sign before it",
    header("«context.RequestId»") +
      inbound('<set-variable name="a" value="«context.Request.Headers[&quot;a&quot;]»" />') +
      inbound("<set-variable name='b' value='« (context.User.Id) »' />"),
    'This is text: an expression begins with "@(".',
  );
  isSilent(
    "words that only begin so",
    header("context.example.com") +
      header("context") +
      header("context.Request failed") +
      header("contexts.User"),
  );
  offers(
    "the sign and brackets are put around it",
    inbound("<set-variable name='a' value=' context.User.Id ' />"),
    inbound("<set-variable name='a' value=' @(context.User.Id) ' />"),
    "Make it an expression",
  );
  offers(
    "brackets that are there are taken",
    header("(context.RequestId)"),
    header("@(context.RequestId)"),
    "Make it an expression",
  );
  isSilent("the whole value, with space and comments around it", header(" \r\n@(1)\n <!-- a @(2) -->"));
  isSilent("the whole attribute", jwt('header-name="@("a @(b)")"'));
  isSilent("a named value behind an at sign", header("shop@{{domain}}") + jwt('header-name="a@{{b}}"'));
  isSilent("an address, a parameter of a query", header("a@b.example") + header("@a = (1)"));
  isSilent(
    "templates, where it is text anyhow",
    inbound('<set-body template="liquid">{ "id": "a @(1)" }</set-body>'),
  );
  isSilent(
    "policies and parts beside it, of which another rule speaks",
    inbound("<set-header>a @(1)</set-header>"),
  );
  isSilent("CDATA, which holds one", header("<![CDATA[@(1)]]>"));
  isSilent("in a comment", inbound("<!-- <value>a @(1)</value> -->"));
  offers(
    "text before and behind it is put into the expression",
    header(' Bearer @(context.Variables["token"])! '),
    header(' @("Bearer " + (context.Variables["token"]) + "!") ')
      .replace("<value> ", "<value>")
      .replace(" </value>", "</value>"),
    "Make the text a part of the expression",
  );
  offersNothing("text that C# would read otherwise", header('"a" @(1)'));
  offersNothing("statements", header("a @{ return 1; }"));
  offersNothing("two of them", header("a @(1) @(2)"));
});

import { audiences, examplesOf, fragment, inbound, jwtOf, nested } from "../../../support/policy-findings.ts";

const { finds, isSilent, fixes, offers, offersNothing } = examplesOf("no-stray-text");

suite("no-stray-text", () => {
  finds(
    "between policies",
    inbound("<base />«and then»<set-method>GET</set-method>"),
    "<inbound> cannot contain text.",
  );
  finds("between sections", "<policies>«a»<inbound />«b»</policies>", "<policies> cannot contain text.");
  finds("an expression, CDATA", inbound("«@(1)»<base />«<![CDATA[a]]>»"), "<inbound> cannot contain text.");
  finds(
    "without the space around it",
    inbound("<choose>\r\n  «later»\r\n  <when condition='@(true)' /></choose>"),
    "<choose> cannot contain text.",
  );
  finds(
    "where <value> is asked for",
    inbound('<set-header name="a">«b»</set-header>'),
    "<set-header> cannot contain text; the text belongs in <value>.",
  );
  finds(
    "around <value>",
    inbound('<check-header name="a">«b»<value>c</value>«d»</check-header>'),
    /belongs in <value>/,
  );
  finds("in branches of a fragment", fragment(nested("«a»")), "<otherwise> cannot contain text.");
  isSilent(
    "where text is asked for",
    inbound("<set-method>GET</set-method><set-body>a @(1) <![CDATA[b]]></set-body>") + jwtOf(audiences("a")),
  );
  isSilent(
    "a named value, which may hold policies",
    inbound("{{policies}}<choose>\r\n {{branches}}\r\n</choose>"),
  );
  isSilent("a placeholder of a tool", inbound("#{POLICIES}#<base />__more__"));
  isSilent("space and comments", inbound("\r\n\t<!-- a -->\r\n"));
  isSilent("what stands in what is not known itself", inbound("<what>a</what>"));
  fixes(
    "text gets its element",
    inbound("<set-header name='a'>\r\n  b c\r\n</set-header>"),
    inbound("<set-header name='a'>\r\n  <value>b c</value>\r\n</set-header>"),
    "Put <value> around it",
  );
  fixes(
    "so does an expression",
    inbound('<set-header name="a">@("<b>")</set-header>'),
    inbound('<set-header name="a"><value>@("<b>")</value></set-header>'),
    "Put <value> around it",
  );
  offers(
    "C# that has lost its sign, for a look",
    inbound('<set-header name="a">(string)context.Variables["b"]</set-header>'),
    inbound('<set-header name="a"><value>(string)context.Variables["b"]</value></set-header>'),
    "Put <value> around it",
  );
  offers(
    "one among others, for a look",
    inbound('<set-query-parameter name="a">@("<b>")<value>c</value>d</set-query-parameter>'),
    inbound('<set-query-parameter name="a"><value>@("<b>")</value><value>c</value>d</set-query-parameter>'),
    "Put <value> around it",
  );
  offersNothing("where text has no place", inbound("and then"));
});

import { examplesOf, inbound } from "../../../support/policy-findings.ts";

const { finds, isSilent, fixes, offers, offersNothing } = examplesOf("xml-well-formed");

suite("xml-well-formed", () => {
  finds(
    "a value without quotes",
    inbound("<set-header name=«a» />"),
    'The value of "name" must stand in quotes.',
  );
  finds("a name without value", inbound("<set-header «name» />"), 'The attribute "name" has no value.');
  finds(
    "no space between attributes",
    inbound('<set-header name="a"«exists-action»="skip" />'),
    'A space is missing before the attribute "exists-action".',
  );
  finds(
    "a sign in a value",
    inbound('<set-header name="a«<»b" />'),
    'A "<" in the value of "name" must be written as "&lt;".',
  );
  finds(
    "an ampersand in text and value",
    inbound('<set-header name="a «&» b" /><set-method>«&»nbsp;</set-method>'),
    'A "&" that begins no entity must be written as "&amp;".',
  );
  finds(
    "a reference to no character",
    inbound("<set-method>«&#0;»</set-method>"),
    '"&#0;" stands for no character that XML allows.',
  );
  finds(
    "the end of a CDATA section in text",
    inbound("<set-method>a«]]>»</set-method>"),
    'In text, "]]>" must be written as "]]&gt;".',
  );
  fixes(
    "it by an entity",
    inbound("<set-method>a]]></set-method>"),
    inbound("<set-method>a]]&gt;</set-method>"),
    'Write "]]&gt;"',
  );
  finds(
    "a control character, even in an expression",
    inbound("<set-method>@(«\u0001»a)</set-method>"),
    "The character U+0001 must not stand in XML.",
  );
  finds(
    "an element without end",
    inbound("<«choose»><when condition='@(true)' />"),
    'The element "choose" has no end tag.',
  );
  finds("an end without element", inbound("«</choose>»"), 'No "choose" element is open here.');
  finds(
    "an end in other letters",
    inbound("<choose></«Choose»>"),
    'The end tag of "choose" is written "Choose".',
  );
  finds(
    "a start tag without end",
    "<policies><inbound>«<cors»</inbound></policies>",
    'The start tag of "cors" has no ">".',
  );
  finds(
    "a comment with two hyphens, one without end",
    "<fragment><!-- a «--» b --></fragment>",
    'A comment must not hold "--".',
  );
  finds("text around the root, and a second root", "«a»<policies />b<«policies» />", [
    /outside the root element: remove it, here and in 1 more place\.$/,
    /one root element only/,
  ]);
  finds("no root", "«»<!-- a -->", "The document has no root element.");
  isSilent(
    "all five entities and references by number",
    inbound('<set-header name="&lt;&gt;&amp;&quot;&apos;&#38;&#x26;" />'),
  );
  isSilent(
    "anything in an expression",
    inbound(
      '<set-variable name="a" value="@(1 < 2 && "a" != "<b>" ? "&" : null)" /><set-body>@{ return a<b>() && c < 1; }</set-body>',
    ),
  );
  isSilent(
    "anything in CDATA and comments",
    inbound("<set-body><![CDATA[<a & b]]></set-body><!-- <a & b -->"),
  );
  isSilent(
    "declaration, Windows line ends and both quotes",
    "<?xml version='1.0'?>\r\n<policies>\r\n</policies\r\n>\r\n",
  );
  isSilent(
    "what other rules speak of",
    inbound('<set-header name="a" name="b" /><set-body>@()</set-body><set-body>@(</set-body>'),
  );
  fixes(
    "quotes",
    inbound("<set-header name=a />"),
    inbound('<set-header name="a" />'),
    "Put quotes around the value",
  );
  fixes(
    "a space",
    inbound("<set-header name='a'id='b' />"),
    inbound("<set-header name='a' id='b' />"),
    "Add the space",
  );
  fixes(
    "an ampersand, one at a time",
    inbound("<set-method>a & b & c</set-method>"),
    inbound("<set-method>a &amp; b & c</set-method>"),
    'Write "&amp;"',
  );
  offers(
    "a sign, for a look: a name may be missing",
    inbound("<set-method>1 < 2</set-method>"),
    inbound("<set-method>1 &lt; 2</set-method>"),
    'Write "&lt;"',
  );
  offers(
    "an end, before the space behind the content",
    "<fragment>\r\n  <choose>\r\n    <when condition='@(true)' />\r\n</fragment>",
    "<fragment>\r\n  <choose>\r\n    <when condition='@(true)' /></choose>\r\n</fragment>",
    'Add "</choose>"',
  );
  offers("an end too many goes", inbound("<base /></cors>"), inbound("<base />"), 'Remove "</cors>"');
  offers(
    "an end in other letters gets the right ones",
    inbound("<choose></Choose >"),
    inbound("<choose></choose >"),
    'Write "choose"',
  );
  offers(
    "an ampersand that may begin an entity, for a look",
    inbound("<set-method>a &nbsp; b</set-method>"),
    inbound("<set-method>a &amp;nbsp; b</set-method>"),
    'Write "&amp;"',
  );
  offers(
    "an ampersand in C# that has lost its sign, for a look",
    inbound('<set-method>a &b "c"</set-method>'),
    inbound('<set-method>a &amp;b "c"</set-method>'),
    'Write "&amp;"',
  );
  offers(
    "a space before an attribute that the element does not have, for a look: it may be a string of C#",
    inbound('<rate-limit-by-key counter-key="Contains("api=")" />'),
    inbound('<rate-limit-by-key counter-key="Contains(" api=")" />'),
    "Add the space",
  );
  offersNothing("for quotes in a tag that is broken", inbound("<set-header name=a =b />"));
  offersNothing("where an open comment swallows what follows", "<fragment><!-- a");
});

import { examplesOf, inbound } from "../../../support/policy-findings.ts";

const { finds, isSilent, offers } = examplesOf("escaped-once");

suite("escaped-once", () => {
  finds(
    "a quote in an expression",
    inbound('<set-variable name="a" value="@(b ?? «&amp;quot;»c&amp;quot;)" />'),
    '"&amp;quot;" is escaped twice: it stands for "&quot;" and not for the sign; write "&quot;".',
  );
  finds("a quote by its number", inbound("<set-body>@(b ?? «&amp;#34;»c&amp;#34;)</set-body>"), /&#34;/);
  finds("a sign", inbound('<when condition="@(b «&amp;lt;» c)" />'), /write "&lt;"/);
  finds("an ampersand", inbound('<when condition="@(b «&amp;amp;»&amp;amp; c)" />'), /write "&amp;"/);
  finds(
    "each expression once",
    inbound("<set-body>@(a «&amp;lt;» b)</set-body><set-body>@(a «&amp;gt;» b)</set-body>"),
    /twice/,
  );
  finds(
    "an address",
    inbound('<set-backend-service base-url="https://a.example/?b=1«&amp;amp;»c=2" />'),
    /twice/,
  );
  finds("a text", inbound('<set-variable name="a" value="«&amp;quot;»b&amp;quot;" />'), /twice/);

  offers(
    "the whole expression at once",
    inbound('<when condition="@(a == &amp;quot;b)&amp;quot; &amp;amp;&amp;amp; c &amp;lt; d)" />'),
    inbound('<when condition="@(a == &quot;b)&quot; &amp;&amp; c &lt; d)" />'),
    'Write "&quot;"',
  );
  offers(
    "the whole value at once",
    inbound('<set-backend-service base-url="https://a.example/?b=1&amp;amp;c=2&amp;amp;d=3" />'),
    inbound('<set-backend-service base-url="https://a.example/?b=1&amp;c=2&amp;d=3" />'),
    'Write "&amp;"',
  );

  isSilent("what is escaped once", inbound('<when condition="@(a == &quot;b&quot; &amp;&amp; c &lt; d)" />'));
  isSilent("in a string of C#", inbound('<set-body>@(a.Replace("\\"", "&amp;quot;"))</set-body>'));
  isSilent(
    "in markup within a value",
    inbound('<set-variable name="a" value="&lt;a b=&amp;quot;c&amp;quot;&gt;" />'),
  );
  isSilent("in a body", inbound("<set-body>a &amp;amp; b</set-body>"));
  isSilent("an ampersand before a word", inbound('<set-variable name="a" value="b&amp;quote;c" />'));
  isSilent("in a comment", inbound("<!-- &amp;quot; -->"));
});

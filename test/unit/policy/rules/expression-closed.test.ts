import { examplesOf, inbound } from "../../../support/policy-findings.ts";

const { finds, isSilent, offersNothing } = examplesOf("expression-closed");

const open = "The expression is not closed: its closing bracket is missing.";

suite("expression-closed", () => {
  finds(
    "a bracket in an attribute, at the one that opens",
    inbound('<set-variable name="a" value="«@(»context.Api.Name" />'),
    open,
  );
  finds("a brace in text", inbound("<set-body>«@{» return 1;</set-body>"), open);
  finds(
    "each of several, since what follows is read on",
    inbound('<set-variable name="a" value="«@(»1" /><set-body>@(2)</set-body><set-method>«@(»3</set-method>'),
    open,
  );
  finds("at the end of the text", "<fragment><set-body>«@(»1", open);
  finds(
    "a string, at its first quote",
    inbound('<set-body>@(«"»a)\n</set-body>'),
    "The string that begins here is not closed, so the expression has no end.",
  );
  finds(
    "a character, with what C# wants",
    inbound("<set-body>@(«'»abc')</set-body>"),
    /^Single quotes hold one character in C#, and a string needs double quotes/,
  );
  finds(
    "a comment",
    inbound("<set-body>@(«/»* a )</set-body>"),
    /^The comment that begins here is not closed/,
  );
  finds(
    "a bracket of another kind",
    inbound("<set-body>@(a[0«)»)</set-body>"),
    "This bracket does not match the one that is open in the expression.",
  );
  finds(
    "text behind it in an attribute",
    inbound('<set-variable name="a" value="@(1) «+ "b"»" />'),
    "The expression ends before this: put one pair of brackets around the whole.",
  );
  isSilent(
    "brackets in strings and characters",
    inbound('<set-variable name="a" value="@("(" + \'(\' + @"(""(" + $"{1}(")" />'),
  );
  isSilent("brackets in comments", inbound("<set-body>@{ /* } */ // }\n return 1; }</set-body>"));
  isSilent(
    "brackets of all kinds within each other",
    inbound("<set-body>@(new[] { new { a = (1) } }[0].ToString())</set-body>"),
  );
  isSilent("an at sign that begins no expression", inbound("<set-body>a@b.example @ (c)</set-body>"));
  isSilent("in a comment of the document", inbound("<!-- @( -->"));
  isSilent("an empty one, of which another rule speaks", inbound("<set-body>@()</set-body>"));
  isSilent(
    "escaped quotes and signs",
    inbound('<set-variable name="a" value="@(1 &lt; 2 &amp;&amp; &quot;(&quot;.Length == 1)" />'),
  );
  offersNothing("where it was to end", inbound("<set-body>@(1</set-body>"));
});

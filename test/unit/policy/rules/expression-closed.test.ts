import { examplesOf, inbound } from "../../../support/policy-findings.ts";

const { finds, isSilent } = examplesOf("expression-closed");

suite("expression-closed", () => {
  finds(
    "a bracket in an attribute",
    inbound('<set-variable name="a" value="«@(context.Api.Name»" />'),
    'The expression is not closed: a ")" is missing.',
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
});

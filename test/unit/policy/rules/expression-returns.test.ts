import { examplesOf, fragment, inbound, nested } from "../../../support/policy-findings.ts";

const { finds, isSilent, fixes, offers, offersNothing } = examplesOf("expression-returns");

const at = (expression: string) => inbound(`<set-variable name="a" value="${expression}" />`);
const between = (expression: string) => inbound(`<set-body>${expression}</set-body>`);

suite("expression-returns", () => {
  finds("a semicolon", at("@(context.Api.Id«;»)"), "@(…) is one expression: no semicolon ends it.");
  finds("with space behind it", between("@(1«;» \r\n)"), /no semicolon/);
  finds(
    "statements that return nothing",
    at('«@{» var a = "b"; }'),
    "@{…} needs a return statement: without one it has no value.",
  );
  finds("a variable that only begins so", between("«@{» var returned = 1; }"), /needs a return/);
  finds(
    "in branches, in conditions",
    fragment(nested('<choose><when condition="@(true«;»)" /></choose>')),
    /no semicolon/,
  );
  isSilent("one expression", at("@(1)") + between('@("a;")') + between("@(';')"));
  isSilent(
    "an expression that ends in an entity",
    at("@(context.Api.Id == &quot;a&quot;)") + at("@(a &lt;b&gt;)"),
  );
  isSilent(
    "statements that return or throw",
    at("@{ return 1; }") + between("@{\n  throw new Exception();\n}"),
  );
  isSilent("a semicolon in a comment", between("@(1 // one;\n)") + between("@(1 /* one; */)"));
  isSilent("statements that a named value may bring", between("@{ {{code}} }"));
  isSilent("nothing, of which another rule speaks", at("@()") + at("@{ }"));
  isSilent("what is not closed, of which another rule speaks", "<policies><inbound><set-body>@{ var a = 1;");
  isSilent("text and comments", `${between("a; @ b")}<!-- @{ a; } -->`);
  fixes("the semicolon goes", at("@( 1 ; )"), at("@( 1  )"), "Remove the semicolon");
  fixes(
    "also one behind an entity",
    at("@(a == &quot;b&quot;;)"),
    at("@(a == &quot;b&quot;)"),
    "Remove the semicolon",
  );
  offers(
    "the last of several goes, for a look: they need a block",
    between("@(var a = 1; return a;)"),
    between("@(var a = 1; return a)"),
    "Remove the semicolon",
  );
  isSilent(
    "an entity that was escaped twice, or three times",
    at("@(a ?? &amp;quot;b&amp;quot;)") + at("@(a ?? &amp;amp;quot;b&amp;amp;quot;)"),
  );
  isSilent("a semicolon that is a reference", at("@(a&#59;)"));
  offersNothing("what is to be returned", between("@{ var a = 1; }"));
});

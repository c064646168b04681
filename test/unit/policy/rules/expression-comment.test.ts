import { examplesOf, inbound } from "../../../support/policy-findings.ts";

const { finds, isSilent, offers, offersNothing } = examplesOf("expression-comment");
const title = "Make it a comment of C#";
const said = "A comment within an expression is one of C#: /* … */ or // to the end of the line.";

suite("expression-comment", () => {
  finds("in a block", inbound("<set-body>@{ «<!-- a -->» return 1; }</set-body>"), said);
  finds("in a value", inbound('<set-variable name="a" value="@(1 + «<!-- a -->» 2)" />'), said);
  finds(
    "over several lines",
    inbound("<set-body>@{\n«<!--\n var a = 1;\n-->»\n return 1; }</set-body>"),
    said,
  );
  finds(
    "each expression once",
    inbound(
      "<set-body>@{ «<!-- a -->» <!-- b --> return 1; }</set-body><set-body>@(1 «<!-- c -->»)</set-body>",
    ),
    said,
  );
  finds(
    "with brackets and quotes in it",
    inbound("<set-body>@{ «<!-- don't: \" ( } -->» return 1; }</set-body>"),
    said,
  );

  offers(
    "another form",
    inbound("<set-body>@{\r\n  <!-- var a = 1; -->\r\n  return 1; <!--b-->\r\n}</set-body>"),
    inbound("<set-body>@{\r\n  /* var a = 1; */\r\n  return 1; /*b*/\r\n}</set-body>"),
    title,
  );
  offersNothing(
    "where a comment of C# would end in it",
    inbound("<set-body>@{ <!-- /* a */ --> return 1; }</set-body>"),
  );

  isSilent("in a string", inbound('<set-body>@("<!-- a -->")</set-body>'));
  isSilent(
    "in a comment of C#",
    inbound("<set-body>@{ // <!-- a -->\n /* <!-- b --> */ return 1; }</set-body>"),
  );
  isSilent("beside expressions", inbound("<!-- a --><set-body><!-- b -->@(1)<!-- c --></set-body>"));
  isSilent("behind an expression that is not closed", inbound("<set-body>@(1 <!-- a --></set-body>"));
});

import { examplesOf, inbound } from "../../../support/policy-findings.ts";

const { finds, isSilent } = examplesOf("expression-not-empty");

suite("expression-not-empty", () => {
  finds(
    "a single one in an attribute",
    inbound('<set-variable name="a" value="«@()»" />'),
    "The expression is empty.",
  );
  isSilent("a literal", inbound('<set-body>@("")</set-body>'));
});

import { examplesOf, fragment, inbound, jwt, nested } from "../../../support/policy-findings.ts";

const { finds, isSilent, offersNothing } = examplesOf("value-not-empty");

suite("value-not-empty", () => {
  finds(
    "a required name",
    inbound('<set-variable «name=""» value="a" />'),
    '"name" of <set-variable> is empty.',
  );
  finds("space only", inbound("<set-header «name='  '» />"), /is empty/);
  finds(
    "the name of a variable or header that may be left out",
    jwt('«header-name=""» «output-token-variable-name=""»'),
    [/"header-name" of <validate-jwt>/, /"output-token-variable-name"/],
  );
  finds(
    "the name of a thing of the instance",
    inbound('<include-fragment «fragment-id=""» /><set-backend-service «backend-id=""» />'),
    [/"fragment-id"/, /"backend-id"/],
  );
  finds(
    "a required key",
    inbound('<cache-lookup-value «key=""» variable-name="a" />'),
    '"key" of <cache-lookup-value> is empty.',
  );
  isSilent(
    "a required value, which may be empty",
    inbound(
      '<set-variable name="a" value="" /><find-and-replace from="a" to="" /><authentication-basic username="u" password="" />',
    ),
  );
  isSilent(
    "what need not be there and is no name",
    jwt('failed-validation-error-message="" header-name="a"'),
  );
  isSilent("lists of values, of which known-value speaks", inbound('<json-to-xml apply="" />'));
  isSilent(
    "filled in later",
    inbound('<set-variable name="{{name}}" value="a" /><set-header name="@("a")" />'),
  );
  isSilent("no value at all", inbound("<set-header name />"));
  isSilent(
    "attributes that nobody knows, and elements",
    inbound('<set-method name="">GET</set-method><what name="" />'),
  );
  isSilent("in a comment", inbound('<!-- <set-header name="" /> -->'));
  finds(
    "in parts of policies, in branches",
    fragment(nested('<trace source="a"><metadata «name=""» value="b" /></trace>')),
    '"name" of <metadata> is empty.',
  );
  offersNothing("which name is meant", inbound('<set-header name="" />'));
});

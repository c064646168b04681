import { discovery, examplesOf, inbound, jwtOf } from "../../../support/policy-findings.ts";

const { finds, isSilent, offersNothing } = examplesOf("jwt-claim-name");

const at = (content: string) => jwtOf(`<required-claims>${content}</required-claims>`);

suite("jwt-claim-name", () => {
  finds(
    "an empty name",
    at('<claim «name=""»><value>a</value></claim>'),
    "The name of the required claim is empty.",
  );
  finds("space only", at("<claim «name='  '» />"), /is empty/);
  finds("a name without value", at("<claim «name»><value>a</value></claim>"), /is empty/);
  finds("each", at('<claim «name=""» /><claim name="a" /><claim «name=""» />'), /is empty/);
  isSilent("no name, of which attribute-required speaks", at("<claim><value>a</value></claim>"));
  isSilent(
    "a name, an expression, a named value",
    at('<claim name="a" /><claim name="@(context.Api.Name)" /><claim name="{{claim}}" />'),
  );
  finds("an empty list", jwtOf("<«required-claims»></required-claims>"), "<required-claims> names no claim.");
  finds("a list that closes itself", jwtOf("<«required-claims» />"), /names no claim/);
  finds(
    "a list with a comment only",
    jwtOf('<«required-claims»><!-- <claim name="a" /> --></required-claims>'),
    /names no claim/,
  );
  isSilent(
    "a list that a named value or fragment fills",
    at("{{claims}}") + at('<include-fragment fragment-id="claims" />'),
  );
  isSilent("a list with something else, of which known-element speaks", at("<clam />"));
  isSilent(
    "the lists of other policies",
    inbound('<validate-azure-ad-token tenant-id="common"><required-claims /></validate-azure-ad-token>'),
  );
  isSilent("no list", jwtOf(discovery()));
  offersNothing("which claim is meant", at('<claim name="" />'));
});

import { examplesOf, inbound, jwt } from "../../../support/policy-findings.ts";

const { finds, relates, isSilent, offers, offersNothing } = examplesOf("jwt-one-token-source");

const none =
  "validate-jwt does not say where the token is: header-name, query-parameter-name or token-value.";
const several = "Only one of header-name, query-parameter-name and token-value may be given.";

suite("jwt-one-token-source", () => {
  finds("none", inbound("<«validate-jwt» clock-skew='60' />"), none);
  finds("one in other letters", inbound('<«validate-jwt» Header-Name="Authorization" />'), none);
  finds("the second of two", jwt('header-name="a" «query-parameter-name»="b"'), several);
  finds("whichever it is", jwt("token-value='@(context.User.Id)' «header-name»='a'"), several);
  finds(
    "all behind the first",
    jwt('query-parameter-name="a" «token-value»="b" clock-skew="1" «header-name»="c"'),
    several,
  );
  finds("one given twice, which is two", jwt('header-name="a" «header-name»="b"'), several);
  finds("empty ones count", jwt('header-name="" «token-value»=""'), several);
  for (const source of ["header-name", "query-parameter-name", "token-value"])
    isSilent(`${source} alone`, jwt(`${source}="a"`));
  isSilent("a named value as name", jwt('header-name="{{header}}"'));
  isSilent("Entra's policy, which has a default", inbound('<validate-azure-ad-token tenant-id="a" />'));
  isSilent("in a comment", inbound("<!-- <validate-jwt /> -->"));
  relates("names the first", jwt('‹header-name›="a" token-value="b"'), "This one is given, too.");
  offers(
    "the usual header, behind the other attributes",
    inbound("<validate-jwt clock-skew='60'\n></validate-jwt>"),
    inbound("<validate-jwt clock-skew='60' header-name=\"Authorization\"\n></validate-jwt>"),
    "Take it from the Authorization header",
  );
  offersNothing(
    "for a slip of the fingers, of which another rule speaks",
    inbound('<validate-jwt headr-name="Authorization" />'),
  );
  offersNothing("for one in other letters", inbound('<validate-jwt Token-Value="@(1)" />'));
  offers(
    "the second goes with the space before it",
    jwt("header-name='a'\r\n  token-value='b' clock-skew='1'"),
    jwt("header-name='a' clock-skew='1'"),
    'Remove "token-value"',
  );
});

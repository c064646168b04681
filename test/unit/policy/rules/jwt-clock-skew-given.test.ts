import { examplesOf, fragment, inbound, jwt, nested } from "../../../support/policy-findings.ts";

const { finds, isSilent, offers } = examplesOf("jwt-clock-skew-given");

suite("jwt-clock-skew-given", () => {
  finds(
    "it is not given",
    inbound('<«validate-jwt» header-name="a" />'),
    "Without clock-skew a token may be refused in the first or last seconds of its life.",
  );
  finds(
    "each policy for itself",
    inbound(
      '<«validate-jwt» header-name="a" /><validate-jwt clock-skew="1" /><«validate-jwt» header-name="b"></validate-jwt>',
    ),
    /Without clock-skew/,
  );
  finds("in other letters", inbound('<«validate-jwt» Clock-Skew="60" />'), /Without clock-skew/);
  finds("in a fragment's branch", fragment(nested("<«validate-jwt» />")), /Without clock-skew/);
  isSilent("it is given, though 0", jwt('clock-skew="0"'));
  isSilent(
    "it is given as anything else",
    jwt('clock-skew="{{skew}}"') + jwt('clock-skew="@(60)"') + jwt("clock-skew=''") + jwt("clock-skew"),
  );
  isSilent("Entra's policy, which has none", inbound('<validate-azure-ad-token tenant-id="common" />'));
  isSilent("in a comment", inbound("<!-- <validate-jwt /> -->"));
  isSilent("where it is no policy", inbound("<cors><validate-jwt /></cors>"));
  offers(
    "a minute, behind the other attributes",
    inbound("<validate-jwt\r\n  header-name='a'>\r\n</validate-jwt>"),
    inbound("<validate-jwt\r\n  header-name='a' clock-skew=\"60\">\r\n</validate-jwt>"),
    'Add clock-skew="60"',
  );
  offers(
    "where there are no others",
    inbound("<validate-jwt/>"),
    inbound('<validate-jwt clock-skew="60"/>'),
    'Add clock-skew="60"',
  );
});

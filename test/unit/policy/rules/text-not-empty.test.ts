import { examplesOf, inbound, jwtOf } from "../../../support/policy-findings.ts";

const { finds, isSilent, offersNothing } = examplesOf("text-not-empty");

suite("text-not-empty", () => {
  finds(
    "an audience, an issuer",
    jwtOf("<audiences><«audience»></audience></audiences><issuers><«issuer» /></issuers>"),
    ["<audience> is empty.", "<issuer> is empty."],
  );
  finds("space only", jwtOf("<audiences><«audience»>\r\n  </audience></audiences>"), "<audience> is empty.");
  finds(
    "a comment only",
    jwtOf("<audiences><«audience»><!-- a --></audience></audiences>"),
    "<audience> is empty.",
  );
  finds(
    "CDATA without anything",
    jwtOf("<audiences><«audience»><![CDATA[ ]]></audience></audiences>"),
    "<audience> is empty.",
  );
  finds(
    "all of cors",
    inbound(
      "<cors><allowed-origins><«origin» /></allowed-origins><allowed-methods><«method» /></allowed-methods><expose-headers><«header» /></expose-headers></cors>",
    ),
    [/<origin>/, /<method>/, /<header>/],
  );
  finds(
    "an address, an application",
    inbound(
      '<ip-filter action="allow"><«address» /></ip-filter><validate-azure-ad-token tenant-id="a"><client-application-ids><«application-id» /></client-application-ids></validate-azure-ad-token>',
    ),
    [/<address>/, /<application-id>/],
  );
  finds(
    "target and method of a request",
    inbound("<send-request><«set-url»></set-url><«set-method» /></send-request>"),
    ["<set-url> is empty.", "<set-method> is empty."],
  );
  isSilent(
    "text, an expression, a named value, CDATA",
    jwtOf(
      "<audiences><audience>a</audience><audience>@(1)</audience><audience>{{a}}</audience><audience><![CDATA[a]]></audience></audiences>",
    ),
  );
  isSilent("text beside a comment", jwtOf("<audiences><audience><!-- a -->b</audience></audiences>"));
  finds(
    "a value that a claim or header must have",
    jwtOf('<required-claims><claim name="a"><«value»></value></claim></required-claims>') +
      inbound(
        '<validate-azure-ad-token tenant-id="a"><required-claims><claim name="a"><«value» /></claim></required-claims></validate-azure-ad-token><check-header name="a"><«value»></value></check-header>',
      ),
    "<value> is empty.",
  );
  isSilent(
    "values, which may be empty",
    inbound(
      '<set-header name="a"><value></value></set-header><set-query-parameter name="a"><value /></set-query-parameter>',
    ),
  );
  isSilent("a body, which may be empty", inbound("<set-body></set-body>"));
  isSilent(
    "elements of that name that hold no text",
    inbound(
      '<validate-headers specified-header-action="ignore" unspecified-header-action="ignore"><header name="a" action="ignore" /></validate-headers>',
    ),
  );
  isSilent("elements of that name that nobody knows here", inbound("<what><audience /></what>"));
  offersNothing("what it is to hold", jwtOf("<audiences><audience /></audiences>"));
});

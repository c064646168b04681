import { examplesOf, inbound, jwtOf } from "../../../support/policy-findings.ts";

const { finds, relates, isSilent, fixes, offersNothing } = examplesOf("child-unique");

suite("child-unique", () => {
  finds(
    "a second list",
    jwtOf("<audiences /><«audiences» />"),
    "<audiences> may stand in <validate-jwt> only once.",
  );
  finds(
    "each list behind the first, wherever it stands",
    jwtOf("<audiences /><issuers /><«audiences» /><«issuers» /><«audiences» />"),
    [/<audiences>/, /<issuers>/, /<audiences>/],
  );
  finds(
    "a second otherwise",
    inbound("<choose><when condition='@(true)' /><otherwise /><«otherwise» /></choose>"),
    "<otherwise> may stand in <choose> only once.",
  );
  finds(
    "the eleventh of what may stand ten times",
    inbound(
      `<emit-metric name="m">${'<dimension name="d" />'.repeat(10)}<«dimension» name="e" /></emit-metric>`,
    ),
    "<dimension> may stand in <emit-metric> only 10 times.",
  );
  isSilent(
    "the tenth",
    inbound(`<emit-metric name="m">${'<dimension name="d" />'.repeat(10)}</emit-metric>`),
  );
  finds(
    "a policy within another",
    inbound("<return-response><set-body>a</set-body><«set-body»>b</set-body></return-response>"),
    "<set-body> may stand in <return-response> only once.",
  );
  isSilent(
    "what may stand as often as one likes",
    jwtOf("<openid-config url='a' /><openid-config url='b' />") +
      inbound("<set-body>a</set-body><set-body>b</set-body>"),
  );
  finds(
    "a section given twice",
    "<policies><inbound /><«inbound» /></policies>",
    "<inbound> may stand in <policies> only once.",
  );
  isSilent("one of them in a comment", jwtOf("<audiences /><!-- <audiences /> -->"));
  isSilent("the same in another parent", jwtOf("<audiences />") + jwtOf("<audiences />"));
  relates(
    "names the first",
    jwtOf("<‹audiences›><audience>a</audience></audiences><audiences />"),
    "It stands here before.",
  );
  fixes(
    "a copy to the letter goes without a question",
    jwtOf(
      "\r\n<audiences><audience>a</audience></audiences>\r\n<audiences><audience>a</audience></audiences>",
    ),
    jwtOf("\r\n<audiences><audience>a</audience></audiences>"),
    "Remove the copy",
  );
  offersNothing(
    "which of two different ones is meant",
    jwtOf("<audiences><audience>a</audience></audiences><audiences><audience>b</audience></audiences>"),
  );
  offersNothing("when they differ by a space", jwtOf("<audiences /><audiences/>"));
});

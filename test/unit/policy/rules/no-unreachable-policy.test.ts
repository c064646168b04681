import { examplesOf, fragment, inbound, nested, outbound } from "../../../support/policy-findings.ts";

const { finds, relates, isSilent, offersNothing } = examplesOf("no-unreachable-policy");

const said = "This never runs: <return-response> before it ends the pipeline.";

suite("no-unreachable-policy", () => {
  finds("behind a response", inbound("<return-response /><«set-method»>GET</set-method>"), said);
  finds(
    "only the first that never runs",
    inbound("<return-response /><«set-method»>GET</set-method><set-header name='a' />"),
    said,
  );
  finds(
    "behind a mocked response",
    inbound("<mock-response status-code='200' /><«set-method»>GET</set-method>"),
    "This never runs: <mock-response> before it ends the pipeline.",
  );
  finds(
    "a second response, and what is behind that",
    inbound("<return-response /><«return-response» /><«set-header» name='a' />"),
    said,
  );
  finds("within a branch", inbound(nested("<return-response /><«set-method»>GET</set-method>")), said);
  finds("in a fragment and any section", fragment("<return-response /><«trace» source='a' />"), said);
  finds(
    "a comment between does not count",
    outbound("<return-response />\r\n<!-- a -->\r\n<«set-status» code='200' />"),
    said,
  );
  isSilent("before it", inbound("<set-method>GET</set-method><return-response />"));
  isSilent(
    "behind a branch that ends in one",
    inbound(`${nested("<return-response />")}<set-method>GET</set-method>`),
  );
  isSilent("base, which everybody writes", inbound("<return-response /><base />"));
  isSilent(
    "a mocked response that may be off",
    inbound('<mock-response enabled="@(context.User == null)" /><set-method>GET</set-method>'),
  );
  isSilent("only comments behind it", inbound("<return-response /><!-- <set-method>GET</set-method> -->"));
  isSilent(
    "parts of the response itself",
    inbound("<return-response><set-status code='200' /><set-body>a</set-body></return-response>"),
  );
  isSilent(
    "the next section",
    "<policies><inbound><return-response /></inbound><outbound><set-status code='200' /></outbound></policies>",
  );
  relates(
    "names what ends it",
    inbound("<‹return-response› /><set-method>GET</set-method>"),
    "The pipeline ends here.",
  );
  offersNothing("which of the two is meant", inbound("<return-response /><set-method>GET</set-method>"));
});

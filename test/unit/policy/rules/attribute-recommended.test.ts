import { examplesOf, fragment, inbound } from "../../../support/policy-findings.ts";

const { finds, isSilent, offers } = examplesOf("attribute-recommended");

suite("attribute-recommended", () => {
  finds(
    "one that the reference calls required",
    inbound("<«ip-filter»><address>10.0.0.1</address></ip-filter>"),
    'The reference asks for the attribute "action" of <ip-filter>.',
  );
  finds("each one that lacks", inbound('<««check-header»» name="a" failed-check-httpcode="401" />'), [
    /"failed-check-error-message" of <check-header>/,
    /"ignore-case" of <check-header>/,
  ]);
  finds(
    "only what lacks",
    inbound('<«check-header» name="a" failed-check-httpcode="401" ignore-case="true" />'),
    /"failed-check-error-message"/,
  );
  finds(
    "in parts of a policy, which are asked for theirs",
    inbound('<rate-limit calls="1" renewal-period="60"><««api»» name="a" /></rate-limit>'),
    [/"calls" of <api>/, /"renewal-period" of <api>/],
  );
  finds(
    "a claim of Entra, whose name the schema does not insist on",
    inbound(
      "<validate-azure-ad-token><required-claims><«claim» /></required-claims></validate-azure-ad-token>",
    ),
    /"name" of <claim>/,
  );
  isSilent(
    "a claim of validate-jwt, whose name is insisted on and another rule's",
    inbound("<validate-jwt><required-claims><claim /></required-claims></validate-jwt>"),
  );
  isSilent("when it is given, though empty", inbound("<set-status code='' />"));
  isSilent(
    "when it is given as expression or named value",
    inbound('<set-status code="@(context.Response.StatusCode)" /><set-status code="{{code}}" />'),
  );
  finds(
    "inside of another policy",
    inbound("<return-response><«set-status» reason='No' /></return-response>"),
    /"code" of <set-status>/,
  );
  finds("inside of a fragment", fragment("<«set-status» />"), /"code" of <set-status>/);
  isSilent(
    "elements of the same name in a template",
    inbound('<set-body template="liquid"><set-status /></set-body>'),
  );
  isSilent("in a comment", inbound("<!-- <set-status /> -->"));
  offers(
    "the first of its values stands in the new attribute",
    inbound("<ip-filter>\r\n</ip-filter>"),
    inbound('<ip-filter action="allow">\r\n</ip-filter>'),
    'Add "action"',
  );
  offers(
    "the new attribute comes last",
    inbound("<set-status reason='No'/>"),
    inbound("<set-status reason='No' code=\"\"/>"),
    'Add "code"',
  );
});

import { examplesOf, inbound, outbound } from "../../../support/policy-findings.ts";

const { finds, isSilent, offers } = examplesOf("attribute-required");

suite("attribute-required", () => {
  finds(
    "a name",
    inbound("<«set-header»><value>a</value></set-header>"),
    '<set-header> needs the attribute "name".',
  );
  finds("each that lacks, in the order of the facts", inbound("<««authentication-basic»» />"), [
    '<authentication-basic> needs the attribute "username".',
    '<authentication-basic> needs the attribute "password".',
  ]);
  finds(
    "a name in other letters is another name",
    inbound("<«set-variable» Name='a' value='b' />"),
    /"name"/,
  );
  isSilent("a start tag that is not finished", "<policies><inbound><set-variable value='a'");
  finds(
    "in parts of policies",
    inbound("<validate-jwt><«openid-config» /></validate-jwt>"),
    '<openid-config> needs the attribute "url".',
  );
  finds(
    "each element for itself",
    inbound("<choose><«when» /><when condition='@(true)' /><«when» /></choose>"),
    '<when> needs the attribute "condition".',
  );
  finds("below other policies", outbound("<return-response><«set-header» /></return-response>"), /"name"/);
  isSilent("when it is empty, which is another rule's", inbound('<set-variable name="" value="" />'));
  isSilent("when it has no value at all", inbound("<set-variable name value />"));
  isSilent("what only the reference calls required", inbound("<ip-filter />"));
  isSilent(
    "a part that bears the name of a policy's part elsewhere",
    inbound('<validate-jwt><decryption-keys><key id="a" /></decryption-keys></validate-jwt>'),
  );
  finds(
    "the same part where it is required",
    inbound(
      '<validate-azure-ad-token tenant-id="t"><decryption-keys><«key» id="a" /></decryption-keys></validate-azure-ad-token>',
    ),
    /"certificate-id"/,
  );
  isSilent("in CDATA", inbound("<set-body><![CDATA[<set-header />]]></set-body>"));
  offers(
    "an empty one is added for a person to fill",
    inbound("<set-header><value>a</value></set-header>"),
    inbound('<set-header name=""><value>a</value></set-header>'),
    'Add "name"',
  );
  offers(
    "a list's first value is a start",
    inbound("<json-to-xml />"),
    inbound('<json-to-xml apply="always" />'),
    'Add "apply"',
  );
  offers(
    "a switch is off",
    inbound('<llm-token-limit counter-key="a" />'),
    inbound('<llm-token-limit counter-key="a" estimate-prompt-tokens="false" />'),
    'Add "estimate-prompt-tokens"',
  );
  offers(
    "a refusal says so",
    inbound('<check-header name="a" />'),
    inbound('<check-header name="a" failed-check-httpcode="401" />'),
    'Add "failed-check-httpcode"',
  );
  offers(
    "one at a time",
    inbound('<authentication-basic id="i" />'),
    inbound('<authentication-basic id="i" username="" />'),
    'Add "username"',
  );
});

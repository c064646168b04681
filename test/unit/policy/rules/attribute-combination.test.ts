import { examplesOf, inbound, nested } from "../../../support/policy-findings.ts";

const { finds, relates, isSilent, offers, offersNothing } = examplesOf("attribute-combination");

const only = 'Only one of "base-url" and "backend-id" may be given.';

suite("attribute-combination", () => {
  finds(
    "of two that exclude each other, the second",
    inbound('<set-backend-service base-url="https://a" «backend-id»="orders" />'),
    only,
  );
  finds(
    "whichever comes first",
    inbound('<set-backend-service backend-id="orders" «base-url»="https://a" />'),
    only,
  );
  finds(
    "an expression counts as given",
    inbound('<set-backend-service base-url="@(context.Api.Name)" «backend-id»="{{b}}" />'),
    only,
  );
  finds(
    "none of two of which one is needed",
    inbound("<«set-backend-service» />"),
    '<set-backend-service> needs "base-url" or "backend-id".',
  );
  finds(
    "all behind the first of three",
    inbound('<authentication-certificate thumbprint="a" «certificate-id»="b" «body»="c" />'),
    'Only one of "thumbprint", "certificate-id" and "body" may be given.',
  );
  finds(
    "none of those of which there may be several",
    inbound('<«llm-token-limit» counter-key="a" />'),
    '<llm-token-limit> needs "tokens-per-minute" or "token-quota".',
  );
  isSilent(
    "several of those of which there may be several",
    inbound('<llm-token-limit tokens-per-minute="1" token-quota="2" />'),
  );
  isSilent(
    "none of those of which none is needed",
    inbound('<log-to-eventhub logger-id="l">x</log-to-eventhub>'),
  );
  finds(
    "two of which one may be given",
    inbound('<log-to-eventhub partition-id="0" «partition-key»="k">x</log-to-eventhub>'),
    /^Only one of "partition-id" and "partition-key"/,
  );
  finds(
    "one of two groups",
    inbound('<quota calls="1"><«api» calls="1" /></quota>'),
    '<api> needs "name" or "id".',
  );
  finds("both groups", inbound('<quota calls="1"><««api»» /></quota>'), [
    '<api> needs "name" or "id".',
    '<api> needs "calls" or "bandwidth".',
  ]);
  finds(
    "tokens to limit, in both policies for models",
    inbound(
      '<«azure-openai-token-limit» counter-key="a" estimate-prompt-tokens="false" /><«llm-token-limit» counter-key="a" estimate-prompt-tokens="false" />',
    ),
    /needs "tokens-per-minute" or "token-quota"\.$/,
  );
  isSilent(
    "a quota of tokens alone, or beside a rate",
    inbound(
      '<azure-openai-token-limit token-quota="1000" token-quota-period="Daily" /><azure-openai-token-limit tokens-per-minute="5" token-quota="9" />',
    ),
  );
  isSilent("the token of validate-jwt, of which another rule speaks", inbound("<validate-jwt />"));
  finds(
    "in branches of branches, over several lines",
    inbound(nested("<set-backend-service\r\n  base-url='a'\r\n  «backend-id»='b' />")),
    only,
  );
  isSilent("inside of a comment", inbound("<!-- <set-backend-service /> -->"));
  relates(
    "says which is the other",
    inbound('<set-backend-service ‹base-url›="https://a" backend-id="b" />'),
    "This one is given, too.",
  );
  offers(
    "the second goes with the space before it, the rest stays",
    inbound("<set-backend-service base-url='https://a'\n  backend-id='b' id='i' />"),
    inbound("<set-backend-service base-url='https://a' id='i' />"),
    'Remove "backend-id"',
  );
  offersNothing("which one is meant when none is given", inbound("<set-backend-service />"));
});

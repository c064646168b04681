import { examplesOf, inbound, jwtOf } from "../../../support/policy-findings.ts";

const { finds, isSilent, offersNothing } = examplesOf("child-required");

suite("child-required", () => {
  finds(
    "what it is nothing without",
    inbound("<«cors»></cors>"),
    "<cors> needs an <allowed-origins> inside.",
  );
  finds("at each level", inbound("<cors><«allowed-origins» /><«allowed-methods»></allowed-methods></cors>"), [
    /<allowed-origins> needs an <origin>/,
    /<allowed-methods> needs a <method>/,
  ]);
  finds(
    "a choice without branches",
    inbound("<«choose»><otherwise /></choose>"),
    "<choose> needs a <when> inside.",
  );
  finds(
    "only something else inside",
    inbound("<«cors»><allowed-headers><header>a</header></allowed-headers></cors>"),
    /<allowed-origins>/,
  );
  finds(
    "it is a comment",
    inbound("<cors><«allowed-origins»><!-- <origin>*</origin> --></allowed-origins></cors>"),
    /<origin>/,
  );
  finds(
    "in a data source",
    "<graphql-data-source><«request» /></graphql-data-source>",
    "<request> needs a <document> inside.",
  );
  finds(
    "decryption keys without key",
    jwtOf("<«decryption-keys» />"),
    "<decryption-keys> needs a <key> inside.",
  );
  isSilent("lists of validate-jwt that may be empty by the schema", jwtOf("<audiences /><issuers />"));
  isSilent(
    "a fragment that may bring it",
    inbound('<cors><include-fragment fragment-id="origins" /></cors>'),
  );
  isSilent(
    "a named value or placeholder that may bring it",
    inbound("<cors>{{origins}}</cors><cors>\n  #{ORIGINS}#\n</cors>"),
  );
  finds(
    "mere text brings nothing",
    inbound("<cors><«allowed-origins»>*</allowed-origins></cors>"),
    /<origin>/,
  );
  isSilent(
    "what is there, whatever is in it",
    inbound("<cors><allowed-origins><origin></origin></allowed-origins></cors>"),
  );
  isSilent("a start tag that is not finished", "<policies><inbound><choose");
  isSilent("an element without end tag, whose content may be elsewhere", "<policies><inbound><choose>");
  isSilent(
    "elements of that name in templates",
    inbound("<set-body template='liquid'><choose /></set-body>"),
  );
  offersNothing("what is to stand inside", inbound("<cors />"));
});

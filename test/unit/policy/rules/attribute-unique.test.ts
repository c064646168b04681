import { examplesOf, inbound } from "../../../support/policy-findings.ts";

const { finds, relates, isSilent, fixes, offers } = examplesOf("attribute-unique");

suite("attribute-unique", () => {
  finds("the second", inbound('<set-header name="a" «name»="b" />'), 'The attribute "name" is given twice.');
  finds(
    "every one behind the first",
    inbound("<set-header name='a' «name»='b' «name»='c' />"),
    'The attribute "name" is given twice.',
  );
  finds(
    "two pairs",
    inbound('<set-header name="a" exists-action="skip" «name»="a" «exists-action»="skip" />'),
    [/"name"/, /"exists-action"/],
  );
  isSilent("names that differ in case", inbound('<set-header name="a" Name="a" />'));
  isSilent(
    "the same name in another element",
    inbound('<set-header name="a"><value name="a" /></set-header>'),
  );
  finds(
    "an attribute that means nothing here, too",
    inbound('<set-header colour="a" «colour»="b" />'),
    /"colour"/,
  );
  finds(
    "behind an expression with quotes",
    inbound('<set-header name="@("name=" + 1)" «name»="b" />'),
    /"name"/,
  );
  isSilent("a name that an expression holds", inbound('<set-header name="@(" name=1 ")" />'));
  finds(
    "in elements that nobody knows",
    "<policies><inbound><what a='1' «a»='2' /></inbound></policies>",
    /"a"/,
  );
  isSilent("in a comment", inbound('<!-- <a b="1" b="2" /> -->'));
  relates(
    "names the first, with its value",
    inbound('<set-header ‹name="a"› name="b" />'),
    "It is given here before.",
  );
  fixes(
    "the same again goes without a question",
    inbound('<set-header name="a"\r\n name="a" id="i" />'),
    inbound('<set-header name="a" id="i" />'),
    "Remove the second",
  );
  offers(
    "another value is a question",
    inbound("<set-header name='a' name='b'/>"),
    inbound("<set-header name='a'/>"),
    "Remove the second",
  );
  offers(
    "the same value in another form counts as another",
    inbound("<set-header name='&amp;' name='&#38;'/>"),
    inbound("<set-header name='&amp;'/>"),
    "Remove the second",
  );
});

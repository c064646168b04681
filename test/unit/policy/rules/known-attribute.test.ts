import { examplesOf, inbound } from "../../../support/policy-findings.ts";

const { finds, isSilent, offers } = examplesOf("known-attribute");

suite("known-attribute", () => {
  finds(
    "a slip, with the likely one",
    inbound('<set-header «nam»="a" />'),
    '<set-header> has no "nam". Did you mean "name"?',
  );
  finds("other letters", inbound('<set-header «Name»="a" />'), /Did you mean "name"/);
  finds(
    "what resembles none",
    inbound('<set-header name="a" «colour»="b" />'),
    '<set-header> has no "colour".',
  );
  finds(
    "anything in an element without attributes",
    inbound('<choose><when condition="@(true)" /><otherwise «if»="a" /></choose>'),
    "<otherwise> has no attributes.",
  );
  finds(
    "on roots, sections and base",
    '<policies «a»="1"><inbound «b»="2"><base «c»="3" /></inbound></policies>',
    [/<policies> has no attributes/, /<inbound> has no attributes/, /<base> has no attributes/],
  );
  finds(
    "one of another element",
    inbound('<set-method «name»="a">GET</set-method>'),
    /<set-method> has no "name"/,
  );
  isSilent("a tag that is broken", inbound("<set-header name='a' x y=1 />"));
  isSilent("what every policy may have", inbound('<set-method id="a">GET</set-method>'));
  finds(
    "the same on a part of a policy, which may not",
    inbound('<cors><allowed-origins «id»="a" /></cors>'),
    /<allowed-origins> has no attributes/,
  );
  isSilent("names that belong to XML", inbound('<set-header name="a" xml:space="preserve" xmlns:b="c" />'));
  isSilent("elements that nobody knows, of which others speak", inbound('<what a="b" />'));
  isSilent(
    "elements of a template",
    inbound('<set-body template="liquid"><set-header nam="a" /></set-body>'),
  );
  isSilent("in a comment", inbound('<!-- <set-header nam="a" /> -->'));
  finds(
    "a slip of what is given already is no slip of it",
    inbound('<set-header name="a" «nam»="b" />'),
    '<set-header> has no "nam".',
  );
  offers(
    "it gets the likely name",
    inbound("<set-header nam='a'\n/>"),
    inbound("<set-header name='a'\n/>"),
    'Rename to "name"',
  );
  isSilent(
    "both names that the reference gives to the name of a style sheet's parameter",
    inbound(
      '<xsl-transform><parameter name="a">1</parameter><parameter parameter-name="b">2</parameter></xsl-transform>',
    ),
  );
  offers(
    "what resembles none goes",
    inbound("<set-header name='a'\r\n colour='b' exists-action='skip' />"),
    inbound("<set-header name='a' exists-action='skip' />"),
    'Remove "colour"',
  );
});

import { connected, examplesOf, inbound } from "../../../support/policy-findings.ts";

const { finds, isSilent, offers, offersNothing } = examplesOf("named-value-exists");

const at = (text: string) => inbound(`<set-header name="a"><value>${text}</value></set-header>`);

suite("named-value-exists", () => {
  finds(
    "one that the instance has not",
    at("{{«nothing-like-it»}}"),
    'The instance has no named value "nothing-like-it".',
    connected,
  );
  finds(
    "a slip, with the likely one",
    at("{{«signing-kye»}}"),
    'The instance has no named value "signing-kye". Did you mean "signing-key"?',
    connected,
  );
  finds(
    "other letters: names are compared by case",
    at("{{«Signing-Key»}}"),
    /Did you mean "signing-key"/,
    connected,
  );
  finds(
    "in attributes, expressions, names and between tags",
    '<policies><inbound>{{«a»}}<set-variable name="{{«b»}}" value="@("{{«c»}}")" /></inbound></policies>',
    [/"a"/, /"b"/, /"c"/],
    connected,
  );
  finds("several in one", at("{{«x1»}}-{{signing-key}}-{{«x2»}}"), [/"x1"/, /"x2"/], connected);
  finds("in CDATA, which is replaced, too", at("<![CDATA[{{«a»}}]]>"), /"a"/, connected);
  isSilent("one that there is", at("{{signing-key}}"), connected);
  isSilent("without connection, or while they could not be read", at("{{a}}"));
  isSilent("in a comment, whatever it holds", at("<!-- {{a}} \r\n {{b}} -->"), connected);
  isSilent(
    "a template, where braces are Liquid's",
    inbound('<set-body template="liquid">{{body.a}} {{context.b}}</set-body>'),
    connected,
  );
  finds(
    "before and behind a template, and in its tag",
    inbound(
      '<set-header name="{{«a»}}" /><set-body template="liquid" id="{{«b»}}">{{body.a}}</set-body><set-header name="{{«c»}}" />',
    ),
    [/"a"/, /"b"/, /"c"/],
    connected,
  );
  finds("in a body that is no template", inbound("<set-body>{{«a»}}</set-body>"), /"a"/, connected);
  isSilent(
    "white space inside the braces: no source says whether the service reads the name without it",
    at("{{ nothing-like-it }} {{\tsigning-kye\t}} {{ signing-key }}"),
    connected,
  );
  isSilent("what is no name of a named value", at("{{a b}} {{}} {{ä}} {a} { {a} }"), connected);
  offers(
    "the likely one, between the braces that are there",
    at("a{{signing.key}}b"),
    at("a{{signing-key}}b"),
    'Change to "signing-key"',
    connected,
  );
  offersNothing("for what resembles none", at("{{nothing-like-it}}"), connected);
});

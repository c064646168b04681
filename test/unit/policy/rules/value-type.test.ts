import { examplesOf, inbound, jwt } from "../../../support/policy-findings.ts";

const { finds, isSilent, fixes, offersNothing } = examplesOf("value-type");

const flag = (text: string) => jwt(`require-signed-tokens="${text}"`);
const skew = (text: string) => jwt(`clock-skew="${text}"`);
const metric = (text: string) => inbound(`<emit-metric name="a" value="${text}" />`);
const proxy = (text: string) => inbound(`<proxy url="${text}" />`);
const start = (text: string) => inbound(`<quota-by-key first-period-start="${text}" />`);

suite("value-type", () => {
  finds(
    "a word that is no boolean",
    flag("«yes»"),
    '"require-signed-tokens" must be "true" or "false", not "yes".',
  );
  finds("a boolean in capitals, or empty", flag("«True»") + flag("«»"), [/not "True"/, /not ""/]);
  isSilent(
    "an empty value that is required, of which value-not-empty speaks",
    inbound('<retry condition="" count="" interval="" />') +
      jwt('header-name="a"', '<openid-config url="" />'),
  );
  isSilent("booleans in all forms", flag("true") + flag("false") + flag("1") + flag("0") + flag(" true "));
  finds(
    "a number with unit, fraction, exponent, separators",
    skew("«60s»") + skew("«1.5»") + skew("«1e3»") + skew("«1,000»"),
    /"clock-skew" must be a whole number/,
  );
  isSilent("whole numbers with sign", skew("60") + skew("+60") + skew("-60") + skew("007"));
  finds("more digits than a number has", skew("«1234567890123456789»"), /whole number/);
  finds("what is no number", metric("«1,5»") + metric("«.»") + metric("«1e»"), /"value" must be a number/);
  isSilent(
    "numbers with fraction and exponent",
    metric("1.5") + metric(".5") + metric("5.") + metric("-1e-3"),
  );
  finds(
    "an address without scheme, without host, with a space",
    proxy("«a.example»") + proxy("«https://»") + proxy("«https://a b»"),
    /must be an absolute URL such as https:\/\/host\/path/,
  );
  isSilent("addresses", proxy("http://a.example:8080") + proxy("https://a.example/b?c=d&amp;e=f"));
  finds("what is no time", start("«soon»") + start("«2030-13-01T00:00:00Z»"), /must be a time such as/);
  isSilent("times", start("2030-01-31T00:00:00Z") + start("2030-01-31"));
  isSilent(
    "filled in later",
    flag("{{flag}}") + skew("@(60)") + proxy("https://{{host}}") + start("#{START}#"),
  );
  isSilent("no value at all", jwt("clock-skew"));
  isSilent("texts, whose type is any", inbound('<set-header name="1,5" />'));
  fixes(
    "letters of a boolean, between the quotes that are there",
    jwt("require-signed-tokens=' TRUE '"),
    jwt("require-signed-tokens='true'"),
    'Change to "true"',
  );
  offersNothing("what is meant by anything else", flag("yes"));
});

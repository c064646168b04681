import { examplesOf, fragment, inbound, jwt, nested } from "../../../support/policy-findings.ts";

const { finds, isSilent, offers } = examplesOf("jwt-clock-skew-small");

const at = (skew: string) => jwt(`clock-skew="${skew}"`);

suite("jwt-clock-skew-small", () => {
  finds("a second too much", at("«301»"), "Tokens pass 301 seconds after they have expired; 300 are enough.");
  finds("an hour", at(" «3600» "), /pass 3600 seconds/);
  finds("with a fraction or exponent", at("«300.5»"), /pass 300\.5/);
  isSilent("just as much as is enough", at("300"));
  isSilent("nothing, less, less than nothing", at("0") + at("60") + at("-1"));
  isSilent("filled in later", at("{{skew}}") + at("@(3600)") + at("__SKEW__"));
  isSilent("no number, of which value-type speaks", at("an hour") + at("3600s") + at(""));
  isSilent("no value", jwt("clock-skew"));
  isSilent("other numbers", inbound('<send-request timeout="3600" />'));
  finds(
    "in single quotes, in a branch",
    fragment(nested("<validate-jwt clock-skew='«900»' />")),
    /900 seconds/,
  );
  offers("what is enough", at("3600"), at("300"), 'Change to "300"');
  offers(
    "between the quotes that are there",
    jwt("clock-skew=' 900 ' header-name='a'"),
    jwt("clock-skew='300' header-name='a'"),
    'Change to "300"',
  );
});

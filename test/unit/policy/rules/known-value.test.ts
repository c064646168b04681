import { examplesOf, inbound, jwtOf } from "../../../support/policy-findings.ts";

const { finds, isSilent, fixes, offers, offersNothing } = examplesOf("known-value");

const at = (action: string) => inbound(`<set-header name="a" exists-action="${action}" />`);

suite("known-value", () => {
  finds(
    "a slip, with all there are and the likely one",
    at("«appendd»"),
    '"appendd" is no value of "exists-action"; it is "override", "append", "skip" or "delete". Did you mean "append"?',
  );
  finds("what resembles none", at("«replace-everything»"), /or "delete"\.$/);
  finds("nothing", at("«»"), /^"" is no value/);
  finds("other letters", at("«Skip»"), /Did you mean "skip"/);
  finds("two in one", at("«skip, delete»"), /is no value/);
  finds(
    "in parts of policies, in single quotes",
    jwtOf("<required-claims><claim name='a' match='«both»' /></required-claims>"),
    '"both" is no value of "match"; it is "all" or "any".',
  );
  finds(
    "where capitals are asked for",
    inbound('<llm-token-limit token-quota-period="«hourly»" />'),
    /Did you mean "Hourly"/,
  );
  isSilent("one of them, with space around it", at("override") + at(" delete "));
  isSilent("filled in later", at("{{action}}") + at('@("skip")') + at("${ACTION}") + at("#{a}#"));
  isSilent("no value at all", inbound("<set-header name='a' exists-action />"));
  isSilent("attributes without a list", inbound('<set-header name="whatever" />'));
  isSilent("an attribute of that name elsewhere", inbound('<set-method exists-action="a">GET</set-method>'));
  isSilent("in a comment", inbound('<!-- <set-header exists-action="a" /> -->'));
  fixes("other letters need no second look", at("SKIP"), at("skip"), 'Change to "skip"');
  offers("what is a guess does", at(" overide\r\n"), at("override"), 'Change to "override"');
  offersNothing("for what resembles none", at("replace-everything"));
});

import { examplesOf, inbound } from "../../../support/policy-findings.ts";

const { finds, isSilent, offers } = examplesOf("client-certificate-checks");

const at = (attributes: string) => inbound(`<validate-client-certificate ${attributes} />`);

suite("client-certificate-checks", () => {
  finds("revocation", at('«validate-revocation="false"»'), "Certificates that were taken back are accepted.");
  finds(
    "trust",
    at('«validate-trust="false"»'),
    "Certificates of any authority are accepted, self-signed ones too.",
  );
  finds(
    "the beginning",
    at('«validate-not-before="false"»'),
    "Certificates that are not valid yet are accepted.",
  );
  finds("the end", at('«validate-not-after="false"»'), "Expired certificates are accepted.");
  finds(
    "each that is off, not those that are on",
    at("«validate-trust='false'» validate-not-before='true' «validate-not-after='0'»"),
    [/any authority/, /Expired/],
  );
  finds("off in capitals, with space", at('«validate-trust=" False "»'), /any authority/);
  isSilent("on", at('validate-revocation="true" validate-trust="1"'));
  isSilent("not given: on is the default", at(""));
  isSilent("filled in later", at('validate-trust="{{trust}}" validate-not-after="@(false)"'));
  isSilent("neither on nor off, of which value-type speaks", at('validate-trust="no"'));
  isSilent("other switches that are off", at('ignore-error="false"'));
  isSilent("the same attribute elsewhere", inbound('<set-header name="a" validate-trust="false" />'));
  isSilent("in a comment", inbound('<!-- <validate-client-certificate validate-trust="false" /> -->'));
  offers(
    "one goes, the others stay",
    at('validate-trust="false"\r\n  validate-not-after="false"'),
    inbound('<validate-client-certificate\r\n  validate-not-after="false" />'),
    "Remove it",
  );
});

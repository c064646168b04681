import { examplesOf, inbound, jwt } from "../../../support/policy-findings.ts";

const { finds, isSilent, offers } = examplesOf("refusal-status");

const at = (code: string) => jwt(`failed-validation-httpcode="${code}"`);

suite("refusal-status", () => {
  finds("success", at("«200»"), "The status 200 does not tell the caller that the request was refused.");
  finds("the last that refuses nothing", at("«399»"), /status 399/);
  isSilent("the first that refuses", at("400"));
  isSilent("others that do", at("401") + at("403") + at("503") + at("599"));
  finds("the first there is", at(" «100» "), /status 100/);
  isSilent("what is no status, of which value-range speaks", at("99") + at("600") + at("0"));
  isSilent(
    "what is no number, of which value-type speaks",
    at("unauthorized") + at("") + at("2xx") + at("-200"),
  );
  isSilent("filled in later", at("{{code}}") + at("@(200)"));
  finds(
    "of a header's check",
    inbound("<check-header name='a' failed-check-httpcode='«302»' />"),
    /status 302/,
  );
  finds(
    "of Entra's policy",
    inbound('<validate-azure-ad-token tenant-id="a" failed-validation-httpcode="«204»" />'),
    /status 204/,
  );
  isSilent(
    "statuses that are no refusal",
    inbound(
      '<return-response><set-status code="200" /></return-response><mock-response status-code="200" />',
    ),
  );
  isSilent(
    "the attribute elsewhere",
    inbound('<set-method failed-validation-httpcode="200">GET</set-method>'),
  );
  isSilent("in a comment", inbound('<!-- <validate-jwt failed-validation-httpcode="200" /> -->'));
  offers(
    "401, between the quotes that are there",
    jwt("failed-validation-httpcode=' 200 ' header-name='a'"),
    jwt("failed-validation-httpcode='401' header-name='a'"),
    'Change to "401"',
  );
});

import { examplesOf, inbound } from "../../../support/policy-findings.ts";

const { finds, isSilent, offers } = examplesOf("certificate-password-use");

const at = (attributes: string) => inbound(`<authentication-certificate ${attributes} />`);

suite("certificate-password-use", () => {
  finds(
    "beside a stored certificate",
    at('certificate-id="client" «password="{{pass}}"»'),
    'The password has no effect without "body".',
  );
  finds("beside a thumbprint, in any order", at("«password='p'» thumbprint='t'"), /no effect/);
  finds("alone", at('«password=""»'), /no effect/);
  isSilent(
    "beside a body",
    at('body="@(context.Variables.GetValueOrDefault<byte[]>("c"))" password="{{pass}}"'),
  );
  isSilent("beside an empty body, which is another matter", at('body="" password="p"'));
  isSilent("no password", at('certificate-id="client"'));
  isSilent("passwords of other policies", inbound('<authentication-basic username="u" password="p" />'));
  finds(
    "within a request",
    inbound('<send-request><authentication-certificate certificate-id="c" «password="p"» /></send-request>'),
    /no effect/,
  );
  isSilent("in a comment", inbound('<!-- <authentication-certificate password="p" /> -->'));
  offers(
    "the password goes, nothing else",
    at("certificate-id='c'\n\tpassword='p'\n\tid='i'"),
    at("certificate-id='c'\n\tid='i'"),
    "Remove the password",
  );
});

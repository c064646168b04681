import { examplesOf, inbound } from "../../../support/policy-findings.ts";

const { finds, isSilent, offersNothing } = examplesOf("client-certificate-identity");

const at = (attributes: string) =>
  inbound(
    `<validate-client-certificate><identities><identity${attributes} /></identities></validate-client-certificate>`,
  );

suite("client-certificate-identity", () => {
  finds(
    "nothing is named",
    at("").replace("identity />", "«identity» />"),
    "This identity names nothing of the certificate.",
  );
  finds(
    "the issuer in two ways, by subject",
    at(' issuer-certificate-id="ca" «issuer-subject»="CN=a"'),
    '"issuer-subject" cannot stand beside "issuer-certificate-id".',
  );
  finds(
    "by thumbprint, before it",
    at(" «issuer-thumbprint»='a' issuer-certificate-id='ca'"),
    '"issuer-thumbprint" cannot stand beside "issuer-certificate-id".',
  );
  finds(
    "in three ways",
    at(' «issuer-subject»="CN=a" «issuer-thumbprint»="b" issuer-certificate-id="{{ca}}"'),
    [/issuer-subject/, /issuer-thumbprint/],
  );
  isSilent(
    "by subject and thumbprint, which may stand together",
    at(' issuer-subject="CN=a" issuer-thumbprint="b"'),
  );
  isSilent("by id, with other traits", at(' issuer-certificate-id="ca" subject="CN=b" dns-name="c"'));
  isSilent("one trait, though empty", at(' subject=""'));
  finds(
    "each identity for itself",
    inbound(
      "<validate-client-certificate><identities><«identity» /><identity subject='a' /><«identity»></identity></identities></validate-client-certificate>",
    ),
    "This identity names nothing of the certificate.",
  );
  isSilent("elements of that name elsewhere", inbound("<identity /><cors><identity /></cors>"));
  isSilent(
    "in a comment",
    inbound(
      "<validate-client-certificate><identities><!-- <identity /> --></identities></validate-client-certificate>",
    ),
  );
  offersNothing("which of the two is right", at(' issuer-certificate-id="ca" issuer-subject="CN=a"'));
});

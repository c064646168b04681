import { examplesOf, inbound } from "../../../support/policy-findings.ts";

const { finds, isSilent, offers, offersNothing } = examplesOf("client-certificate-rejects");

const at = (attributes: string, content = "") =>
  inbound(`<validate-client-certificate ${attributes}>${content}</validate-client-certificate>`);
const named = '<identities><identity subject="CN=a" /></identities>';

suite("client-certificate-rejects", () => {
  finds(
    "errors are ignored",
    at('«ignore-error="true"»'),
    "Requests go on although their certificate failed the check.",
  );
  finds("written otherwise", at("«ignore-error=' TRUE '»"), /go on/);
  finds("as a number", at('«ignore-error="1"»', named), /go on/);
  finds(
    "no trust and nobody named",
    inbound('<«validate-client-certificate» validate-trust="false" />'),
    "Without trust and without identities anybody's certificate passes: name <identities>.",
  );
  finds("both", inbound("<«validate-client-certificate» validate-trust='0' «ignore-error='true'» />"), [
    /anybody/,
    /go on/,
  ]);
  finds(
    "identities in a comment",
    inbound(
      `<«validate-client-certificate» validate-trust="false"><!-- ${named} --></validate-client-certificate>`,
    ),
    /anybody/,
  );
  isSilent("no trust, but identities", at('validate-trust="false"', named));
  isSilent("trust without identities", at('validate-trust="true"'));
  isSilent("trust by default", at(""));
  isSilent("errors that are not ignored", at('ignore-error="false"'));
  isSilent("what is filled in later", at('ignore-error="{{lax}}" validate-trust="{{trust}}"'));
  isSilent("ignored errors of other policies", inbound('<send-request ignore-error="true" />'));
  offers(
    "the switch goes",
    at('ignore-error="true" validate-trust="true"').replace(" ignore", "\n ignore"),
    at('validate-trust="true"'),
    "Remove ignore-error",
  );
  offersNothing("who is to be named", inbound('<validate-client-certificate validate-trust="false" />'));
});

import { examplesOf, inbound } from "../../../support/policy-findings.ts";

const { finds, isSilent, fixes, offersNothing } = examplesOf("thumbprint-form");

const digits = "0123456789abcdefABCDEF0123456789abcdef01";
const at = (thumbprint: string) => inbound(`<authentication-certificate thumbprint="${thumbprint}" />`);
const said = "A thumbprint has 40 hexadecimal digits and nothing else.";
const pairs = digits.replace(/..(?=.)/g, "$&:");

suite("thumbprint-form", () => {
  finds("a digit too few", at(`«${digits.slice(1)}»`), said);
  finds("a digit too many", at(`«${digits}0»`), said);
  finds("a letter that is no digit", at(`«g${digits.slice(1)}»`), said);
  finds("colons", at(`«${pairs}»`), said);
  finds("an invisible mark, as a dialog copies it", at(`«\u200e${digits}»`), said);
  finds("a name", at("«my-cert»"), said);
  finds(
    "in both traits of an identity, in single quotes",
    inbound(
      "<validate-client-certificate><identities><identity thumbprint='«a»' issuer-thumbprint='«b»' /></identities></validate-client-certificate>",
    ),
    said,
  );
  isSilent("40 digits in any letters, with space around them", at(digits) + at(` ${digits} `));
  isSilent(
    "filled in later, or empty",
    at("{{thumbprint}}") + at("@(context.Request.Certificate.Thumbprint)") + at("") + at("__THUMB__"),
  );
  isSilent("the attribute elsewhere", inbound('<set-header name="a" thumbprint="b" />'));
  fixes("colons go", at(pairs), at(digits), "Keep the digits");
  fixes(
    "spaces and the invisible mark go",
    at(`\u200e${pairs.replaceAll(":", " ")}\u200f`),
    at(digits),
    "Keep the digits",
  );
  fixes("dashes go", at(pairs.replaceAll(":", "-")), at(digits), "Keep the digits");
  offersNothing("when a digit lacks", at(pairs.slice(3)));
});

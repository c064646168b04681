import {
  audiences,
  claim,
  discovery,
  examplesOf,
  inbound,
  issuers,
  jwtOf,
  keys,
} from "../../../support/policy-findings.ts";

const { finds, isSilent, offersNothing } = examplesOf("jwt-requires-issuer");

const said = "Without openid-config and <issuers> the issuer of the token is not checked.";
const key = keys("<key>{{key}}</key>");
const found = (content: string) => inbound(`<«validate-jwt»>${content}</validate-jwt>`);

suite("jwt-requires-issuer", () => {
  finds("keys alone", found(key), said);
  finds("a certificate", found(keys('<key certificate-id="a" />')), said);
  finds(
    "the older list of keys",
    found("<issuer-signing-tokens><token>a</token></issuer-signing-tokens>"),
    said,
  );
  finds(
    "an empty list, at the list",
    jwtOf(`${key}<«issuers»></issuers>`),
    "<issuers> is empty: name an issuer or remove it.",
  );
  finds("an empty list beside discovery, too", jwtOf(`${discovery()}<«issuers» />`), /is empty/);
  finds("a list with a comment only", jwtOf("<«issuers»><!-- <issuer>a</issuer> --></issuers>"), /is empty/);
  finds("other claims", found(key + claim('name="sub"', "a")), said);
  isSilent("discovery, which brings its issuer", jwtOf(discovery()) + jwtOf(discovery() + key));
  isSilent("an issuer, though filled in later", jwtOf(key + issuers("{{issuer}}")));
  isSilent(
    "iss as a required claim, or a claim that is filled in later",
    jwtOf(key + claim('name="iss"', "a")) + jwtOf(key + claim('name="{{claim}}"', "a")),
  );
  isSilent("a list that a named value fills", jwtOf(`${key}<issuers>{{issuers}}</issuers>`));
  isSilent("a fragment that may bring the list", jwtOf(`${key}<include-fragment fragment-id="issuers" />`));
  isSilent("no keys at all, of which another rule speaks", jwtOf(audiences("a")));
  isSilent(
    "Entra's policy, whose tenant issues",
    inbound('<validate-azure-ad-token tenant-id="a"><issuers /></validate-azure-ad-token>'),
  );
  offersNothing("who issues", jwtOf(key));
});

import {
  audiences,
  claim,
  discovery,
  examplesOf,
  inbound,
  jwtOf,
  keys,
} from "../../../support/policy-findings.ts";

const { finds, isSilent, offersNothing } = examplesOf("jwt-requires-audience");

const said = "validate-jwt accepts tokens for any audience: add <audiences> with the identifier of the API.";
const found = (content: string) => inbound(`<«validate-jwt»>${content}</validate-jwt>`);

suite("jwt-requires-audience", () => {
  finds("no list", found(discovery()), said);
  finds(
    "an empty list, at the list",
    jwtOf(`${discovery()}<«audiences»></audiences>`),
    "At least one <audience> must be given here.",
  );
  finds(
    "a list with a comment only",
    jwtOf("<«audiences»><!-- <audience>a</audience> --></audiences>"),
    /must be given here/,
  );
  finds("other claims", found(discovery() + claim('name="azp"', "a")), said);
  finds("a certificate, which signs for every API", found(keys('<key certificate-id="a" />')), said);
  finds("a public key", found(keys('<key n="a" e="b" />')), said);
  finds("a secret beside discovery", found(discovery() + keys("<key>{{key}}</key>")), said);
  finds(
    "a secret beside a certificate",
    found(keys("<key>{{key}}</key>", '<key certificate-id="a" />')),
    said,
  );
  isSilent("a secret alone, which is the API's own", jwtOf(keys("<key>{{key}}</key>")));
  isSilent(
    "an audience, though empty or filled in later",
    jwtOf(audiences("")) + jwtOf(audiences("{{api}}")),
  );
  isSilent("aud as a required claim", jwtOf(discovery() + claim('name="aud"', "a")));
  isSilent(
    "a claim whose name is filled in later",
    jwtOf(discovery() + claim('name="{{claim}}"', "a")) + jwtOf(discovery() + claim('name="@("aud")"', "a")),
  );
  isSilent("a list that a named value fills", jwtOf(`${discovery()}<audiences>{{audiences}}</audiences>`));
  isSilent(
    "a fragment or placeholder that may bring the list",
    jwtOf(`${discovery()}<include-fragment fragment-id="a" />`) + jwtOf(`${discovery()}\r\n  #{AUDIENCES}#`),
  );
  finds("aud in other letters", found(claim('name="Aud"', "a")), said);
  isSilent(
    "Entra's policy, of which another rule speaks",
    inbound('<validate-azure-ad-token tenant-id="a" />'),
  );
  offersNothing("which API is meant", jwtOf(discovery()));
});

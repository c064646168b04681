import {
  audiences,
  connected,
  discovery,
  examplesOf,
  inbound,
  issuers,
  jwt,
  jwtOf,
  keys,
} from "../../../support/policy-findings.ts";

const { finds, isSilent, offers, offersNothing } = examplesOf("jwt-key-source");

const said =
  "validate-jwt has neither openid-config nor issuer-signing-keys, so every signed token is refused.";
const found = (content: string, attributes = "") =>
  inbound(`<«validate-jwt»${attributes}>${content}</validate-jwt>`);

suite("jwt-key-source", () => {
  finds("neither", found(audiences("a")), said);
  finds("an element that closes itself", inbound("<«validate-jwt» />"), said);
  finds(
    "keys to decrypt with only",
    found('<decryption-keys><key certificate-id="a" /></decryption-keys>'),
    said,
  );
  finds("an empty list of keys", found(keys()), said);
  finds("discovery in a comment", found(`<!-- ${discovery()} -->`), said);
  isSilent("discovery, though without URL", jwtOf("<openid-config />"));
  isSilent(
    "keys of any form, older ones too",
    jwtOf(keys("<key />")) +
      jwtOf("<issuer-signing-tokens><token>a</token></issuer-signing-tokens>") +
      jwtOf(keys("<zumo-master-key />")),
  );
  isSilent(
    "a fragment or named value that may bring them",
    jwtOf('<include-fragment fragment-id="keys" />') + jwtOf("{{keys}}"),
  );
  for (const off of ["false", "0", "False", " false "])
    isSilent(`unsigned tokens (${off}), of which other rules speak`, jwt(`require-signed-tokens="${off}"`));
  finds("signatures that are asked for, or may be", found("", ' require-signed-tokens="{{signed}}"'), said);
  offers(
    "discovery of the issuer, before what is there and indented like it",
    jwtOf(`\r\n    ${issuers("https://a.auth0.com/")}`),
    jwtOf(`\r\n    ${discovery("a.auth0.com")}\r\n    ${issuers("https://a.auth0.com/")}`),
    "Take the keys of a.auth0.com",
  );
  offers(
    "of the first of several issuers that is Auth0's",
    jwtOf(issuers("https://login.example.com/", "https://a.auth0.com/")),
    jwtOf(discovery("a.auth0.com") + issuers("https://login.example.com/", "https://a.auth0.com/")),
    "Take the keys of a.auth0.com",
  );
  offers(
    "of a custom domain that is connected",
    jwtOf(issuers("https://login.shop.example/")),
    jwtOf(discovery("login.shop.example") + issuers("https://login.shop.example/")),
    "Take the keys of login.shop.example",
    connected,
  );
  offersNothing("for other issuers", jwtOf(issuers("https://login.shop.example/")));
  offersNothing("without issuer", inbound("<validate-jwt />"));
});

import {
  audiences,
  connected,
  discovery,
  examplesOf,
  issuers,
  jwtOf,
  keys,
  legacy,
  orders,
  unread,
} from "../../../support/policy-findings.ts";

const { finds, isSilent, offersNothing } = examplesOf("auth0-signing-algorithm");

const issuer = issuers("https://shop.eu.auth0.com/");
const secret = "<key>{{signing-key}}</key>";
const certificate = '<key certificate-id="client" />';
const rsa = '<key n="a" e="AQAB" />';
const noSecret = `"${legacy}" signs its tokens with HS256: openid-config holds no key for it. Let the API sign with RS256, or give its secret as a key.`;

suite("auth0-signing-algorithm", () => {
  finds("HS256 and discovery", jwtOf(discovery() + audiences(`«${legacy}»`)), noSecret, connected);
  finds(
    "HS256 and a certificate",
    jwtOf(keys(certificate) + audiences(`«${legacy}»`) + issuer),
    noSecret,
    connected,
  );
  finds("HS256 and an RSA key", jwtOf(keys(rsa) + audiences(`«${legacy}»`) + issuer), noSecret, connected);
  finds(
    "RS256 and a secret",
    jwtOf(keys(secret) + audiences(`«${orders}»`) + issuer),
    `"${orders}" signs its tokens with RS256: a secret does not verify it. Use openid-config.`,
    connected,
  );
  isSilent("HS256 and a secret", jwtOf(keys(secret) + audiences(legacy) + issuer), connected);
  isSilent("RS256 and discovery", jwtOf(discovery() + audiences(orders)), connected);
  isSilent("RS256 and a certificate", jwtOf(keys(certificate) + audiences(orders) + issuer), connected);
  isSilent("RS256 and an RSA key", jwtOf(keys(rsa) + audiences(orders) + issuer), connected);
  isSilent(
    "both kinds of keys for both kinds of APIs",
    jwtOf(keys(secret, rsa) + audiences(orders, legacy) + issuer),
    connected,
  );
  isSilent(
    "discovery and a secret for both",
    jwtOf(discovery() + keys(secret) + audiences(orders, legacy)),
    connected,
  );
  finds(
    "the one of two APIs that does not fit",
    jwtOf(discovery() + audiences(orders, `«${legacy}»`)),
    /HS256/,
    connected,
  );
  isSilent(
    "an API whose algorithm is not known",
    jwtOf(keys(secret) + audiences(unread) + issuer),
    connected,
  );
  isSilent("no keys at all, of which another rule speaks", jwtOf(audiences(orders) + issuer), connected);
  isSilent("without connection", jwtOf(discovery() + audiences(legacy)));
  isSilent("keys without a hint whose they are", jwtOf(keys(secret) + audiences(orders)), connected);
  offersNothing("since the API may have to change", jwtOf(discovery() + audiences(legacy)), connected);
});

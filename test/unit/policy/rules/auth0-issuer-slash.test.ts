import {
  audiences,
  connected,
  examplesOf,
  inbound,
  issuers,
  jwtOf,
} from "../../../support/policy-findings.ts";

const { finds, isSilent, fixes } = examplesOf("auth0-issuer-slash");

const at = (...names: string[]) => jwtOf(issuers(...names));

suite("auth0-issuer-slash", () => {
  finds(
    "the slash lacks",
    at("«https://shop.eu.auth0.com»"),
    'Auth0 issues tokens as "https://shop.eu.auth0.com/": the slash at the end is missing.',
  );
  finds("the address alone, not the space around it", at(" \n «https://shop.eu.auth0.com»\n"), /the slash/);
  finds("every one", at("«https://a.auth0.com»", "https://b.auth0.com/", "«https://c.auth0.com»"), [
    /a\.auth0\.com\//,
    /c\.auth0\.com\//,
  ]);
  finds("a connected custom domain", at("«https://login.shop.example»"), /the slash/, connected);
  isSilent("that domain without connection", at("https://login.shop.example"));
  isSilent(
    "both forms, which is to be on the safe side",
    at("https://shop.eu.auth0.com", "https://shop.eu.auth0.com/"),
  );
  isSilent(
    "other providers, who issue without slash",
    at("https://login.example.com", "https://accounts.google.com"),
  );
  isSilent("a path, of which another rule speaks", at("https://shop.eu.auth0.com/oauth"));
  isSilent("a query, where a slash at the end would be wrong", at("https://shop.eu.auth0.com?a=b"));
  isSilent("another scheme, which no slash makes right", at("http://shop.eu.auth0.com"));
  isSilent(
    "a slash that a named value or a tool may bring",
    at("https://shop.eu.auth0.com{{slash}}", "https://shop.eu.auth0.com#{slash}#"),
  );
  isSilent("the host alone", at("shop.eu.auth0.com"));
  isSilent("audiences", jwtOf(audiences("https://shop.eu.auth0.com")));
  isSilent(
    "issuers of other policies",
    inbound("<x><issuers><issuer>https://shop.eu.auth0.com</issuer></issuers></x>"),
  );
  isSilent("in a comment", at("<!-- https://shop.eu.auth0.com -->"));
  finds("beside a comment", at("<!-- ours -->«https://shop.eu.auth0.com»"), /the slash/);
  fixes(
    "the slash is added and nothing else",
    at("https://a.auth0.com/", "https://b.auth0.com"),
    at("https://a.auth0.com/", "https://b.auth0.com/"),
    "Add the slash",
  );
});

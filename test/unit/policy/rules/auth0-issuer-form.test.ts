import { audiences, connected, examplesOf, issuers, jwtOf } from "../../../support/policy-findings.ts";

const { finds, isSilent, fixes } = examplesOf("auth0-issuer-form");

const at = (...names: string[]) => jwtOf(issuers(...names));
const right = "https://shop.eu.auth0.com/";

suite("auth0-issuer-form", () => {
  finds(
    "the domain alone",
    at("«shop.eu.auth0.com»"),
    'Auth0 issues tokens as "https://shop.eu.auth0.com/", not as "shop.eu.auth0.com".',
  );
  finds("the domain with a slash", at("«shop.eu.auth0.com/»"), /not as "shop\.eu\.auth0\.com\/"/);
  finds("another scheme", at("«http://shop.eu.auth0.com/»"), /as "https:\/\/shop/);
  finds(
    "a path",
    at("«https://shop.eu.auth0.com/oauth/token»"),
    /as "https:\/\/shop\.eu\.auth0\.com\/", not/,
  );
  finds("two slashes at the end", at("«https://shop.eu.auth0.com//»"), /as "https:/);
  finds("a query", at("«https://shop.eu.auth0.com/?a=b»"), /as "https:/);
  finds(
    "capitals in the host, since the comparison is exact",
    at("«https://Shop.EU.auth0.com/»"),
    /as "https:\/\/shop\.eu\.auth0\.com\/", not as "https:\/\/Shop/,
  );
  finds("capitals in the scheme", at("«HTTPS://shop.eu.auth0.com/»"), /not as "HTTPS/);
  isSilent("the right form", at(right));
  isSilent("without the slash, which is another rule's", at("https://shop.eu.auth0.com"));
  isSilent(
    "other providers, whatever their form",
    at("login.example.com", "http://login.example.com/realms/a"),
  );
  isSilent(
    "hosts that only end like Auth0's",
    at("http://auth0.com/", "http://notauth0.com/", "http://a.auth0.com.example/"),
  );
  finds(
    "an older host without region, and one with a locality",
    at("«old.auth0.com»", "«a.us-3.auth0.com»"),
    [/https:\/\/old\.auth0\.com\//, /https:\/\/a\.us-3\.auth0\.com\//],
  );
  finds(
    "a connected custom domain",
    at("«login.shop.example»"),
    /as "https:\/\/login\.shop\.example\/"/,
    connected,
  );
  isSilent("the same domain without connection", at("login.shop.example"));
  isSilent(
    "expressions and named values",
    at("{{domain}}", "https://{{domain}}/oauth", '@("shop.eu.auth0.com")'),
  );
  isSilent(
    "a path that is filled in later, even behind another scheme",
    at("http://shop.eu.auth0.com/{{path}}"),
  );
  isSilent("an empty issuer", at(""));
  isSilent("text in other elements", jwtOf(audiences("shop.eu.auth0.com")));
  fixes(
    "the issuer is written as Auth0 does",
    at("a", "http://shop.eu.auth0.com/x?y"),
    at("a", right),
    `Change to "${right}"`,
  );
  fixes(
    "white space around it goes, too",
    at("\r\n  shop.eu.auth0.com\r\n"),
    at(right),
    `Change to "${right}"`,
  );
});

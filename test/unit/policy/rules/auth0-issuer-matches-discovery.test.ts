import { connected, discovery, examplesOf, issuers, jwtOf, keys } from "../../../support/policy-findings.ts";

const { finds, relates, isSilent, offers, offersNothing } = examplesOf("auth0-issuer-matches-discovery");

const shop = "https://shop.eu.auth0.com/";

suite("auth0-issuer-matches-discovery", () => {
  finds(
    "another tenant",
    jwtOf(discovery() + issuers("«https://other.eu.auth0.com/»")),
    "No openid-config is at other.eu.auth0.com: keys from shop.eu.auth0.com verify tokens of that issuer only.",
  );
  finds(
    "another provider beside Auth0's keys",
    jwtOf(discovery() + issuers("«https://login.example.com/»")),
    /at login\.example\.com/,
  );
  finds(
    "Auth0's issuer beside another provider's keys",
    jwtOf(discovery("login.example.com") + issuers(`«${shop}»`)),
    /keys from login\.example\.com/,
  );
  isSilent(
    "two other providers, of which nothing is known",
    jwtOf(discovery("login.example.com") + issuers("https://sts.example.com/")),
  );
  isSilent("the same host", jwtOf(discovery() + issuers(shop)));
  isSilent(
    "the same host in other letters or form, of which other rules speak",
    jwtOf(discovery() + issuers("https://SHOP.eu.auth0.com")),
  );
  finds(
    "each stranger among friends",
    jwtOf(discovery() + issuers(shop, "«https://a.eu.auth0.com/»", "«https://b.eu.auth0.com/»")),
    [/at a\./, /at b\./],
  );
  finds(
    "a source that is given twice is named once",
    jwtOf(discovery() + discovery() + issuers("«https://a.auth0.com/»")),
    /keys from shop\.eu\.auth0\.com verify/,
  );
  finds(
    "all sources are named",
    jwtOf(discovery() + discovery("login.shop.example") + issuers("«https://a.auth0.com/»")),
    /keys from shop\.eu\.auth0\.com, login\.shop\.example verify/,
  );
  finds(
    "of many sources some are named",
    jwtOf(
      ["a", "b", "c", "d", "e", "f"].map((name) => discovery(`${name}.auth0.com`)).join("") +
        issuers("«https://g.auth0.com/»"),
    ),
    /keys from a\.auth0\.com, b\.[^ ]+, c\.[^ ]+, d\.[^ ]+, e\.auth0\.com and others verify/,
  );
  isSilent(
    "a host of any of several sources",
    jwtOf(discovery() + discovery("login.shop.example") + issuers("https://login.shop.example/")),
  );
  isSilent(
    "what may be a custom domain of the tenant, beside the tenant: their keys are the same",
    jwtOf(discovery() + issuers(shop, "https://auth.example.com/")),
  );
  finds(
    "another provider beside the tenant, whose issuer has a path",
    jwtOf(discovery() + issuers(shop, "«https://sts.windows.net/a/»")),
    /at sts\.windows\.net/,
  );
  finds(
    "another tenant beside the right one",
    jwtOf(discovery() + issuers(shop, "«https://shop.us.auth0.com/»")),
    /at shop\.us\.auth0\.com/,
  );
  isSilent(
    "tenant and custom domain of which it is known",
    jwtOf(discovery() + issuers("https://login.shop.example/")) +
      jwtOf(discovery("login.shop.example") + issuers(shop)),
    connected,
  );
  finds(
    "a custom domain that is known to be another tenant's",
    jwtOf(
      discovery("dark.eu.auth0.com") + issuers("https://dark.eu.auth0.com/", "«https://login.shop.example/»"),
    ),
    /at login\.shop\.example/,
    connected,
  );
  isSilent(
    "keys of its own beside discovery",
    jwtOf(discovery() + keys("<key>c2VjcmV0</key>") + issuers("https://other.eu.auth0.com/")),
  );
  isSilent("no discovery", jwtOf(issuers("https://other.eu.auth0.com/")));
  isSilent(
    "a source that cannot be told",
    jwtOf(
      `${discovery()}<openid-config url="https://{{domain}}/.well-known/openid-configuration" />${issuers("https://other.eu.auth0.com/")}`,
    ),
  );
  isSilent(
    "an issuer that cannot be told",
    jwtOf(discovery() + issuers("https://{{domain}}/", "@(context.Api.Id)")),
  );
  finds(
    "a connected custom domain, whose keys are not those of another host",
    jwtOf(discovery("login.example.com") + issuers("«https://login.shop.example/»")),
    /at login\.shop\.example/,
    connected,
  );
  relates(
    "says where the keys come from",
    jwtOf(
      '<openid-config url="‹https://shop.eu.auth0.com/.well-known/openid-configuration›" />' +
        issuers("https://other.eu.auth0.com/"),
    ),
    "Keys come from here.",
  );
  offers(
    "the issuer of the one source",
    jwtOf(discovery() + issuers("https://other.eu.auth0.com/")),
    jwtOf(discovery() + issuers(shop)),
    `Change to "${shop}"`,
  );
  offersNothing(
    "which of two sources is meant",
    jwtOf(discovery() + discovery("login.shop.example") + issuers("https://a.auth0.com/")),
  );
});

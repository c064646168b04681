import {
  audiences,
  claim,
  connected,
  discovery,
  examplesOf,
  jwtOf,
  legacy,
  orders,
  unread,
} from "../../../support/policy-findings.ts";

const { finds, isSilent, offers } = examplesOf("auth0-client-claim");

const at = (name: string, ...names: string[]) =>
  jwtOf(discovery() + audiences(...names) + claim(`name="${name}"`, "c"));

suite("auth0-client-claim", () => {
  finds(
    "azp of an API with the RFC 9068 dialect",
    at("«azp»", orders),
    `Tokens for "${orders}" name the client in "client_id".`,
    connected,
  );
  finds(
    "client_id of an API with Auth0's own dialect",
    at("«client_id»", legacy),
    `Tokens for "${legacy}" name the client in "azp".`,
    connected,
  );
  isSilent("client_id where it is right", at("client_id", orders), connected);
  isSilent("azp where it is right", at("azp", legacy), connected);
  isSilent("claims that don't name the client", at("sub", orders), connected);
  isSilent("an API whose dialect is not known", at("azp", unread), connected);
  isSilent("an audience that is no known API", at("azp", "https://elsewhere.example"), connected);
  isSilent("no audience", at("azp"), connected);
  isSilent(
    "an unknown audience beside a known one: its tokens pass, too",
    at("azp", orders, "https://elsewhere.example"),
    connected,
  );
  isSilent("an audience that a named value holds", at("azp", orders, "{{audience}}"), connected);
  finds(
    "of two known APIs, the one that says otherwise",
    at("«azp»", orders, legacy),
    new RegExp(`"${orders}"`),
    connected,
  );
  isSilent("without connection", at("azp", orders));
  isSilent(
    "a tenant that is not connected",
    jwtOf(discovery("other.eu.auth0.com") + audiences(orders) + claim('name="azp"', "c")),
    connected,
  );
  isSilent(
    "a tenant whose APIs could not be read",
    jwtOf(discovery("dark.eu.auth0.com") + audiences(orders) + claim('name="azp"', "c")),
    connected,
  );
  finds(
    "at the custom domain",
    jwtOf(discovery("login.shop.example") + audiences(orders) + claim("name='«azp»'", "c")),
    /client_id/,
    connected,
  );
  isSilent(
    "a second provider beside the tenant",
    jwtOf(discovery() + discovery("login.example.com") + audiences(orders) + claim('name="azp"', "c")),
    connected,
  );
  isSilent(
    "a discovery document without URL, which could be anybody's",
    jwtOf(`${discovery()}<openid-config />${audiences(orders)}${claim('name="azp"', "c")}`),
    connected,
  );
  offers(
    "the name changes, the values stay",
    at("azp", orders),
    at("client_id", orders),
    'Change to "client_id"',
    connected,
  );
});

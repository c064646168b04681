import {
  audiences,
  connected,
  discovery,
  examplesOf,
  inbound,
  issuers,
  jwtOf,
  legacy,
  orders,
  unread,
} from "../../../support/policy-findings.ts";

const { finds, isSilent, offers, offersNothing } = examplesOf("auth0-known-audience");

const at = (...names: string[]) => jwtOf(discovery() + audiences(...names));

suite("auth0-known-audience", () => {
  finds(
    "what is no API of the tenant",
    at("«https://elsewhere.example»"),
    'The tenant has no API "https://elsewhere.example".',
    connected,
  );
  finds(
    "a slash too many, with the likely one",
    at(`«${orders}/»`),
    `The tenant has no API "${orders}/". Did you mean "${orders}"?`,
    connected,
  );
  finds(
    "other letters: identifiers are compared by case",
    at("«https://api.shop.example/Orders»"),
    /Did you mean "https:\/\/api\.shop\.example\/orders"/,
    connected,
  );
  finds("each one for itself", at("«urn:a»", orders, "«urn:b»"), [/"urn:a"/, /"urn:b"/], connected);
  finds("an audience with an entity, as it is meant", at("«urn:a&amp;b»"), /no API "urn:a&b"/, connected);
  isSilent(
    "all of the tenant's, even those of which only the identifier is known",
    at(orders, legacy, unread),
    connected,
  );
  isSilent("an empty one, of which another rule speaks", at(""), connected);
  isSilent(
    "named values, expressions and placeholders",
    at("{{api}}", "https://{{host}}/orders", "@(context.Api.Id)", "__API__"),
    connected,
  );
  isSilent("without connection", at("urn:a"));
  isSilent(
    "a tenant whose APIs could not be read",
    jwtOf(discovery("dark.eu.auth0.com") + audiences("urn:a")),
    connected,
  );
  isSilent(
    "one such tenant beside another",
    jwtOf(discovery() + discovery("dark.eu.auth0.com") + audiences("urn:a")),
    connected,
  );
  isSilent(
    "an issuer of somebody else: the audience may be his",
    jwtOf(discovery() + issuers("https://login.example.com/") + audiences("urn:a")),
    connected,
  );
  finds(
    "issuers alone tell the tenant",
    jwtOf(audiences("«urn:a»") + issuers("https://shop.eu.auth0.com/")),
    /"urn:a"/,
    connected,
  );
  finds(
    "by the custom domain",
    jwtOf(discovery("login.shop.example") + audiences("«urn:a»")),
    /"urn:a"/,
    connected,
  );
  isSilent("when neither issuer nor discovery is given", jwtOf(audiences("urn:a")), connected);
  isSilent(
    "audiences of other policies",
    inbound(`<validate-azure-ad-token tenant-id="common">${audiences("urn:a")}</validate-azure-ad-token>`),
    connected,
  );
  offers(
    "the likely one, comment and space kept outside",
    at(orders, `${legacy}/`),
    at(orders, legacy),
    `Change to "${legacy}"`,
    connected,
  );
  offersNothing("for what resembles none", at("urn:a"), connected);
});

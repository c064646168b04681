import { examplesOf, inbound, jwtOf } from "../../../support/policy-findings.ts";

const { finds, isSilent, fixes, offers } = examplesOf("jwt-openid-config-url");

const at = (url: string) => jwtOf(`<openid-config url="${url}" />`);
const ending = "/.well-known/openid-configuration";
const not = `This is not the URL of a discovery document: it ends in "${ending}".`;

suite("jwt-openid-config-url", () => {
  finds("a tenant's domain", at("«https://a.auth0.com»"), not);
  finds("the key set", at("«https://login.example.com/.well-known/jwks.json»"), not);
  finds(
    "a tenant's domain with the path of another provider",
    at(`«https://a.auth0.com/v2.0${ending}»`) + at(`«https://a.eu.auth0.com/oauth2/default${ending}»`),
    /^An Auth0 tenant has one discovery document, "https:\/\/a(\.eu)?\.auth0\.com\/\.well-known\/openid-configuration"\.$/,
  );
  finds("a slash behind the ending", at(`«https://a.auth0.com${ending}/»`), not);
  finds("only a similar ending", at(`«https://a.auth0.com${ending}s»`), not);
  finds("the ending in the query", at(`«https://a.example/?${ending}»`), not);
  finds("http", at(`«http://a.auth0.com${ending}»`), "The discovery document must be fetched by https.");
  finds("any other scheme", at(`«ftp://a.example${ending}»`), /by https/);
  finds(
    "two slashes before the path",
    at(`«https://a.auth0.com/${ending}»`),
    'The path begins with two slashes: "//".',
  );
  isSilent("the ending, below an issuer, with a query", at(`https://a.example/realms/b${ending}?p=policy`));
  isSilent(
    "the document of OAuth, also with the issuer behind it",
    at("https://a.example/.well-known/oauth-authorization-server") +
      at("https://a.example/.well-known/oauth-authorization-server/tenant"),
  );
  isSilent(
    "with an issuer of several parts behind it",
    at("https://a.example/.well-known/oauth-authorization-server/realms/b"),
  );
  isSilent(
    "no address, of which value-type speaks, and no value",
    at("a.auth0.com") + at("") + jwtOf("<openid-config />"),
  );
  isSilent(
    "filled in later",
    at("{{discovery}}") + at("https://{{domain}}/") + at("@(context.Api.Path)") + at("${DISCOVERY}"),
  );
  isSilent("addresses elsewhere", inbound('<proxy url="http://a.example" />'));
  fixes(
    "the document of a tenant, whatever slashes it ends in",
    at("https://a.auth0.com//"),
    at(`https://a.auth0.com${ending}`),
    `Change to "https://a.auth0.com${ending}"`,
  );
  fixes(
    "no slash behind the ending",
    at(`https://a.eu.auth0.com${ending}/?p=q`),
    at(`https://a.eu.auth0.com${ending}?p=q`),
    `Change to "https://a.eu.auth0.com${ending}?p=q"`,
  );
  offers(
    "no slash behind the ending, as far as is known of another host",
    at(`https://a.example/b${ending}/?p=q`),
    at(`https://a.example/b${ending}?p=q`),
    `Change to "https://a.example/b${ending}?p=q"`,
  );
  offers(
    "the one document of a tenant",
    at(`https://a.auth0.com/v2.0${ending}`),
    at(`https://a.auth0.com${ending}`),
    `Change to "https://a.auth0.com${ending}"`,
  );
  offers(
    "beside the key set of a tenant",
    at("https://a.auth0.com/.well-known/jwks.json"),
    at(`https://a.auth0.com${ending}`),
    `Change to "https://a.auth0.com${ending}"`,
  );
  offers(
    "below another issuer",
    at("https://a.example/realms/b/"),
    at(`https://a.example/realms/b${ending}`),
    `Change to "https://a.example/realms/b${ending}"`,
  );
  offers(
    "in place of the address for tokens",
    at("https://a.example/oauth/token?x=y"),
    at(`https://a.example${ending}`),
    `Change to "https://a.example${ending}"`,
  );
  fixes(
    "https, and nothing else, of a tenant",
    at(`http://a.auth0.com${ending}?a=b&amp;c=d`),
    at(`https://a.auth0.com${ending}?a=b&amp;c=d`),
    `Change to "https://a.auth0.com${ending}?a=b&c=d"`,
  );
  for (const host of ["10.0.0.1:8080", "identity", "identity.internal", "a.example"]) {
    offers(
      `https of ${host}, which may not answer by it, for a look`,
      at(`http://${host}${ending}`),
      at(`https://${host}${ending}`),
      `Change to "https://${host}${ending}"`,
    );
  }
  fixes(
    "one slash",
    at(`https://a.eu.auth0.com//${ending}`),
    at(`https://a.eu.auth0.com${ending}`),
    `Change to "https://a.eu.auth0.com${ending}"`,
  );
  offers(
    "one slash, as far as is known of another host",
    at(`https://a.example//${ending}`),
    at(`https://a.example${ending}`),
    `Change to "https://a.example${ending}"`,
  );
});

import { claim, connected, discovery, examplesOf, issuers, jwtOf } from "../../../support/policy-findings.ts";

const { finds, isSilent, offers, offersNothing } = examplesOf("auth0-known-claim");

const at = (name: string) => jwtOf(discovery() + claim(`name="${name}"`, "v"));

suite("auth0-known-claim", () => {
  finds("Entra's scp", at("«scp»"), 'Auth0 puts no "scp" in its access tokens; it has "scope".');
  finds("Entra's appid", at("«appid»"), /it has "azp"/);
  finds("Entra's oid", at("«oid»"), /it has "sub"/);
  finds(
    "Entra's tid, to which nothing corresponds",
    at("«tid»"),
    'Auth0 puts no "tid" in its access tokens.',
  );
  finds("a claim of Auth0 in other letters", at("«Scope»"), /it has "scope"/);
  finds("a standard claim in other letters", at("«ISS»"), /it has "iss"/);
  finds("scope in the wrong number", at("«scopes»"), /it has "scope"/);
  finds("permissions in the wrong number", at("«permission»"), /it has "permissions"/);
  isSilent(
    "claims of Auth0 and the standard",
    jwtOf(
      discovery() +
        ["scope", "permissions", "azp", "client_id", "org_id", "sub", "jti"]
          .map((name) => claim(`name="${name}"`, "v"))
          .join(""),
    ),
  );
  isSilent("a claim of one's own, which an action may add", at("https://shop.example/roles"));
  isSilent("a name that nobody knows", at("department"));
  isSilent("another provider", jwtOf(discovery("login.example.com") + claim('name="scp"', "v")));
  isSilent(
    "another provider beside Auth0: the claim may be his",
    jwtOf(discovery() + discovery("login.example.com") + claim('name="scp"', "v")),
  );
  isSilent(
    "a provider that cannot be told beside Auth0",
    jwtOf(discovery() + issuers("{{issuer}}") + claim('name="scp"', "v")),
  );
  isSilent("no provider", jwtOf(claim('name="scp"', "v")));
  finds(
    "by the issuer alone",
    jwtOf(issuers("https://shop.eu.auth0.com/") + claim("name='«scp»'", "v")),
    /scope/,
  );
  finds(
    "a custom domain, when connected",
    jwtOf(discovery("login.shop.example") + claim('name="«scp»"', "v")),
    /scope/,
    connected,
  );
  isSilent(
    "a custom domain that nobody knows",
    jwtOf(discovery("login.shop.example") + claim('name="scp"', "v")),
  );
  isSilent(
    "names that are filled in later",
    jwtOf(discovery() + claim('name="{{claim}}"', "v") + claim('name="@("scp")"', "v")),
  );
  offers("scp becomes scope, unless an action adds it", at("scp"), at("scope"), 'Change to "scope"');
  offers("so do other letters", at("Permissions"), at("permissions"), 'Change to "permissions"');
  offers("appid becomes azp, whose values have to be looked at", at("appid"), at("azp"), 'Change to "azp"');
  offers("scopes may be a claim of one's own", at("scopes"), at("scope"), 'Change to "scope"');
  offersNothing("for tid", at("tid"));
});

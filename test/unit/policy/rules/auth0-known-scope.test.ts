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

const { finds, isSilent, offers, offersNothing } = examplesOf("auth0-known-scope");

const at = (name: string, ...values: string[]) =>
  jwtOf(discovery() + audiences(orders) + claim(`name="${name}" separator=" "`, ...values));

suite("auth0-known-scope", () => {
  finds(
    "a scope that the API does not define",
    at("scope", "«delete:everything»"),
    'The API behind the audience defines no scope "delete:everything".',
    connected,
  );
  finds(
    "a permission",
    at("permissions", "«delete:everything»"),
    /defines no permission "delete:everything"/,
    connected,
  );
  finds(
    "a slip, with the likely one",
    at("scope", "read:orders", "«raed:orders»"),
    /no scope "raed:orders"\. Did you mean "read:orders"\?$/,
    connected,
  );
  finds("other letters", at("scope", "«Read:Orders»"), /Did you mean "read:orders"/, connected);
  isSilent("what the API defines", at("scope", "read:orders", "write:orders"), connected);
  isSilent(
    "scopes of OpenID Connect",
    at("scope", "openid", "profile", "email", "offline_access", "address", "phone"),
    connected,
  );
  finds(
    "the same as permissions, which they are not",
    at("permissions", "«openid»"),
    /no permission "openid"/,
    connected,
  );
  isSilent("several in one value, of which another rule speaks", at("scope", "a b"), connected);
  isSilent("other claims", at("sub", "nobody"), connected);
  isSilent(
    "values that are filled in later, and empty ones",
    at("scope", "{{scope}}", '@("a")', ""),
    connected,
  );
  isSilent(
    "an API whose scopes could not be read",
    jwtOf(discovery() + audiences(unread) + claim('name="scope"', "a")),
    connected,
  );
  isSilent(
    "such an API beside another",
    jwtOf(discovery() + audiences(orders, unread) + claim('name="scope"', "a")),
    connected,
  );
  isSilent(
    "a scope of any of several APIs",
    jwtOf(discovery() + audiences(orders, legacy) + claim('name="scope"', "read:legacy", "read:orders")),
    connected,
  );
  finds(
    "a scope of none of several APIs",
    jwtOf(discovery() + audiences(orders, legacy) + claim('name="scope"', "«a»")),
    /no scope "a"/,
    connected,
  );
  isSilent(
    "any audience: nobody knows which API",
    jwtOf(discovery() + claim('name="scope"', "a")),
    connected,
  );
  isSilent(
    "an audience that is filled in later",
    jwtOf(discovery() + audiences("{{api}}") + claim('name="scope"', "a")),
    connected,
  );
  isSilent("without connection", at("scope", "a"));
  offers(
    "the likely one",
    at("scope", "read:orders", "write:order"),
    at("scope", "read:orders", "write:orders"),
    'Change to "write:orders"',
    connected,
  );
  offersNothing("for what resembles none", at("scope", "xyz"), connected);
});

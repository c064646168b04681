import { known, unknown } from "../../../../src/core/known.ts";
import {
  audiences,
  connected,
  discovery,
  examplesOf,
  issuers,
  jwtOf,
} from "../../../support/policy-findings.ts";
import { live } from "./support/live.ts";

const { finds, isSilent, offersNothing } = examplesOf("auth0-audience-is-api");

const clientId = "aB3dE5fG7hI9jK1lM3nO5pQ7rS9tU1vW";
const at = (...names: string[]) => jwtOf(discovery() + audiences(...names));

suite("auth0-audience-is-api", () => {
  finds(
    "what looks like a client id",
    at(`«${clientId}»`),
    /^This is a client id, the audience of ID tokens\. .* the identifier of the API\.$/,
  );
  isSilent("31 characters", at(clientId.slice(1)));
  isSilent("33 characters", at(`${clientId}x`));
  isSilent("32 characters in small letters, as of a digest", at(clientId.toLowerCase()));
  isSilent("32 characters in capitals", at(clientId.toUpperCase()));
  isSilent("32 characters with a dash", at(`${clientId.slice(1)}-`));
  finds("a client that is connected, whatever its form", at("«shop-web»"), /client id/, connected);
  isSilent("the same when nothing is connected", at("shop-web"));
  isSilent("an API whose identifier looks like a client id", at(clientId), {
    live: {
      ...live,
      tenants: known([
        {
          domain: "shop.eu.auth0.com",
          customDomains: unknown,
          clientIds: known([clientId]),
          apis: known([
            {
              identifier: clientId,
              name: "a",
              signingAlgorithm: unknown,
              scopes: unknown,
              dialect: unknown,
              permissionsInToken: unknown,
            },
          ]),
        },
      ]),
    },
  });
  finds(
    "the Management API of any tenant",
    at("«https://other.us.auth0.com/api/v2/»"),
    /Management API; tokens for it are not for this API/,
  );
  finds("without the slash at the end", at("«https://other.us.auth0.com/api/v2»"), /Management API/);
  finds(
    "the user info",
    at("«https://shop.eu.auth0.com/userinfo»"),
    /user info; tokens for any API of the tenant may carry it/,
  );
  isSilent("a path that only begins so", at("https://shop.eu.auth0.com/userinfo2"));
  isSilent(
    "the same path at a host of one's own",
    at("https://api.shop.example/api/v2/", "https://api.shop.example/userinfo"),
  );
  finds(
    "each wrong one among right ones",
    at("a", `«${clientId}»`, "b", "«https://shop.eu.auth0.com/userinfo»"),
    [/client id/, /user info/],
  );
  isSilent(
    "other providers, whose audiences may be client ids",
    jwtOf(discovery("login.example.com") + audiences(clientId)),
  );
  finds(
    "when only the issuer is Auth0's",
    jwtOf(audiences(`«${clientId}»`) + issuers("https://shop.eu.auth0.com/")),
    /client id/,
  );
  isSilent(
    "expressions, named values and what a tool fills in",
    at("@(context.Api.Id)", "{{audience}}", "${AUDIENCE}"),
  );
  offersNothing("which API was meant", at(clientId), connected);
});

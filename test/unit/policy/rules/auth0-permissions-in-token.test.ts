import {
  audiences,
  claim,
  connected,
  discovery,
  examplesOf,
  inbound,
  jwtOf,
  legacy,
  nested,
  orders,
  unread,
} from "../../../support/policy-findings.ts";

const { finds, isSilent, offersNothing } = examplesOf("auth0-permissions-in-token");

const at = (name: string, ...names: string[]) =>
  jwtOf(discovery() + audiences(...names) + claim(`name="${name}"`, "read:legacy"));

suite("auth0-permissions-in-token", () => {
  finds(
    "an API that puts none into tokens",
    at("«permissions»", legacy),
    `Tokens for "${legacy}" carry no permissions: switch on RBAC and "Add Permissions in the Access Token".`,
    connected,
  );
  isSilent("an API that does", at("permissions", orders), connected);
  isSilent("an API of which it is not known", at("permissions", unread), connected);
  finds(
    "that one of several",
    at("«permissions»", orders, legacy, unread),
    new RegExp(`"${legacy}"`),
    connected,
  );
  isSilent("scope, which every token has", at("scope", legacy), connected);
  isSilent("a claim in other letters, of which another rule speaks", at("Permissions", legacy), connected);
  isSilent("an audience that is no known API beside it", at("permissions", legacy, "urn:other"), connected);
  isSilent("no audience", at("permissions"), connected);
  isSilent("without connection", at("permissions", legacy));
  isSilent(
    "a tenant of which nothing could be read",
    jwtOf(discovery("dark.eu.auth0.com") + audiences(legacy) + claim('name="permissions"', "a")),
    connected,
  );
  finds(
    "a claim without values, too",
    jwtOf(
      `${discovery()}${audiences(legacy)}<required-claims><claim name='«permissions»' /></required-claims>`,
    ),
    /carry no permissions/,
    connected,
  );
  finds(
    "the first of two such claims",
    jwtOf(
      `${discovery()}${audiences(legacy)}<required-claims><claim name="«permissions»" /><claim name="permissions" /></required-claims>`,
    ),
    /carry no permissions/,
    connected,
  );
  finds(
    "in a branch",
    inbound(
      nested(
        `<validate-jwt header-name="a">${discovery()}${audiences(legacy)}${claim('name="«permissions»"')}</validate-jwt>`,
      ),
    ),
    /carry no permissions/,
    connected,
  );
  offersNothing("since the API has to change, not the policy", at("permissions", legacy), connected);
});

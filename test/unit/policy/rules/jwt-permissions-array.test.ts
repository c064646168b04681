import { claim, connected, discovery, examplesOf, issuers, jwtOf } from "../../../support/policy-findings.ts";

const { finds, isSilent, offers } = examplesOf("jwt-permissions-array");

const at = (attributes: string, source = discovery()) => jwtOf(source + claim(attributes, "a"));

suite("jwt-permissions-array", () => {
  finds(
    "a space",
    at('name="permissions" «separator=" "»'),
    '"permissions" is an array in Auth0\'s tokens and needs no separator.',
  );
  finds("anything else", at("«separator=','» name='permissions'"), /needs no separator/);
  finds("an empty one, or one without value", at('name="permissions" «separator=""»'), /needs no separator/);
  finds(
    "one that is filled in later: none is right",
    at('name="permissions" «separator="{{sign}}"»'),
    /needs no separator/,
  );
  finds(
    "in each such claim",
    jwtOf(
      `${discovery()}<required-claims><claim name="permissions" «separator=" "» /><claim name="scope" separator=" " /><claim name="permissions" «separator=";"» /></required-claims>`,
    ),
    /needs no separator/,
  );
  isSilent("no separator", at('name="permissions" match="all"'));
  isSilent("scope, which needs one", at('name="scope" separator=" "'));
  isSilent("other letters, of which another rule speaks", at('name="Permissions" separator=" "'));
  isSilent(
    "another provider, who may write it as one text",
    at('name="permissions" separator=" "', discovery("login.example.com")),
  );
  isSilent("no provider", at('name="permissions" separator=" "', ""));
  finds(
    "an issuer of Auth0",
    at('name="permissions" «separator=" "»', issuers("https://a.auth0.com/")),
    /needs no/,
  );
  finds(
    "a custom domain that is connected",
    jwtOf(`${discovery("login.shop.example")}${claim('name="permissions" «separator=" "»', "a")}`),
    /needs no/,
    connected,
  );
  offers(
    "it goes with the space before it, for a look: somebody chose it",
    at("name='permissions'\n separator=' ' match='any'"),
    at("name='permissions' match='any'"),
    "Remove the separator",
  );
});

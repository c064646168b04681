import { claim, discovery, examplesOf, inbound, issuers, jwtOf } from "../../../support/policy-findings.ts";

const { finds, isSilent, fixes, offers, offersNothing } = examplesOf("jwt-scope-separator");

const found = (name: string, ...values: string[]) =>
  jwtOf(claim(`name="${name}"`, ...values).replace("<claim", "<«claim»"));
const at = (attributes: string, ...values: string[]) => jwtOf(claim(attributes, ...values));

suite("jwt-scope-separator", () => {
  finds(
    "scope without",
    found("scope", "a"),
    '"scope" is one text with spaces between the scopes: without separator=" " it must equal the value as a whole.',
  );
  finds("scp without", found("scp", "a", "b"), /^"scp" is one text/);
  finds("a comma", at('name="scope" «separator=","»', "a"), 'The scopes in "scope" are separated by spaces.');
  finds("an empty one", at("«separator=''» name='scope'", "a"), /separated by spaces/);
  finds("two spaces, which are not one", at('name="scope" «separator="  "»', "a"), /separated by spaces/);
  isSilent("a space", at('name="scope" separator=" "', "a") + at("name='scp' separator=' '", "a"));
  isSilent(
    "a space as a character reference",
    at('name="scope" separator="&#32;"', "a") + at('name="scope" separator="&#x20;"', "a"),
  );
  isSilent(
    "filled in later",
    at('name="scope" separator="{{sign}}"', "a") +
      at('name="scope" separator="@(" ")"', "a") +
      at('name="scope" separator="#{SIGN}#"', "a"),
  );
  isSilent(
    "Okta's scp, which is an array",
    jwtOf(discovery("dev-1.okta.com") + claim('name="scp"', "a")) +
      jwtOf(issuers("https://dev-1.oktapreview.com/oauth2/default") + claim("name='scp'", "a")),
  );
  finds(
    "Okta's scope in one text",
    jwtOf(discovery("dev-1.okta.com") + claim('name="scope"', "a").replace("<claim", "<«claim»")),
    /^"scope" is one text/,
  );
  isSilent("no values: it only has to be there", at('name="scope"'));
  isSilent("other claims", at('name="permissions"', "a") + at('name="roles" separator=","', "a"));
  isSilent("a claim whose name is filled in later", at('name="{{claim}}"', "a"));
  finds(
    "in Entra's policy",
    inbound(
      `<validate-azure-ad-token tenant-id="a">${claim('name="scp"', "a").replace("<claim", "<«claim»")}</validate-azure-ad-token>`,
    ),
    /^"scp" is one text/,
  );
  isSilent("a claim that is none of a token", inbound(`<what>${claim('name="scp"', "a")}</what>`));
  fixes(
    "it is added behind the rest",
    at("name='scope' match='any'", "a", "b"),
    at("name='scope' match='any' separator=\" \"", "a", "b"),
    'Add separator=" "',
  );
  offersNothing(
    "for a separator whose name is misspelt, which has to be renamed",
    at('name="scope" seperator=" "', "a"),
  );
  offers(
    "several scopes in one value may be meant as a whole",
    at('name="scope"', "a b"),
    at('name="scope" separator=" "', "a b"),
    'Add separator=" "',
  );
  offers(
    "another sign becomes a space, for a look: somebody chose it",
    at("name='scope' separator=';'", "a b"),
    at("name='scope' separator=' '", "a b"),
    "Separate by a space",
  );
});

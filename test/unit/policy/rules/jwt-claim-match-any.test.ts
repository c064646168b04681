import { claim, examplesOf, inbound, jwtOf } from "../../../support/policy-findings.ts";

const { finds, isSilent, offers } = examplesOf("jwt-claim-match-any");

const at = (attributes: string, ...values: string[]) => jwtOf(claim(attributes, ...values));
const found = (attributes: string, ...values: string[]) =>
  at(attributes, ...values).replace("<claim", "<«claim»");

suite("jwt-claim-match-any", () => {
  finds(
    "two clients, of which a token names one",
    found('name="azp"', "a", "b"),
    'A token has one "azp", which cannot equal 2 values at once: use match="any".',
  );
  finds("all, said or not", found("match='all' name='client_id'", "a", "b", "c"), /equal 3 values/);
  finds("values that differ in letters only", found('name="org_id"', "a", "A"), /"org_id"/);
  finds(
    "in Entra's policy",
    inbound(
      `<validate-azure-ad-token tenant-id="a">${claim('name="tid"', "a", "b").replace("<claim", "<«claim»")}</validate-azure-ad-token>`,
    ),
    /"tid"/,
  );
  finds("two known beside one that is filled in later", found('name="sub"', "a", "{{b}}", "c"), /2 values/);
  isSilent("any of them", at('name="azp" match="any"', "a", "b"));
  isSilent("a way to match that is filled in later", at('name="azp" match="{{match}}"', "a", "b"));
  isSilent(
    "one value, none, the same twice",
    at('name="azp"', "a") + at('name="azp"') + at('name="azp"', "a", "a"),
  );
  isSilent("values that may turn out to be the same", at('name="azp"', "a", "{{b}}", '@("c")'));
  isSilent(
    "claims that may be lists, and those of one's own",
    at('name="aud"', "a", "b") +
      at('name="permissions"', "a", "b") +
      at('name="https://a.example/team"', "a", "b"),
  );
  isSilent("one that a separator splits", at('name="sub" separator="|"', "a", "b"));
  isSilent("a name that is filled in later", at('name="{{azp}}"', "a", "b"));
  isSilent("a claim elsewhere", inbound(`<what>${claim('name="azp"', "a", "b")}</what>`));
  isSilent("in a comment", jwtOf(`<!-- ${claim('name="azp"', "a", "b")} -->`));
  offers(
    "it is added behind the name",
    at("name='azp'", "a", "b"),
    at("name='azp' match=\"any\"", "a", "b"),
    'Set match="any"',
  );
  offers(
    "all becomes any",
    at("match='all' name='azp'", "a", "b"),
    at("match='any' name='azp'", "a", "b"),
    'Set match="any"',
  );
});

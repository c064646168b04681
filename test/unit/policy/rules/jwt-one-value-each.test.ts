import { audiences, examplesOf, inbound, issuers, jwtOf } from "../../../support/policy-findings.ts";

const { finds, isSilent, fixes } = examplesOf("jwt-one-value-each");

const id = "1a2b3c4d-0000-4000-8000-aabbccddeeff";
const entra = (content: string) =>
  inbound(`<validate-azure-ad-token tenant-id="a">${content}</validate-azure-ad-token>`);

suite("jwt-one-value-each", () => {
  finds(
    "audiences with a comma between them",
    jwtOf(audiences("«https://a.example,https://b.example»")),
    "<audience> is compared as a whole: write one for each of the 2.",
  );
  finds(
    "issuers on lines of their own",
    jwtOf(issuers("\n «https://a.example/\n https://b.example/» ")),
    /each of the 2/,
  );
  finds("ids and addresses", jwtOf(audiences(`«api://${id}; ${id} , https://c.example»`)), /each of the 3/);
  finds(
    "in Entra's policy",
    entra(
      `<client-application-ids><application-id>«${id} ${id.replace("1", "2")}»</application-id></client-application-ids>`,
    ),
    "<application-id> is compared as a whole: write one for each of the 2.",
  );
  isSilent("one", jwtOf(audiences("https://a.example", id) + issuers("https://a.example/")));
  isSilent(
    "one with a comma in it",
    jwtOf(audiences("https://a.example/b,c") + audiences("https://a.example/b,")),
  );
  isSilent("words, which may be one name", jwtOf(audiences("my api", "orders, billing")));
  isSilent("filled in later", jwtOf(audiences("{{a}},{{b}}", '@("https://a.example,https://b.example")')));
  isSilent("empty", jwtOf("<audiences><audience /></audiences>"));
  isSilent(
    "values of claims, which may be texts",
    jwtOf(
      "<required-claims><claim name='a'><value>https://a.example,https://b.example</value></claim></required-claims>",
    ),
  );
  isSilent("elsewhere", inbound("<cors><audience>https://a.example https://b.example</audience></cors>"));
  isSilent("in a comment", jwtOf(audiences("https://a.example<!-- https://b.example -->")));
  fixes(
    "each on a line of its own",
    jwtOf(
      "<audiences>\r\n  <audience>https://a.example, https://b.example?c&amp;d</audience>\r\n</audiences>",
    ),
    jwtOf(
      "<audiences>\r\n  <audience>https://a.example</audience>\r\n  <audience>https://b.example?c&amp;d</audience>\r\n</audiences>",
    ),
    "Make each an <audience> of its own",
  );
});

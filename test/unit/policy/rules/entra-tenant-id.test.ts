import { examplesOf, inbound } from "../../../support/policy-findings.ts";

const { finds, isSilent, offersNothing } = examplesOf("entra-tenant-id");

const at = (tenant: string) => inbound(`<validate-azure-ad-token tenant-id="${tenant}" />`);
const id = "1a2b3c4d-0000-4000-8000-aabbccddeeff";

suite("entra-tenant-id", () => {
  finds(
    "an address",
    at(`«https://login.microsoftonline.com/${id}»`),
    `"https://login.microsoftonline.com/${id}" is neither the id nor a domain of an Entra tenant.`,
  );
  finds("a name without a dot", at("«contoso»"), /"contoso" is neither/);
  finds("an id that lacks a digit", at(`«${id.slice(1)}»`), /is neither/);
  finds("two in one", at("«a.example, b.example»"), /is neither/);
  finds("a domain that ends with a dot", at("«contoso.com.»"), /is neither/);
  finds("a domain with an underscore", at("«con_toso.com»"), /is neither/);
  isSilent("an id, in any letters, with space around it", at(id) + at(` ${id.toUpperCase()} `));
  isSilent("a domain", at("contoso.onmicrosoft.com") + at("Contoso.com") + at("a-b.co.uk"));
  isSilent("the three words", at("organizations") + at("common") + at("Consumers"));
  finds("a word like them", at("«organisations»"), /is neither/);
  isSilent(
    "filled in later, wholly or in part",
    at("{{tenant}}") + at("@(context.Api.Name)") + at("{{name}}.onmicrosoft.com") + at("__tenant__"),
  );
  isSilent("an empty one, of which another rule speaks", at(""));
  isSilent("an attribute of that name elsewhere", inbound('<set-header name="a" tenant-id="contoso" />'));
  finds("in single quotes", inbound("<validate-azure-ad-token tenant-id='«contoso»' />"), /"contoso"/);
  offersNothing("which tenant is meant", at("contoso"));
});

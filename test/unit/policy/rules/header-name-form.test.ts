import { examplesOf, inbound, jwt, outbound } from "../../../support/policy-findings.ts";

const { finds, isSilent, fixes, offers, offersNothing } = examplesOf("header-name-form");

const at = (name: string) => inbound(`<set-header name="${name}" exists-action="delete" />`);

suite("header-name-form", () => {
  finds("a colon", at("«X-Shop:»"), 'No header can be called "X-Shop:".');
  finds("a space", at("«X Shop»"), 'No header can be called "X Shop".');
  finds(
    "letters of other alphabets, brackets, quotes",
    at("«größe»") + at("«a(b)»") + at("«&quot;a&quot;»"),
    /No header/,
  );
  finds("of a token", jwt('header-name="«Authorization: Bearer»"'), /"Authorization: Bearer"/);
  finds(
    "in what limits tell",
    inbound('<rate-limit retry-after-header-name="«retry after»" />'),
    /"retry after"/,
  );
  finds("in a response", outbound('<set-header name=" «a;b» " />'), /"a;b"/);
  finds(
    "a slip in the usual header",
    jwt('header-name="«Authorisation»"') + jwt("header-name='«Authorizaton»'"),
    [/^No client sends "Authorisation"\. Did you mean "Authorization"\?$/, /sends "Authorizaton"/],
  );
  isSilent(
    "the usual header in any letters",
    jwt('header-name="authorization"') + jwt('header-name="AUTHORIZATION"'),
  );
  isSilent("a header of one's own", jwt('header-name="X-Authorization"') + jwt('header-name="Auth"'));
  isSilent("a slip where no token is looked for", at("Authorisation"));
  isSilent("all signs that may be in a name", at("a!#$%'*+.^_`|~0-9A-Z"));
  isSilent("filled in later, or empty", at("{{a b}}") + at('@("a b")') + at("") + at("#{A B}#"));
  isSilent("names of other things", inbound('<set-variable name="a b" value="c" />'));
  isSilent("in a comment", inbound('<!-- <set-header name="a b" /> -->'));
  fixes("the colon goes", at(" X-Shop :"), at("X-Shop"), 'Change to "X-Shop"');
  offers(
    "the usual header, between the quotes that are there",
    jwt("header-name='Authorisation'"),
    jwt("header-name='Authorization'"),
    'Change to "Authorization"',
  );
  offersNothing("which sign is meant", at("X Shop"));
});

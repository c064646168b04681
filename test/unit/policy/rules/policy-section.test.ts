import { examplesOf, fragment, inbound, nested, outbound } from "../../../support/policy-findings.ts";

const { finds, isSilent, offersNothing } = examplesOf("policy-section");

suite("policy-section", () => {
  finds(
    "in another section",
    outbound('<«validate-jwt» header-name="a" />'),
    '"validate-jwt" is not allowed in outbound; it belongs in inbound.',
  );
  finds(
    "where several are allowed",
    "<policies><backend><«jsonp» callback-parameter-name='a' /></backend><on-error><«rewrite-uri» template='/' /></on-error></policies>",
    [/in backend; it belongs in outbound/, /in on-error; it belongs in inbound/],
  );
  finds(
    "all that allow it are named",
    "<policies><on-error><«wait» /></on-error></policies>",
    '"wait" is not allowed in on-error; it belongs in inbound, outbound and backend.',
  );
  finds("in a branch of the section", outbound(nested("<«cors» />")), /not allowed in outbound/);
  finds(
    "a policy of resolvers",
    inbound("<«http-data-source» />"),
    '"http-data-source" belongs in a GraphQL resolver, not in a section.',
  );
  finds(
    "in a section without a document around it",
    "<outbound><«cors» /></outbound>",
    /not allowed in outbound/,
  );
  isSilent(
    "where it is allowed",
    inbound('<validate-jwt header-name="a" />') + outbound("<jsonp callback-parameter-name='a' />"),
  );
  isSilent(
    "policies that are allowed everywhere",
    "<policies><backend><choose /><set-variable name='a' value='b' /></backend></policies>",
  );
  isSilent(
    "policies that belong to another one there",
    outbound(
      "<send-request><set-method>GET</set-method><authentication-managed-identity resource='a' /></send-request>",
    ),
  );
  finds("the same without it", outbound("<«set-method»>GET</set-method>"), /not allowed in outbound/);
  isSilent(
    "in a fragment, whose section nobody knows",
    fragment("<validate-jwt header-name='a' /><jsonp callback-parameter-name='a' />"),
  );
  isSilent(
    "in a resolver",
    "<http-data-source><http-request><set-method>GET</set-method></http-request></http-data-source>",
  );
  isSilent("policies of which no source says", outbound("<invoke-request url='a' />"));
  isSilent(
    "in templates and comments",
    outbound("<set-body template='liquid'><cors /></set-body><!-- <cors /> -->"),
  );
  offersNothing("where to put it", outbound("<cors />"));
});

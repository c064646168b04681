import { examplesOf, fragment, inbound, nested } from "../../../support/policy-findings.ts";

const { finds, isSilent, offers, offersNothing } = examplesOf("known-policy");

suite("known-policy", () => {
  finds(
    "a slip, with the likely one",
    inbound("<«valdate-jwt» />"),
    'There is no policy "valdate-jwt". Did you mean "validate-jwt"?',
  );
  finds("other letters", inbound("<«Base» />"), /Did you mean "base"/);
  finds("what resembles none", inbound("<«frobnicate» />"), 'There is no policy "frobnicate".');
  finds(
    "in branches and fragments",
    fragment(nested("<«set-heder» name='a' />")),
    /Did you mean "set-header"/,
  );
  isSilent(
    "a part whose policy has neither its > nor its end tag: that is the fault",
    inbound('<set-header name="x"\n<value>1</value>'),
  );
  finds(
    "what such a policy does not hold",
    inbound('<set-header name="x"\n<«valdate-jwt» />'),
    /Did you mean "validate-jwt"/,
  );
  finds("each time it is used", inbound("<«chose» /><«chose» />"), /Did you mean "choose"/);
  finds(
    "a slip in a section's name",
    "<policies><«inbund» /></policies>",
    '"inbund" is no section: <policies> holds inbound, backend, outbound and on-error. Did you mean "inbound"?',
  );
  finds(
    "a policy outside of the sections",
    "<policies><«cors» /></policies>",
    /^The policy "cors" stands outside of the sections: <policies> holds inbound/,
  );
  finds(
    "a section in a fragment or branch",
    fragment("<«inbound»></inbound>"),
    "The section <inbound> stands directly in <policies> only.",
  );
  finds(
    "a policy inside of base, which is no bracket around others",
    inbound("<base><«set-method» /><«valdate-jwt» /></base>"),
    [
      "<base /> holds nothing: <set-method> stands before or behind it.",
      "<base /> holds nothing: <valdate-jwt> stands before or behind it.",
    ],
  );
  finds("base inside of base", inbound("<base><«base»></base></base>"), /^<base \/> holds nothing: <base>/);
  finds("a part without its policy", inbound("<«audiences» /><«when» /><«openid-config» />"), [
    'There is no policy "audiences"; it is a part of validate-azure-ad-token and validate-jwt.',
    'There is no policy "when"; it is a part of choose.',
    'There is no policy "openid-config"; it is a part of validate-jwt.',
  ]);
  finds("a part of many policies", inbound("<«value» /><«dimension» />"), [
    'There is no policy "value".',
    /a part of azure-openai-emit-token-metric, emit-metric and llm-emit-token-metric\.$/,
  ]);
  isSilent(
    "policies that there are",
    inbound('<base /><set-method>GET</set-method><include-fragment fragment-id="a" />'),
  );
  isSilent("a policy of former times, which instances may have", inbound("<set-graphql-resolver />"));
  isSilent("parts of policies, of which another rule speaks", inbound("<cors><orgin /></cors>"));
  isSilent("what stands in what is not known itself", "<what><ever /></what>");
  isSilent("a sign that has just been typed", inbound("<"));
  isSilent(
    "templates and comments",
    inbound('<set-body template="liquid"><valdate-jwt /></set-body><!-- <valdate-jwt /> -->'),
  );
  offers(
    "both tags are renamed, the rest stays",
    inbound("<set-metod id='a'>\r\nGET</set-metod >"),
    inbound("<set-method id='a'>\r\nGET</set-method >"),
    'Rename to "set-method"',
  );
  offers(
    "a section, too",
    "<policies><outbund /></policies>",
    "<policies><outbound /></policies>",
    'Rename to "outbound"',
  );
  offers(
    "base is closed before what it holds",
    inbound("<base>\n  <set-method>GET</set-method>\n</base>"),
    inbound("<base />\n  <set-method>GET</set-method>\n"),
    "Close <base /> before it",
  );
  offersNothing("for a base that is never closed", "<policies><inbound><base><set-method>GET</set-method>");
  offersNothing("for a part without its policy", inbound("<audiences />"));
  offersNothing("for what resembles none", inbound("<frobnicate />"));
});

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
  offersNothing("for what resembles none", inbound("<frobnicate />"));
});

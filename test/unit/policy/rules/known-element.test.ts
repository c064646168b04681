import { audiences, examplesOf, inbound, jwtOf } from "../../../support/policy-findings.ts";

const { finds, isSilent, offers, offersNothing } = examplesOf("known-element");

const held = "it holds allowed-origins, allowed-methods, allowed-headers and expose-headers.";

suite("known-element", () => {
  finds(
    "a slip, with what there is",
    inbound("<cors><«allowed-orgins» /></cors>"),
    `<cors> has no <allowed-orgins>; ${held} Did you mean "allowed-origins"?`,
  );
  finds("what resembles none", inbound("<cors><«what» /></cors>"), `<cors> has no <what>; ${held}`);
  finds("other letters", inbound("<cors><«Allowed-Origins» /></cors>"), /Did you mean "allowed-origins"/);
  finds(
    "anything where there is nothing",
    inbound("<set-method><«get» /></set-method>"),
    "<set-method> has no <get>; it holds no elements.",
  );
  finds(
    "a policy within another that does not hold it",
    inbound("<cors><«set-header» name='a' /></cors>"),
    `The policy "set-header" cannot stand in <cors>; ${held}`,
  );
  offersNothing(
    "for a policy that is none of those it holds, though its name comes near",
    inbound('<send-request><authentication-basic username="a" password="b" /></send-request>'),
  );
  finds(
    "one that a policy beside it would hold",
    inbound('<wait><«set-header» name="a" /></wait>'),
    /^The policy "set-header" cannot stand in <wait>; it holds choose, /,
  );
  finds(
    "what lacks the list around it",
    jwtOf("<«audience»>a</audience>"),
    "<audience> belongs in <audiences>, not directly in <validate-jwt>.",
  );
  finds(
    "a list within itself",
    jwtOf("<audiences><«audiences» /></audiences>"),
    /<audiences> has no <audiences>; it holds audience\. Did you mean "audience"/,
  );
  isSilent(
    "what is held, in any number",
    jwtOf(audiences("a", "b")) + inbound("<return-response><set-header name='a' /></return-response>"),
  );
  isSilent(
    "a fragment, of which nowhere is said whether it may stand here",
    jwtOf('<include-fragment fragment-id="a" />'),
  );
  isSilent("what stands in what is not known itself", inbound("<what><ever /></what>"));
  isSilent("a sign that has just been typed", jwtOf("<"));
  isSilent(
    "templates, where anything may stand",
    inbound('<set-body template="liquid"><p><b /></p></set-body>'),
  );
  isSilent("policies of sections, of which another rule speaks", inbound("<valdate-jwt />"));
  offers(
    "both tags are renamed",
    jwtOf("<audience-s>\r\n</audience-s >"),
    jwtOf("<audiences>\r\n</audiences >"),
    'Rename to "audiences"',
  );
  offers(
    "the list is put around it",
    jwtOf("\n  <audience>a</audience>"),
    jwtOf("\n  <audiences><audience>a</audience></audiences>"),
    "Put <audiences> around it",
  );
  offersNothing("when the list is there already", jwtOf("<audiences /><audience>a</audience>"));
  offersNothing("for what resembles none", inbound("<cors><what /></cors>"));
  offersNothing(
    "among so many siblings that looking through them would take long",
    jwtOf(`${"<openid-config />".repeat(500)}<audience>a</audience>`),
  );
  offers(
    "among one less",
    jwtOf(`${"<openid-config />".repeat(499)}<audience>a</audience>`),
    jwtOf(`${"<openid-config />".repeat(499)}<audiences><audience>a</audience></audiences>`),
    "Put <audiences> around it",
  );
});

import { audiences, claim, examplesOf, issuers, jwtOf, keys } from "../../../support/policy-findings.ts";

const { finds, relates, isSilent, fixes, offers, offersNothing } = examplesOf("jwt-no-duplicate-values");

suite("jwt-no-duplicate-values", () => {
  finds("an audience", jwtOf(audiences("a", "b", "«a»")), '"a" is named twice.');
  finds("an issuer", jwtOf(issuers("https://a/", "«https://a/»")), '"https://a/" is named twice.');
  finds(
    "a discovery document",
    jwtOf('<openid-config url="u" /><openid-config url="«u»" />'),
    '"u" is named twice.',
  );
  finds("a value of a claim", jwtOf(claim('name="scope"', "a", "«a»", "b")), '"a" is named twice.');
  finds(
    "a key, without repeating the secret",
    jwtOf(keys("<key>c2VjcmV0</key>", "<key>«c2VjcmV0»</key>")),
    "This key is given twice.",
  );
  finds("every one behind the first", jwtOf(audiences("a", "«a»", "«a»")), /twice/);
  finds(
    "what differs by the space around it or an entity",
    jwtOf(audiences("a&amp;b", " «a&#38;b» ")),
    '"a&b" is named twice.',
  );
  finds(
    "a named value, whatever it holds",
    jwtOf(audiences("{{api}}", "«{{api}}»")),
    '"{{api}}" is named twice.',
  );
  isSilent("other letters, a slash more", jwtOf(audiences("a", "A") + issuers("https://a", "https://a/")));
  isSilent(
    "the same in lists of another kind",
    jwtOf(audiences("a") + issuers("a") + claim('name="x"', "a")),
  );
  isSilent(
    "the same value in two claims",
    jwtOf(
      '<required-claims><claim name="a"><value>v</value></claim><claim name="b"><value>v</value></claim></required-claims>',
    ),
  );
  isSilent(
    "one secret as the key of two ids",
    jwtOf(keys('<key id="old">c2VjcmV0</key>', '<key id="new">c2VjcmV0</key>')),
  );
  isSilent("keys without text", jwtOf(keys('<key certificate-id="a" />', '<key certificate-id="b" />')));
  isSilent("empty values, of which another rule speaks", jwtOf(audiences("", "")));
  isSilent(
    "one of them in a comment",
    jwtOf("<audiences><audience>a</audience><!-- <audience>a</audience> --></audiences>"),
  );
  relates("names the first", jwtOf(audiences("‹a›", "a")), "It is named here before.");
  fixes(
    "the second goes with its line",
    jwtOf("<audiences>\r\n  <audience>a</audience>\r\n  <audience>a</audience>\r\n</audiences>"),
    jwtOf("<audiences>\r\n  <audience>a</audience>\r\n</audiences>"),
    "Remove the second",
  );
  fixes(
    "white space around a value is no difference",
    jwtOf(audiences("a", " a ")),
    jwtOf(audiences("a")),
    "Remove the second",
  );
  for (const beside of ["<!-- first -->", "<!-- second -->\n"]) {
    offers(
      `one with a comment of its own, for a look: ${beside.trim()}`,
      jwtOf(`<audiences><audience>a</audience>\n${beside}<audience>a</audience></audiences>`),
      jwtOf(`<audiences><audience>a</audience>\n${beside.trim()}</audiences>`),
      "Remove the second",
    );
  }
  offers(
    "one in another list, for a look",
    jwtOf(audiences("a") + audiences("b", "a")),
    jwtOf(audiences("a") + audiences("b")),
    "Remove the second",
  );
  offers(
    "one whose expression would go, for a look",
    jwtOf(audiences("@(1)", "@(1)")),
    jwtOf(audiences("@(1)")),
    "Remove the second",
  );
  isSilent(
    "which of two stays, where a tool decides",
    jwtOf(
      "<audiences>{% if a %}<audience>a</audience>{% else %}<audience>a</audience>{% endif %}</audiences>",
    ),
  );
  offersNothing("one that holds a comment", jwtOf(audiences("a", "<!-- b -->a")));
  offers(
    "a source with another host has to be looked at",
    jwtOf('<openid-config url="u" /><openid-config url="u" host="h" />'),
    jwtOf('<openid-config url="u" />'),
    "Remove the second",
  );
});

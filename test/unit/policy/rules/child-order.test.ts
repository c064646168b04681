import {
  audiences,
  examplesOf,
  fragment,
  inbound,
  issuers,
  jwtOf,
  nested,
} from "../../../support/policy-findings.ts";

const { finds, relates, isSilent, fixes, offers, offersNothing } = examplesOf("child-order");

const swapped = issuers("i") + audiences("a");
const ordered = audiences("a") + issuers("i");

suite("child-order", () => {
  finds(
    "the first that stands too late",
    jwtOf("<issuers /><«audiences» />"),
    "<audiences> must stand before <issuers>; the order is audiences and issuers.",
  );
  finds(
    "only the first of several, with the order of all that are there",
    jwtOf("<required-claims /><«issuers» /><audiences /><openid-config url='u' />"),
    "<issuers> must stand before <required-claims>; the order is openid-config, audiences, issuers and required-claims.",
  );
  finds(
    "an element that stands again behind others",
    jwtOf("<openid-config url='a' /><audiences /><«openid-config» url='b' />"),
    /<openid-config> must stand before <audiences>/,
  );
  finds(
    "branches behind the rest",
    inbound('<choose><otherwise /><«when» condition="@(true)" /></choose>'),
    "<when> must stand before <otherwise>; the order is when and otherwise.",
  );
  finds(
    "the method of a request before its address",
    inbound("<send-request><set-method>GET</set-method><«set-url»>u</set-url></send-request>"),
    /<set-url> must stand before <set-method>/,
  );
  isSilent(
    "the right order, parts left out",
    jwtOf("<openid-config url='a' /><issuers /><required-claims />"),
  );
  isSilent(
    "several of one kind",
    inbound("<choose><when condition='@(true)' /><when condition='@(false)' /><otherwise /></choose>"),
  );
  isSilent(
    "strangers among them, whose place nobody knows",
    jwtOf('<audiences /><include-fragment fragment-id="a" /><what /><issuers />'),
  );
  isSilent(
    "policies whose parts may stand in any order",
    inbound(
      "<cors><allowed-headers /><allowed-origins /></cors><return-response><set-body /><set-status code='200' /></return-response>",
    ),
  );
  isSilent("policies of a section", inbound("<set-method>GET</set-method><base />"));
  finds(
    "in a branch of a fragment",
    fragment(nested('<validate-jwt header-name="a"><issuers /><«audiences» /></validate-jwt>')),
    /must stand before/,
  );
  relates(
    "names what it must stand before",
    jwtOf("<‹issuers› /><audiences />"),
    "<issuers> stands here already.",
  );
  fixes("they change places", jwtOf(swapped), jwtOf(ordered), "Put the elements in order");
  fixes(
    "comments go with what they stand before, line ends stay",
    jwtOf("\r\n  <!-- i -->\r\n  <issuers />\r\n  <!-- a -->\r\n  <audiences />\r\n"),
    jwtOf("\r\n  <!-- a -->\r\n  <audiences />\r\n  <!-- i -->\r\n  <issuers />\r\n"),
    "Put the elements in order",
  );
  fixes(
    "so do comments behind them on their lines",
    jwtOf("\n  <issuers /> <!-- i -->\n  <audiences /> <!-- a --> <!-- aa -->\n"),
    jwtOf("\n  <audiences /> <!-- a --> <!-- aa -->\n  <issuers /> <!-- i -->\n"),
    "Put the elements in order",
  );
  fixes(
    "a comment behind the start tag, and one behind the last element, stay where they are",
    jwtOf(" <!-- all -->\n  <issuers />\n  <!-- a -->\n  <audiences />\n  <!-- end -->\n"),
    jwtOf(" <!-- all -->\n  <!-- a -->\n  <audiences />\n  <issuers />\n  <!-- end -->\n"),
    "Put the elements in order",
  );
  fixes(
    "several of a kind stay in their order",
    jwtOf("<audiences /><openid-config url='b' /><openid-config url='a' />"),
    jwtOf("<openid-config url='b' /><openid-config url='a' /><audiences />"),
    "Put the elements in order",
  );
  offers(
    "a stranger stays behind its neighbour, for a look",
    jwtOf("<audiences /><what /><openid-config url='a' />"),
    jwtOf("<openid-config url='a' /><audiences /><what />"),
    "Put the elements in order",
  );
  offers(
    "a comment between two on one line may be of either, for a look",
    jwtOf("<issuers /> <!-- ? --> <audiences />"),
    jwtOf(" <!-- ? --> <audiences /><issuers />"),
    "Put the elements in order",
  );
  offers(
    "a comment that switches a rule off from there on, for a look",
    jwtOf("<issuers />\n<!-- auth0-apim-disable known-element -->\n<audiences />"),
    jwtOf("\n<!-- auth0-apim-disable known-element -->\n<audiences /><issuers />"),
    "Put the elements in order",
  );
  for (const text of ["%{ if a ~}", "{{parts}}", "@(1)", "<![CDATA[ ]]>", "<!-- %{ if a } -->", "a"]) {
    offersNothing(`an order where ${text} stands between`, jwtOf(`<issuers />${text}<audiences />`));
  }
});

import {
  audiences,
  examplesOf,
  fragment,
  inbound,
  issuers,
  jwtOf,
  nested,
} from "../../../support/policy-findings.ts";

const { finds, relates, isSilent, fixes } = examplesOf("child-order");

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
    "several of a kind stay in their order; a stranger stays behind its neighbour",
    jwtOf("<audiences /><what /><openid-config url='b' /><openid-config url='a' />"),
    jwtOf("<openid-config url='b' /><openid-config url='a' /><audiences /><what />"),
    "Put the elements in order",
  );
});

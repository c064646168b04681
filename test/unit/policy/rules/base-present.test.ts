import { examplesOf, fragment, inbound, nested, outbound } from "../../../support/policy-findings.ts";

const { finds, isSilent, offers, offersNothing } = examplesOf("base-present");

suite("base-present", () => {
  finds(
    "an inbound section without it",
    "<policies><«inbound»><set-method>GET</set-method></inbound></policies>",
    "Without <base /> the policies of the enclosing scope do not run in inbound.",
  );
  finds(
    "outbound and on-error",
    '<policies><«outbound»><set-status code="200" /></outbound><«on-error»><set-status code="500" /></on-error></policies>',
    [/in outbound\.$/, /in on-error\.$/],
  );
  finds(
    "an empty inbound section, where checks are lost",
    "<policies><«inbound» /></policies>",
    /in inbound/,
  );
  isSilent(
    "empty sections behind it",
    "<policies><inbound><base /></inbound><outbound /><on-error></on-error></policies>",
  );
  isSilent(
    "the backend section, at which another rule looks",
    "<policies><backend><forward-request /></backend></policies>",
  );
  isSilent(
    "base at the end, or written with an end tag",
    inbound("<set-method>GET</set-method><base></base>"),
  );
  finds(
    "base in a comment or a branch only",
    `<policies><«inbound»><!-- <base /> -->${nested("<base />")}</inbound></policies>`,
    /in inbound/,
  );
  isSilent(
    "a section that answers by itself",
    inbound("<mock-response />") + outbound("<return-response />"),
  );
  finds(
    "a section that answers in some cases",
    `<policies><«inbound»>${nested("<return-response />")}</inbound></policies>`,
    /in inbound/,
  );
  isSilent("at the widest scope, which nothing encloses", inbound("<set-method>GET</set-method>"), {
    scope: "global",
  });
  finds("at every other", "<policies><«inbound» /></policies>", /in inbound/, { scope: "product" });
  isSilent(
    "a named value or fragment in place of the policies",
    inbound("{{policies}}") + inbound('<include-fragment fragment-id="checks" />'),
  );
  finds(
    "a named value in a policy, which brings no policies",
    "<policies><«inbound»><set-method>{{method}}</set-method></inbound></policies>",
    /in inbound/,
  );
  isSilent("a fragment", fragment("<set-method>GET</set-method>"));
  offers(
    "first, indented like what follows",
    inbound("\r\n    <!-- c -->\r\n    <set-method>GET</set-method>\r\n"),
    inbound("\r\n    <base />\r\n    <!-- c -->\r\n    <set-method>GET</set-method>\r\n"),
    "Add <base />",
  );
  offers(
    "into an empty section, two spaces more than its end",
    inbound("\n  "),
    inbound("\n    <base />\n  "),
    "Add <base />",
  );
  offers(
    "on the same line when all is on one",
    inbound("<set-method>GET</set-method>"),
    inbound("<base /><set-method>GET</set-method>"),
    "Add <base />",
  );
  offersNothing("in a section that closes itself", "<policies><inbound /></policies>");
});

import { examplesOf, fragment, inbound, nested } from "../../../support/policy-findings.ts";

const { finds, relates, isSilent, fixes, offers } = examplesOf("base-unique");

const said = "A second <base /> runs the policies of the enclosing scope again.";

suite("base-unique", () => {
  finds("the second", inbound("<base /><«base» />"), said);
  finds(
    "every one behind the first",
    inbound("<base /><set-method>GET</set-method><«base» /><«base»></base>"),
    said,
  );
  finds(
    "in any section",
    "<policies><backend><base /><«base» /></backend><on-error><base /><«base» /></on-error></policies>",
    said,
  );
  finds("in a section alone", "<inbound><base /><«base» /></inbound>", said);
  isSilent(
    "one in each section",
    "<policies><inbound><base /></inbound><backend><base /></backend><outbound><base /></outbound></policies>",
  );
  isSilent("one in a branch, of which another rule speaks", inbound(`<base />${nested("<base />")}`));
  isSilent("one in a comment", inbound("<base /><!-- <base /> -->"));
  isSilent("in a fragment, which may hold none", fragment("<base /><base />"));
  isSilent(
    "an element called like a section elsewhere",
    inbound("<set-body template='liquid'><inbound><base /><base /></inbound></set-body>"),
  );
  relates("names the first", inbound("‹<base />›\n<base />"), "The first one.");
  fixes(
    "the second goes with the space before it",
    inbound("\r\n  <base />\r\n  <!-- for all -->\r\n  <set-method>GET</set-method>\r\n  <base />\r\n"),
    inbound("\r\n  <base />\r\n  <!-- for all -->\r\n  <set-method>GET</set-method>\r\n"),
    "Remove it",
  );
  fixes("white space is no difference", inbound("<base />\n<base/>"), inbound("<base />"), "Remove it");
  offers(
    "one with a comment of its own, for a look",
    inbound("\r\n  <base />\r\n  <!-- again -->\r\n  <base />\r\n"),
    inbound("\r\n  <base />\r\n  <!-- again -->\r\n"),
    "Remove it",
  );
  offers(
    "one that says something else, for a look",
    inbound("<base /><base id='2' /><base />"),
    inbound("<base /><base />"),
    "Remove it",
  );
  isSilent(
    "which of two stays, where a tool decides",
    inbound("%{ if a }<base />%{ else }<base />%{ endif }"),
  );
  isSilent(
    "in what is called like a section within a policy",
    inbound("<cors><inbound><base /><base /></inbound></cors>"),
  );
});

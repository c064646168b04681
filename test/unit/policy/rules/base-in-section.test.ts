import { examplesOf, fragment, inbound, nested } from "../../../support/policy-findings.ts";

const { finds, isSilent, offers } = examplesOf("base-in-section");

const said = /^<base \/> stands directly in a section, not in <(when|otherwise|retry|limit-concurrency)>\.$/;

suite("base-in-section", () => {
  finds(
    "in a branch",
    inbound('<choose><when condition="@(true)"><«base» /></when></choose>'),
    "<base /> stands directly in a section, not in <when>.",
  );
  finds("in each of several branches", inbound(nested("<«base» />") + nested("<«base»></base>")), said);
  finds("in a retry", inbound('<retry condition="@(true)" count="1" interval="1"><«base» /></retry>'), said);
  finds("in a fragment", fragment("<«base» />"), "A fragment cannot contain <base />.");
  finds("in a branch of a fragment", fragment(nested("<«base» />")), said);
  isSilent(
    "in all four sections",
    "<policies><inbound><base /></inbound><backend><base /></backend><outbound><base /></outbound><on-error><base /></on-error></policies>",
  );
  isSilent("in a section without a document around it, as in a snippet", "<inbound><base /></inbound>");
  isSilent("where it is no policy at all, of which known-element speaks", inbound("<cors><base /></cors>"));
  isSilent("in a template", inbound('<set-body template="liquid"><base href="/" /></set-body>'));
  isSilent("as the root of a document, of which document-root speaks", "<base />");
  isSilent("in a comment", inbound(nested("<!-- <base /> -->")));
  offers(
    "it goes with the space before it",
    fragment("<set-method>GET</set-method>\r\n  <base />\r\n"),
    fragment("<set-method>GET</set-method>\r\n"),
    "Remove it",
  );
  offers("one of two", inbound(nested("<base /><base />")), inbound(nested("<base />")), "Remove it");
});

import { examplesOf } from "../../../support/policy-findings.ts";

const { finds, isSilent, offers, offersNothing } = examplesOf("document-root");

suite("document-root", () => {
  finds("a root that nobody knows", "<«rules»></rules>", "The root must be <policies>, not <rules>.");
  finds(
    "a slip",
    "<«polices»><inbound /></polices>",
    'The root must be <policies>, not <polices>. Did you mean "policies"?',
  );
  finds("other letters", "<«Fragment» />", /Did you mean "fragment"/);
  finds("a section alone", "<«inbound»><base /></inbound>", "The root must be <policies>, not <inbound>.");
  finds(
    "policies where a fragment is stored",
    "<«policies» />",
    "This document is stored as <fragment>, not as <policies>.",
    { kind: "fragment" },
  );
  finds(
    "a fragment where policies are stored",
    "<«fragment» />",
    "This document is stored as <policies>, not as <fragment>.",
    { kind: "policies" },
  );
  finds("a resolver where policies are stored", "<«http-data-source» />", /must be <policies>/, {
    kind: "policies",
  });
  isSilent("the three roots", "<policies />");
  isSilent(
    "a fragment, behind comments and a declaration",
    "<?xml version='1.0'?>\r\n<!-- <rules> -->\r\n<fragment />",
  );
  isSilent("a resolver's data source", "<cosmosdb-data-source />");
  isSilent("nothing, or nothing typed yet", "");
  isSilent("only a sign", "<");
  offers(
    "a slip is set right in both tags",
    "<!-- a --><polices>\n</polices >",
    "<!-- a --><policies>\n</policies >",
    'Rename to "policies"',
  );
  offers(
    "the other kind",
    "<policies><!-- a --></policies>",
    "<fragment><!-- a --></fragment>",
    "Make it <fragment>",
    { kind: "fragment" },
  );
  offers(
    "a section gets its document",
    "<inbound>\r\n</inbound>",
    "<policies>\n<inbound>\r\n</inbound>\n</policies>".replaceAll(">\n<", ">\r\n<"),
    "Put <policies> around it",
  );
  offers(
    "a policy gets its fragment",
    "<set-method>GET</set-method>",
    "<fragment>\n<set-method>GET</set-method>\n</fragment>",
    "Put <fragment> around it",
  );
  offers(
    "one that closes itself, too",
    '<include-fragment fragment-id="a" />',
    '<fragment>\n<include-fragment fragment-id="a" />\n</fragment>',
    "Put <fragment> around it",
  );
  offersNothing("for a section whose end is not written yet", "<inbound>");
  offersNothing("for what is no policy", "<rules></rules>");
});

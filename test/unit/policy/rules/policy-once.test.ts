import { examplesOf, fragment, inbound, nested } from "../../../support/policy-findings.ts";

const { finds, relates, isSilent, offersNothing } = examplesOf("policy-once");

const cors = "<cors />";

suite("policy-once", () => {
  finds("the second", inbound(`${cors}<«cors» id='2'></cors>`), '"cors" may be used once per section.');
  finds("every one behind the first", inbound(`${cors}<base /><«cors» /><«cors» />`), /once per section/);
  finds("each kind for itself", inbound(`${cors}<cache-lookup /><«cache-lookup» /><«cors» />`), [
    /"cache-lookup"/,
    /"cors"/,
  ]);
  finds(
    "in any section",
    "<policies><outbound><cache-store duration='1' /><«cache-store» duration='2' /></outbound></policies>",
    /"cache-store"/,
  );
  isSilent(
    "one in each section",
    "<policies><inbound><redirect-content-urls /></inbound><outbound><redirect-content-urls /></outbound></policies>",
  );
  isSilent(
    "one in each of two branches, of which one runs",
    inbound(`<choose><when condition="@(true)">${cors}</when><otherwise>${cors}</otherwise></choose>`),
  );
  isSilent("one beside one in a branch", inbound(cors + nested(cors)));
  isSilent(
    "policies that may be used often",
    inbound("<set-header name='a' /><set-header name='a' /><base /><base />"),
  );
  isSilent("in a fragment, which is no section", fragment(cors + cors));
  isSilent("one in a comment", inbound(`${cors}<!-- ${cors} -->`));
  relates("names the first", inbound("<‹cors› id='1' /><base /><cors />"), "It is used here before.");
  offersNothing("which one is meant", inbound(cors + cors));
  isSilent(
    "in what is called like a section within a policy",
    inbound(`<cors><inbound>${cors + cors}</inbound></cors>`),
  );
});

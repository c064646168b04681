import { examplesOf, fragment, inbound, nested } from "../../../support/policy-findings.ts";

const { finds, isSilent, offersNothing } = examplesOf("policy-scope");

const limit = '<«rate-limit» calls="1" renewal-period="60" />';
const said = '"rate-limit" is not allowed at the scope global; it may be used at product, api and operation.';

suite("policy-scope", () => {
  finds("wider than allowed", inbound(limit), said, { scope: "global" });
  finds("at a scope between", inbound(limit), /at the scope workspace/, { scope: "workspace" });
  finds(
    "where one scope is allowed",
    inbound('<«quota» calls="1" renewal-period="60" />'),
    '"quota" is not allowed at the scope api; it may be used at product.',
    { scope: "api" },
  );
  finds("narrower than allowed", inbound("<«cross-domain» />"), /it may be used at global\.$/, {
    scope: "operation",
  });
  finds("in a branch, each", inbound(nested(limit + limit)), said, { scope: "global" });
  finds("in a fragment that is used there", fragment(limit), said, { scope: "global" });
  for (const scope of ["product", "api", "operation"] as const)
    isSilent(`allowed at ${scope}`, inbound(limit.replace(/[«»]/g, "")), { scope });
  isSilent("a scope that is not known", inbound(limit.replace(/[«»]/g, "")));
  isSilent("policies that are allowed everywhere", inbound("<set-method>GET</set-method><choose />"), {
    scope: "workspace",
  });
  isSilent("policies of which no source says", inbound("<invoke-request url='a' />"), { scope: "global" });
  isSilent(
    "policies of resolvers, which have no scope",
    "<http-data-source><http-response><publish-event /></http-response></http-data-source>",
    { scope: "api" },
  );
  isSilent("parts of that name", inbound("<cors><rate-limit /></cors>"), { scope: "global" });
  isSilent("in a comment", inbound(`<!-- ${limit} -->`), { scope: "global" });
  offersNothing("where it belongs instead", inbound(limit.replace(/[«»]/g, "")), { scope: "global" });
});

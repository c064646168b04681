import { examplesOf, inbound, nested } from "../../../support/policy-findings.ts";

const { finds, isSilent, offersNothing } = examplesOf("backend-forwards");

const at = (backend: string, inside = "<base />") =>
  `<policies><inbound>${inside}</inbound><backend>${backend}</backend></policies>`;
const found = (backend: string) => at(backend).replace("<backend>", "<«backend»>");
const said = "The request is not sent to the backend: add <base /> or <forward-request />.";

suite("backend-forwards", () => {
  finds("an empty section", "<policies><«backend»></backend></policies>", said);
  finds("a section that closes itself", "<policies><«backend» /></policies>", said);
  finds("other policies only", found('<set-variable name="a" value="b" />'), said);
  finds(
    "expressions and named values in those, which bring no policies",
    found('<set-variable name="a" value="@(1)" /><set-backend-service base-url="{{url}}" />'),
    said,
  );
  finds("base in a comment", found("<!-- <base /> -->"), said);
  for (const name of ["base", "forward-request", "return-response", "mock-response", "include-fragment"])
    isSilent(`${name} forwards, answers or may do so`, at(`<${name} />`));
  isSilent(
    "deep inside of other policies",
    at(nested('<retry condition="@(true)" count="1" interval="1"><forward-request /></retry>')),
  );
  isSilent("an inbound section that answers", at("", nested("<return-response />")));
  isSilent(
    "an inbound section that hands over to Dapr",
    at("", '<publish-to-dapr topic="t">a</publish-to-dapr>'),
  );
  finds(
    "an inbound section that only forwards to a fragment",
    at("x", '<include-fragment fragment-id="a" />').replace("<backend>x", "<«backend»>"),
    said,
  );
  isSilent("a named value that holds the section's policies", at("{{backend-policies}}"));
  isSilent("a placeholder of a deployment tool", at("#{BACKEND}#"));
  finds("mere text, which is no placeholder", found("later"), said);
  isSilent(
    "the backend of a data source, which is no section",
    "<http-data-source><backend></backend></http-data-source>",
  );
  isSilent("no backend section: the wider scope's is used", inbound("<base />"));
  offersNothing("whether to inherit or to forward", at(""));
});

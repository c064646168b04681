import { examplesOf, fragment, inbound, nested } from "../../../support/policy-findings.ts";

const { finds, isSilent, offersNothing } = examplesOf("ip-filter-not-empty");

const said = "ip-filter needs an <address> or <address-range>.";

suite("ip-filter-not-empty", () => {
  finds("nothing inside", inbound('<«ip-filter» action="allow"></ip-filter>'), said);
  finds("an element that closes itself", inbound('<«ip-filter» action="forbid" />'), said);
  finds(
    "all in a comment",
    inbound('<«ip-filter» action="allow"><!-- <address>10.0.0.1</address> --></ip-filter>'),
    said,
  );
  finds("mere text", inbound('<«ip-filter» action="allow">10.0.0.1</ip-filter>'), said);
  finds("in a branch of a fragment", fragment(nested('<«ip-filter» action="allow" />')), said);
  isSilent("an address, though empty", inbound('<ip-filter action="allow"><address /></ip-filter>'));
  isSilent(
    "a range",
    inbound('<ip-filter action="allow"><address-range from="10.0.0.1" to="10.0.0.2" /></ip-filter>'),
  );
  isSilent(
    "a fragment that may bring them",
    inbound('<ip-filter action="allow"><include-fragment fragment-id="office" /></ip-filter>'),
  );
  isSilent(
    "a named value that may bring them",
    inbound('<ip-filter action="allow">\r\n  {{office-addresses}}\r\n</ip-filter>'),
  );
  isSilent("an element of that name within another policy", inbound("<cors><ip-filter /></cors>"));
  isSilent(
    "an element of that name in a template",
    inbound('<set-body template="liquid"><ip-filter /></set-body>'),
  );
  offersNothing("whom to let in", inbound('<ip-filter action="allow" />'));
});

import {
  audiences,
  discovery,
  examplesOf,
  fragment,
  inbound,
  jwtOf,
  nested,
} from "../../../support/policy-findings.ts";

const { finds, isSilent, offersNothing } = examplesOf("entra-restricts-callers");

const at = (content: string) =>
  inbound(`<validate-azure-ad-token tenant-id="common">${content}</validate-azure-ad-token>`);
const found = (content: string) =>
  at(content).replace("<validate-azure-ad-token", "<«validate-azure-ad-token»");
const said = "Any token of this tenant passes, for whatever API: add audiences or client-application-ids.";

suite("entra-restricts-callers", () => {
  finds("the tenant alone", found(""), said);
  finds("an element that closes itself", inbound('<«validate-azure-ad-token» tenant-id="common" />'), said);
  finds(
    "keys, which restrict nobody",
    found('<decryption-keys><key certificate-id="c" /></decryption-keys>'),
    said,
  );
  finds("audiences in a comment", found(`<!-- ${audiences("a")} -->`), said);
  finds("an expression as tenant", inbound('<«validate-azure-ad-token» tenant-id="@("a")" />'), said);
  finds("audiences that stand too deep", found(`<required>${audiences("a")}</required>`), said);
  for (const list of ["backend-application-ids", "client-application-ids", "audiences", "required-claims"])
    isSilent(`${list} restrict, of whose content other rules speak`, at(`<${list} />`));
  isSilent("a fragment that may bring them", at('<include-fragment fragment-id="callers" />'));
  isSilent("a named value that may bring them", at("{{callers}}"));
  isSilent("a placeholder of a tool on a line of its own", at("\r\n  #{CALLERS}#\r\n"));
  finds("mere text brings nothing", found("anybody"), said);
  finds("in a fragment's branch", fragment(nested('<«validate-azure-ad-token» tenant-id="common" />')), said);
  isSilent("validate-jwt, of which other rules speak", jwtOf(discovery()));
  offersNothing("who is to be let in", at(""));
});

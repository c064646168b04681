import { examplesOf, inbound } from "../../../support/policy-findings.ts";

const { finds, isSilent, offersNothing } = examplesOf("managed-identity-client-id");

const id = "1a2b3c4d-0000-4000-8000-aabbccddeeff";
const at = (client: string) =>
  inbound(`<authentication-managed-identity resource="r" client-id="${client}" />`);

suite("managed-identity-client-id", () => {
  finds("a name", at("«my-identity»"), '"my-identity" is not the client id of an identity.');
  finds(
    "a resource id",
    at("«/subscriptions/a/resourceGroups/b/providers/Microsoft.ManagedIdentity/userAssignedIdentities/c»"),
    /is not the client id/,
  );
  finds(
    "a GUID without dashes, too short, too long",
    at(`«${id.replaceAll("-", "")}»`) + at(`«${id.slice(1)}»`) + at(`«${id}0»`),
    /is not the client id/,
  );
  finds("a GUID in brackets", at(`«(${id})»`), /is not/);
  isSilent("a GUID, in any letters, with space around it", at(id) + at(` ${id.toUpperCase()} `));
  isSilent("none: the instance's own identity", inbound('<authentication-managed-identity resource="r" />'));
  isSilent("an empty one", at(""));
  isSilent(
    "filled in later, wholly or in part",
    at("{{identity}}") + at("@(context.Api.Name)") + at("1a2b3c4d-{{rest}}") + at("MY_IDENTITY"),
  );
  isSilent(
    "client ids of other policies",
    inbound('<authentication-token-store token-id="a" client-id="b" />'),
  );
  finds(
    "within a request, in single quotes",
    inbound("<send-request><authentication-managed-identity client-id='«a»' /></send-request>"),
    /"a" is not/,
  );
  isSilent("in a comment", inbound('<!-- <authentication-managed-identity client-id="a" /> -->'));
  offersNothing("which identity is meant", at("my-identity"));
});

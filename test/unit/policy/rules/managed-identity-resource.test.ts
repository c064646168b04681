import { examplesOf, inbound } from "../../../support/policy-findings.ts";

const { offers, finds, isSilent } = examplesOf("managed-identity-resource");

const at = (resource: string) => inbound(`<authentication-managed-identity resource="${resource}" />`);

suite("managed-identity-resource", () => {
  finds(
    "a scope",
    at("«https://vault.azure.net/.default»"),
    'This is a scope; the resource is "https://vault.azure.net".',
  );
  finds(
    "with the slash that the resource ends in",
    at("«https://management.azure.com//.default»"),
    /the resource is "https:\/\/management\.azure\.com\/"/,
  );
  finds(
    "an application's URI, or its id alone",
    at("«api://orders/.default»") + at("«1a2b3c4d-0000-4000-8000-aabbccddeeff/.default»"),
    [/"api:\/\/orders"/, /"1a2b3c4d-0000-4000-8000-aabbccddeeff"/],
  );
  isSilent("a resource", at("https://vault.azure.net") + at("api://orders"));
  isSilent(
    "the word elsewhere, or in other letters",
    at("https://a.example/.default/b") + at("https://a.example/.Default") + at("https://a.default"),
  );
  isSilent("filled in later", at("{{resource}}/.default") + at('@("https://a.example/.default")'));
  finds(
    "an empty one",
    inbound('<authentication-managed-identity resource="«»" />'),
    "No token is issued without a resource.",
  );
  isSilent("none, of which another rule speaks", inbound("<authentication-managed-identity />"));
  isSilent("the attribute elsewhere", inbound('<set-header name="a" resource="b/.default" />'));
  finds(
    "within a request, with space around it",
    inbound("<send-request><authentication-managed-identity resource=' «a/.default» ' /></send-request>"),
    /"a"/,
  );
  isSilent("in a comment", inbound('<!-- <authentication-managed-identity resource="a/.default" /> -->'));
  offers(
    "the ending goes, nothing else",
    at("https://a.example/b?c&amp;d/.default"),
    at("https://a.example/b?c&amp;d"),
    'Change to "https://a.example/b?c&d"',
  );
  offers(
    "one slash stays where there were two",
    at("https://a.example//.default"),
    at("https://a.example/"),
    'Change to "https://a.example/"',
  );
});

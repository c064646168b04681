import { examplesOf, fragment, inbound, jwt, nested } from "../../../support/policy-findings.ts";

const { finds, isSilent, offers } = examplesOf("jwt-requires-expiration");

suite("jwt-requires-expiration", () => {
  finds("switched off", jwt('«require-expiration-time="false"»'), "Tokens that never expire are accepted.");
  finds("written otherwise", jwt("«require-expiration-time=' False '»"), /never expire/);
  finds("as a number", jwt('header-name="a" «require-expiration-time="0"» clock-skew="1"'), /never expire/);
  finds(
    "in each policy, in branches of a fragment",
    fragment(
      nested(
        '<validate-jwt «require-expiration-time="false"» /><validate-jwt «require-expiration-time="false"» />',
      ),
    ),
    /never expire/,
  );
  isSilent("switched on", jwt('require-expiration-time="true"') + jwt('require-expiration-time="1"'));
  isSilent("the default", jwt('header-name="a"'));
  isSilent(
    "filled in later",
    jwt('require-expiration-time="{{expire}}"') + jwt('require-expiration-time="@(false)"'),
  );
  isSilent(
    "neither, of which another rule speaks",
    jwt('require-expiration-time="no"') + jwt('require-expiration-time=""') + jwt("require-expiration-time"),
  );
  isSilent("other switches that are off", jwt('require-signed-tokens="false"'));
  isSilent(
    "the attribute elsewhere",
    inbound('<validate-azure-ad-token tenant-id="a" require-expiration-time="false" />'),
  );
  isSilent("in a comment", inbound('<!-- <validate-jwt require-expiration-time="false" /> -->'));
  offers(
    "it goes with the space before it",
    jwt("header-name='a'\r\n  require-expiration-time='false'\r\n"),
    jwt("header-name='a'\r\n"),
    "Remove it",
  );
});

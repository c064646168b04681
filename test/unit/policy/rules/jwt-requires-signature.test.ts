import { discovery, examplesOf, fragment, inbound, jwt, nested } from "../../../support/policy-findings.ts";

const { finds, isSilent, offers } = examplesOf("jwt-requires-signature");

suite("jwt-requires-signature", () => {
  finds(
    "switched off",
    jwt('«require-signed-tokens="false"»'),
    "Tokens without a signature are accepted: anybody can write one.",
  );
  finds("written otherwise", jwt("«require-signed-tokens=' FALSE'»"), /without a signature/);
  finds(
    "as a number, though there are keys",
    jwt('«require-signed-tokens="0"»', discovery()),
    /without a signature/,
  );
  finds(
    "each, in branches of a fragment",
    fragment(
      nested(
        '<validate-jwt «require-signed-tokens="false"» /><validate-jwt header-name="a" «require-signed-tokens="false"» />',
      ),
    ),
    /without a signature/,
  );
  isSilent("switched on", jwt('require-signed-tokens="true"') + jwt('require-signed-tokens="1"'));
  isSilent("the default", jwt('header-name="a"'));
  isSilent(
    "filled in later",
    jwt('require-signed-tokens="{{signed}}"') + jwt('require-signed-tokens="@(false)"'),
  );
  isSilent(
    "neither, of which another rule speaks",
    jwt('require-signed-tokens="off"') + jwt('require-signed-tokens=""') + jwt("require-signed-tokens"),
  );
  isSilent("other switches that are off", jwt('require-expiration-time="false"'));
  isSilent("in a comment", inbound('<!-- <validate-jwt require-signed-tokens="false" /> -->'));
  offers(
    "it goes, its neighbours stay",
    jwt("header-name='a' require-signed-tokens='false'\n clock-skew='1'"),
    jwt("header-name='a'\n clock-skew='1'"),
    "Remove it",
  );
});

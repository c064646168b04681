import { examplesOf, fragment, inbound, jwtOf, keys, nested } from "../../../support/policy-findings.ts";

const { finds, isSilent, offersNothing } = examplesOf("jwt-current-elements");

suite("jwt-current-elements", () => {
  finds(
    "the older list of keys",
    jwtOf("<«issuer-signing-tokens»><token>a</token></issuer-signing-tokens>"),
    "<issuer-signing-tokens> is an older form that the reference no longer has: use <issuer-signing-keys>.",
  );
  finds(
    "the older key",
    jwtOf(keys("<«zumo-master-key»>a</zumo-master-key>")),
    "<zumo-master-key> is an older form that the reference no longer has: use <key>.",
  );
  finds("each", jwtOf(keys("<«zumo-master-key» />", "<key>a</key>", "<«zumo-master-key» />")), /use <key>/);
  finds("where it does not belong, too", jwtOf("<«zumo-master-key» />"), /older form/);
  isSilent("the present form", jwtOf(keys("<key>a</key>")));
  isSilent(
    "elements of that name elsewhere",
    inbound("<cors><issuer-signing-tokens /></cors><issuer-signing-tokens />"),
  );
  isSilent(
    "in Entra's policy",
    inbound('<validate-azure-ad-token tenant-id="a"><issuer-signing-tokens /></validate-azure-ad-token>'),
  );
  isSilent("in other letters, of which known-element speaks", jwtOf("<Issuer-Signing-Tokens />"));
  isSilent("in a comment", jwtOf("<!-- <issuer-signing-tokens /> -->"));
  finds(
    "in a branch of a fragment",
    fragment(nested("<validate-jwt><«issuer-signing-tokens» /></validate-jwt>")),
    /older form/,
  );
  offersNothing("since the content differs", jwtOf("<issuer-signing-tokens />"));
});

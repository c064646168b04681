import { examplesOf, jwtOf, keys } from "../../../support/policy-findings.ts";

const { finds, isSilent, offersNothing } = examplesOf("jwt-key-content");

const at = (key: string) => jwtOf(keys(key));
const several = "A key is base64 text, or certificate-id, or n and e: only one of them.";

suite("jwt-key-content", () => {
  finds("nothing", at("<«key»></key>"), "This key is empty.");
  finds("an id only", at('<«key» id="a" />'), "This key is empty.");
  finds("a comment or space only", at("<«key»>\r\n<!-- later -->\r\n</key>"), "This key is empty.");
  finds("text and a certificate", at('<«key» certificate-id="a">YWJj</key>'), several);
  finds("text and a modulus", at('<«key» n="a">YWJj</key>'), several);
  finds("text and an exponent", at("<«key» e='a'>{{key}}</key>"), several);
  finds("a certificate and a modulus", at('<«key» certificate-id="a" n="b" e="c" />'), several);
  finds("all three", at('<«key» certificate-id="a" n="b" e="c">YWJj</key>'), several);
  isSilent(
    "text, a named value, an expression",
    at("<key>YWJj</key><key>{{key}}</key><key>@(context.Api.Name)</key>"),
  );
  isSilent("a certificate", at('<key id="i" certificate-id="a" />'));
  isSilent("modulus and exponent, which are one form", at('<key n="a" e="b" />'));
  isSilent("half a pair, of which another rule speaks", at('<key n="a" /><key e="a" />'));
  isSilent("keys to decrypt with", jwtOf("<decryption-keys><key /></decryption-keys>"));
  finds("each key for itself", at("<«key» /><key>YWJj</key><«key» />"), /empty/);
  offersNothing("which form is meant", at('<key certificate-id="a">YWJj</key>'));
});

import { examplesOf, jwtOf, keys } from "../../../support/policy-findings.ts";

const { finds, fixes, isSilent, offers, offersNothing } = examplesOf("jwt-rsa-key-pair");

const at = (attributes: string) => jwtOf(keys(`<key ${attributes} />`));

suite("jwt-rsa-key-pair", () => {
  finds("a modulus alone", at('«n»="sXch"'), 'An RSA key has an exponent, too: "e", mostly AQAB.');
  finds("an exponent alone", at("id='a' «e»='AQAB'"), 'An RSA key has a modulus, too: "n".');
  finds("signs that base64url has not", at('n="«sX ch!»" e="AQAB"'), '"n" is not base64url.');
  finds("nothing at all", at('n="sXch" e="«»"'), '"e" is not base64url.');
  finds("both wrong", at('n="«?»" e="«%»"'), [/"n"/, /"e"/]);
  finds("wrong and alone", at('«n»="«?»"'), [/exponent/, /"n" is not/]);
  finds("padding in the middle, or too much of it", at('n="«a=b»" e="«a===»"'), /not base64url/);
  finds(
    "a certificate or key in DER as modulus",
    at('n="«MIIDBTCCAe2gAwIBAgIQ»" e="AQAB"'),
    '"n" is the modulus alone; this is a certificate or public key as a whole.',
  );
  finds("an exponent in decimal", at('n="sXch" e="«65537»"'), '"e" is base64url: 65537 is written AQAB.');
  isSilent(
    "another exponent, and one of digits that is base64url",
    at('n="sXch" e="Aw"') + at('n="sXch" e="3"'),
  );
  isSilent(
    "both, in either alphabet, with padding and space around it",
    at('n="sX-_" e=" AQAB "') + at('n="sX+/" e="AQ=="'),
  );
  isSilent("filled in later", at('n="{{modulus}}" e="{{exponent}}"'));
  isSilent("neither", at('certificate-id="a"') + jwtOf(keys("<key>a b</key>")));
  isSilent("keys to decrypt with", jwtOf('<decryption-keys><key n="?" /></decryption-keys>'));
  offers(
    "the usual exponent, behind the other attributes",
    at("n='sXch' id='a'"),
    at("n='sXch' id='a' e=\"AQAB\""),
    'Add e="AQAB"',
  );
  fixes(
    "the same exponent in base64url",
    at("n='sXch' e=' 65537 '"),
    at("n='sXch' e='AQAB'"),
    'Change to "AQAB"',
  );
  offersNothing("which modulus is meant", at('e="AQAB"'));
});

import { examplesOf, jwtOf, keys } from "../../../support/policy-findings.ts";

const { finds, isSilent, offersNothing } = examplesOf("jwt-inline-key-length");

const bytes = (count: number) => Buffer.alloc(count, 1).toString("base64");
const at = (...texts: string[]) => jwtOf(keys(...texts.map((text) => `<key>${text}</key>`)));

suite("jwt-inline-key-length", () => {
  finds("one byte too few", at(`«${bytes(31)}»`), "This key has 31 bytes; HS256 needs 32 or more.");
  finds("one byte", at(`«${bytes(1)}»`), "This key has 1 byte; HS256 needs 32 or more.");
  isSilent("just enough", at(bytes(32)));
  isSilent("more than enough", at(bytes(64)));
  finds("each that is short", at(bytes(32), `«${bytes(16)}»`, `«${bytes(30)}»`), [/16 bytes/, /30 bytes/]);
  finds(
    "counted without line breaks",
    at(`\r\n  «${bytes(12).slice(0, 8)}\r\n  ${bytes(12).slice(8)}»\r\n`),
    /has 12 bytes/,
  );
  isSilent("no base64, of which another rule speaks", at("secret!"));
  isSilent("filled in later, or empty", at("{{signing-key}}", '@("YWJj")', ""));
  isSilent("a certificate, of which another rule speaks", at("MIIC"));
  isSilent(
    "keys to decrypt with, and in attributes",
    jwtOf(`<decryption-keys><key>${bytes(4)}</key></decryption-keys>${keys('<key n="YWJj" e="AQAB" />')}`),
  );
  finds("in CDATA", jwtOf(keys(`<key><![CDATA[«${bytes(4)}»]]></key>`)), /has 4 bytes/);
  isSilent("in a comment", jwtOf(keys(`<!-- <key>${bytes(4)}</key> -->`)));
  offersNothing("since a longer secret has to be made", at(bytes(4)));
});

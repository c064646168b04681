import {
  audiences,
  claim,
  discovery,
  examplesOf,
  inbound,
  issuers,
  jwt,
  keys,
} from "../../../support/policy-findings.ts";

const { finds, isSilent, offersNothing } = examplesOf("jwt-rejects-something");

const said =
  "This validate-jwt protects nothing: without signature and keys, anybody can write a token that passes.";
const at = (off: string, content = "") =>
  inbound(`<«validate-jwt» header-name="a" require-signed-tokens="${off}">${content}</validate-jwt>`);
const right = (off: string, content: string) => at(off, content).replace(/[«»]/g, "");

suite("jwt-rejects-something", () => {
  finds("neither signature nor keys", at("false"), said);
  finds(
    "though audiences, issuers and claims are named, which anybody can write",
    at("false", audiences("a") + issuers("b") + claim('name="c"', "d")),
    said,
  );
  finds("written otherwise", at(" FALSE "), said);
  finds("as a number", at("0"), said);
  finds("keys in a comment", at("false", `<!-- ${discovery()} -->`), said);
  finds("an empty list of keys", at("false", keys()), said);
  finds(
    "keys to decrypt with, which are public",
    at("false", '<decryption-keys><key certificate-id="a" /></decryption-keys>'),
    said,
  );
  isSilent(
    "keys: what is signed is checked",
    right("false", discovery()) + right("false", keys("<key>{{key}}</key>")),
  );
  isSilent(
    "keys that a fragment or named value may bring",
    right("false", "{{keys}}") + right("false", '<include-fragment fragment-id="keys" />'),
  );
  isSilent("signatures that are asked for", right("true", ""));
  isSilent("signatures by default, without keys: another rule's", jwt('header-name="a"'));
  isSilent("a switch that is filled in later", right("{{signed}}", "") + right("@(false)", ""));
  isSilent(
    "Entra's policy, which has its own keys",
    inbound('<validate-azure-ad-token tenant-id="a" require-signed-tokens="false" />'),
  );
  offersNothing("whose keys are meant", right("false", ""));
});

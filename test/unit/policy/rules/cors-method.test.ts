import { examplesOf, inbound, jwtOf } from "../../../support/policy-findings.ts";

const { finds, isSilent, fixes, offers, offersNothing } = examplesOf("cors-method");

const at = (...methods: string[]) =>
  inbound(
    `<cors><allowed-methods>${methods.map((method) => `<method>${method}</method>`).join("")}</allowed-methods></cors>`,
  );

suite("cors-method", () => {
  finds("small letters", at("«get»"), '"get" is no HTTP method. Did you mean "GET"?');
  finds("a slip", at("«PSOT»"), '"PSOT" is no HTTP method. Did you mean "POST"?');
  finds("a word that resembles none", at("«subscribe»"), '"subscribe" is no HTTP method.');
  finds("several in one", at("«GET, POST»"), "<method> holds one method: write one for each.");
  finds("several of which one is none", at("«GET, what»"), /"GET, what" is no HTTP method/);
  isSilent(
    "all that there are",
    at("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT", "*"),
  );
  isSilent("space around it", at("\r\n  GET\r\n"));
  isSilent("filled in later, or empty", at("{{method}}", '@("get")', "", "${METHOD}"));
  isSilent("methods of other policies", inbound("<set-method>get</set-method>"));
  isSilent("in a comment", at("<!-- get -->GET"));
  finds("each wrong one", at("GET", "«put»", "POST", "«Delete»"), [/PUT/, /DELETE/]);
  fixes("capitals need no second look", at("GET", "patch"), at("GET", "PATCH"), 'Change to "PATCH"');
  offers("what is a guess does", at(" DELTE "), at("DELETE"), 'Change to "DELETE"');
  fixes(
    "several in one become several",
    at("GET,POST PUT"),
    at("GET", "POST", "PUT"),
    "Make each a <method> of its own",
  );
  offersNothing("where there is nothing to guess", at("subscribe"));
  isSilent("a method within another policy", jwtOf("<method>get</method>"));
});

import assert from "node:assert/strict";
import { parsePolicy } from "../../../../src/policy/index.ts";
import { lint } from "../../../../src/policy/rules/index.ts";
import { examplesOf, inbound, nested } from "../../../support/policy-findings.ts";

const { finds, isSilent, offersNothing } = examplesOf("secret-in-named-value");

const said =
  "Everybody who may read this policy can read the password: put it into a secret named value, {{name}}.";

suite("secret-in-named-value", () => {
  finds("of a user", inbound('<authentication-basic username="u" password="«hunter2»" />'), said);
  finds("of a certificate", inbound("<authentication-certificate body='@(a)' password='«hunter2»' />"), said);
  finds(
    "of a proxy, without the space around it",
    inbound('<proxy url="https://a.example" username="u" password=" «hunter 2» " />'),
    said,
  );
  finds(
    "in a request and in a branch",
    inbound(nested('<send-request><proxy url="https://a.example" password="«a»" /></send-request>')),
    said,
  );
  finds(
    "one brace is no named value",
    inbound('<authentication-basic username="u" password="«{a b}»" />'),
    said,
  );
  isSilent(
    "a named value, also as a part",
    inbound(
      '<authentication-basic username="u" password="{{pass}}" /><authentication-basic username="u" password="a{{pass}}" />',
    ),
  );
  isSilent(
    "an expression",
    inbound('<authentication-basic username="u" password="@((string)context.Variables["p"])" />'),
  );
  isSilent(
    "a placeholder of a deployment tool",
    inbound(
      '<authentication-basic username="u" password="#{PASSWORD}#" /><authentication-basic username="u" password="$(password)" />',
    ),
  );
  isSilent(
    "none, or an empty one",
    inbound('<authentication-basic username="u" password="" /><proxy url="https://a.example" />'),
  );
  isSilent("user names", inbound('<authentication-basic username="hunter2" password="{{p}}" />'));
  isSilent(
    "passwords of elements that are no such policy",
    inbound('<set-header name="a" password="b" /><cors><proxy password="c" /></cors>'),
  );
  isSilent("in a comment", inbound('<!-- <proxy password="a" /> -->'));
  test("the password is not repeated in the message", () => {
    const found = lint(parsePolicy(inbound('<authentication-basic username="u" password="hunter2" />')));
    assert.doesNotMatch(JSON.stringify(found), /hunter2/);
  });
  offersNothing(
    "what the named value is called",
    inbound('<authentication-basic username="u" password="a" />'),
  );
});

import { claim, examplesOf, inbound, jwtOf } from "../../../support/policy-findings.ts";

const { finds, isSilent, offers } = examplesOf("jwt-separator-splits-token");

const at = (sign: string, ...values: string[]) => jwtOf(claim(`name="a" separator="${sign}"`, ...values));

suite("jwt-separator-splits-token", () => {
  finds(
    "two scopes in one value",
    at(" ", "«read write»"),
    'The separator splits the claim of the token, not this value: no part of it can equal "read write".',
  );
  finds("another sign", at(",", "a", "«b,c»"), /equal "b,c"/);
  finds("a sign of several letters", at(" | ", "«a | b»", "a|b"), /"a \| b"/);
  finds("a sign that an entity stands for", at("&amp;", "«a&amp;b»"), /equal "a&b"/);
  finds(
    "in each value of each claim",
    jwtOf(
      '<required-claims><claim name="a" separator=","><value>«a,b»</value></claim><claim name="b" separator=";"><value>a,b</value><value>«a;b»</value></claim></required-claims>',
    ),
    [/a,b/, /a;b/],
  );
  finds(
    "in Entra's policy",
    inbound(
      `<validate-azure-ad-token tenant-id="a">${claim('name="scp" separator=" "', "«a b»")}</validate-azure-ad-token>`,
    ),
    /equal "a b"/,
  );
  isSilent("single values, with space around them", at(" ", "read", " write "));
  isSilent("another sign in the value", at(",", "a b", "a;b"));
  isSilent("no separator, an empty one", jwtOf(claim('name="a"', "a b")) + at("", "a b"));
  isSilent("values that are filled in later", at(" ", "{{a}} {{b}}", '@("a b")'));
  isSilent("in a comment", at(" ", "a<!-- b c -->"));
  offers(
    "each part on a line of its own, indented like the value",
    at(" ", "x").replace("<value>x", "\r\n    <value>a b"),
    at(" ", "x").replace("<value>x</value>", "\r\n    <value>a</value>\r\n    <value>b</value>"),
    "Make each part a value of its own",
  );
  offers(
    "parts are trimmed, empty ones dropped",
    at(",", "a, b,,c,"),
    at(",", "a", "b", "c"),
    "Make each part a value of its own",
  );
  offers(
    "what must be escaped is",
    at(" ", "a&amp;b c&lt;d"),
    at(" ", "a&amp;b", "c&lt;d"),
    "Make each part a value of its own",
  );
});

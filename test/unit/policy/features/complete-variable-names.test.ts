import assert from "node:assert/strict";
import { cursorAfter, inbound, labelsAt, offerAt } from "./support/offers.ts";

const set =
  '<set-variable name="plan" value="a" />' +
  '<validate-jwt header-name="Authorization" output-token-variable-name="jwt" />' +
  '<choose><when condition="true"><send-request response-variable-name="answer" mode="new" /></when></choose>';

const inText = (code: string) => inbound(`${set}<set-body>@(${code})</set-body>`);
const inAttribute = (code: string) => inbound(`${set}<set-variable name="x{{n}}" value="@(${code})" />`);

suite("completion of the names of variables that policies set", () => {
  for (const code of [
    'context.Variables["‸"]',
    'context.Variables["‸',
    'context.Variables["pl‸an"]',
    'context.Variables.GetValueOrDefault<string>("‸", "")',
    'context.Variables.GetValueOrDefault<Dictionary<string, List<string[]>>>("‸")',
    'context.Variables.ContainsKey("j‸")',
    'context\n  .Variables\n  ["‸"]',
    '((Jwt)context.Variables["‸"]).Subject',
    "context.Variables[&quot;‸&quot;]",
  ]) {
    test(`offered at ${JSON.stringify(code)}`, () => {
      assert.deepEqual(labelsAt(inText(code)), ["plan", "jwt", "answer"]);
      assert.deepEqual(labelsAt(inAttribute(code)), ["plan", "jwt", "answer"]);
    });
  }

  for (const code of [
    '"‸"',
    'context.Request.Headers["‸"]',
    'context.Variables["plan"]["‸"]',
    'context.Variables.GetValueOrDefault("plan", "‸")',
    'context.Variables["a b‸"]',
    '// context.Variables["‸',
    'Variables["‸"]',
    '$"{context.Variables["a"]} ‸"',
  ]) {
    test(`not offered at ${JSON.stringify(code)}`, () => assert.deepEqual(labelsAt(inText(code)), []));
  }

  test("the whole name is replaced, the quotes stay", () => {
    assert.equal(
      cursorAfter(inText('context.Variables["pl‸an"]'), "jwt"),
      inText('context.Variables["jwt‸"]'),
    );
    assert.equal(cursorAfter(inText('context.Variables["‸"]'), "plan"), inText('context.Variables["plan‸"]'));
  });

  test("says which policy sets it, each name once", () => {
    const marked = inbound(
      '<set-variable name="a" value="1" /><set-variable name="a" value="2" /><set-body>@(context.Variables["‸"])</set-body>',
    );
    assert.deepEqual(labelsAt(marked), ["a"]);
    assert.equal(offerAt(marked, "a").detail, "set-variable");
    assert.equal(offerAt(marked, "a").kind, "value");
  });

  test("names that are computed, and names of other things, are none", () => {
    const marked = inbound(
      '<set-variable name="@(x)" value="1" /><set-header name="h" /><unknown variable-name="u" />' +
        '<set-body>@(context.Variables["‸"])</set-body>',
    );
    assert.deepEqual(labelsAt(marked), []);
  });
});

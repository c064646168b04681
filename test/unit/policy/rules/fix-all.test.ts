import assert from "node:assert/strict";
import { applyEdits } from "../../../../src/core/edit.ts";
import { parsePolicy } from "../../../../src/policy/index.ts";
import { fixAll, lint } from "../../../../src/policy/rules/index.ts";

const fixed = (text: string, unsafe = false) => applyEdits(text, fixAll(parsePolicy(text), { unsafe }).edits);

const messy = `<policies>
  <inbound>
    <base />
    <base />
    <validate-jwt header-name="Authorization" clock-skew="60" require-signed-tokens="True">
      <openid-config url="https://shop.eu.auth0.com" />
      <issuers>
        <issuer>https://shop.eu.auth0.com</issuer>
      </issuers>
      <audiences>
        <audience>orders & items</audience>
      </audiences>
      <required-claims>
        <claim name="scp" match="Any">
          <value>read:orders</value>
        </claim>
      </required-claims>
    </validate-jwt>
  </inbound>
</policies>
`;

const tidy = `<policies>
  <inbound>
    <base />
    <validate-jwt header-name="Authorization" clock-skew="60" require-signed-tokens="true">
      <openid-config url="https://shop.eu.auth0.com/.well-known/openid-configuration" />
      <audiences>
        <audience>orders &amp; items</audience>
      </audiences>
      <issuers>
        <issuer>https://shop.eu.auth0.com/</issuer>
      </issuers>
      <required-claims>
        <claim name="scope" match="any" separator=" ">
          <value>read:orders</value>
        </claim>
      </required-claims>
    </validate-jwt>
  </inbound>
</policies>
`;

suite("fixing all", () => {
  test("mends a policy of many faults in one go, though fixes overlap", () => {
    assert.equal(fixed(messy), tidy);
    assert.deepEqual(lint(parsePolicy(tidy)), []);
  });

  test("twice is the same as once", () => assert.equal(fixed(fixed(messy)), tidy));

  test("changes nothing where nothing is wrong", () => {
    assert.deepEqual(fixAll(parsePolicy(tidy)).edits, []);
  });

  test("touches no more of the text than differs", () => {
    const [edit, ...others] = fixAll(parsePolicy(messy)).edits;
    assert.equal(others.length, 0);
    assert.ok(edit && edit.span.start > messy.indexOf("<inbound>"));
  });

  test("leaves guesses alone unless asked", () => {
    const text = "<fragment><set-metod>GET</set-metod></fragment>";
    assert.equal(fixed(text), text);
    assert.equal(fixed(text, true), "<fragment><set-method>GET</set-method></fragment>");
  });

  test("leaves a scope alone that may be meant as a whole", () => {
    const claim = '<claim name="scope"><value>read:orders write:orders</value></claim>';
    const text = `<fragment><validate-jwt header-name="a"><required-claims>${claim}</required-claims></validate-jwt></fragment>`;
    assert.equal(fixed(text), text);
  });

  test("leaves rules alone that are off", () => {
    const edits = fixAll(parsePolicy(messy), { severities: { "base-unique": "off" } }).edits;
    assert.match(applyEdits(messy, edits), /<base \/>\s+<base \/>/);
  });

  test("keeps expressions as they are", () => {
    const text = `<fragment>
  <validate-jwt token-value="@(context.Request.Headers["a"][0].Split(' ')[1])" clock-skew="60">
    <issuers><issuer>@($"https://{context.Variables["t"]}")</issuer></issuers>
    <audiences><audience>@(a < b && c > d ? "x" : "y")</audience></audiences>
  </validate-jwt>
</fragment>`;
    const result = fixed(text);
    assert.notEqual(result, text);
    for (const [expression] of text.matchAll(/@\(.*?\)(?=["<])/g)) assert.ok(result.includes(expression));
  });
});

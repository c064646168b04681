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
        <claim name="scope" match="Any">
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

/** A claim of an Auth0 token with a discovery document, so that rules know whose it is. */
const jwt = (content: string) =>
  `<fragment><validate-jwt header-name="a" clock-skew="60"><openid-config url="https://shop.eu.auth0.com/.well-known/openid-configuration" />${content}</validate-jwt></fragment>`;
const claim = (attributes: string, value = "a") =>
  jwt(`<required-claims><claim ${attributes}><value>${value}</value></claim></required-claims>`);
const cors = (origins: string) =>
  `<fragment><cors><allowed-origins>${origins}</allowed-origins></cors></fragment>`;

/** What is left out, by rule, and whether the text stays as it is. */
function leaves(text: string): { readonly same: boolean; readonly rules: readonly string[] } {
  const { edits, leftOut } = fixAll(parsePolicy(text));
  return { same: edits.length === 0, rules: leftOut.map(({ rule }) => rule) };
}

suite("what somebody chose", () => {
  const chosen: readonly (readonly [string, string, string])[] = [
    ["a separator", claim('name="scope" separator=","'), "jwt-scope-separator"],
    ["a separator where none is needed", claim('name="permissions" separator=" "'), "jwt-permissions-array"],
    [
      "http on a host that may not speak anything else",
      claim('name="a"').replace("https://shop.eu.auth0.com", "http://10.0.0.1:8080"),
      "jwt-openid-config-url",
    ],
    ["where the token is", '<fragment><validate-jwt clock-skew="60" /></fragment>', "jwt-one-token-source"],
    ["a claim that an action may add", claim('name="Permissions"'), "auth0-known-claim"],
    [
      "whose token is asked for",
      '<fragment><authentication-managed-identity resource="https://a.example/.default" /></fragment>',
      "managed-identity-resource",
    ],
    [
      "a discovery document of another host",
      claim('name="a"').replace("https://shop.eu.auth0.com", "https://a.example/"),
      "jwt-openid-config-url",
    ],
    ["a path of an origin", cors("<origin>https://a.example/app</origin>"), "cors-origin"],
    [
      "the ends of a range",
      '<fragment><ip-filter action="allow"><address-range from="10.0.0.9" to="10.0.0.1" /></ip-filter></fragment>',
      "ip-filter-address",
    ],
    [
      "the address within a network",
      '<fragment><ip-filter action="allow"><address>10.0.0.5/8</address></ip-filter></fragment>',
      "ip-filter-address",
    ],
    ["a scope of several words", claim('name="scope"', "read:a write:a"), "jwt-scope-separator"],
    ["a scope that is filled in later", claim('name="scope"', "{{scope}}"), "jwt-scope-separator"],
  ];
  for (const [title, text, rule] of chosen) {
    test(`stays: ${title}`, () => assert.deepEqual(leaves(text), { same: true, rules: [rule] }));
  }
});

suite("a copy goes that was one in the text as somebody wrote it", () => {
  const issuer = (text: string) => `<issuer>${text}</issuer>`;
  const [slash, none, http] = ["https://a.eu.auth0.com/", "https://a.eu.auth0.com", "http://a.eu.auth0.com"];
  const issuers = (...texts: readonly string[]) => `<issuers>${texts.map(issuer).join("")}</issuers>`;

  test("not one that a fix made, though an equal stood in another list", () => {
    const texts = [
      `${issuers(http)}${issuers(slash, http)}`,
      `${issuers(none, slash)}${issuers(slash, none)}`,
      `${issuers(slash, `${http}<!-- why -->`)}${issuers(slash, http)}`,
    ];
    for (const text of texts.map(jwt)) assert.equal(fixed(text), text);
  });

  test("not one that was split off another", () => {
    const audiences =
      "<audience>https://b.example</audience><audience>https://a.example https://b.example</audience>";
    const text = jwt(`<audiences>${audiences}</audiences>`);
    assert.equal(fixed(text), text);
  });

  test("one that was mended with its equal", () => {
    assert.match(
      fixed(jwt("<audiences><audience>a & b</audience><audience>a & b</audience></audiences>")),
      /<audiences><audience>a &amp; b<\/audience><\/audiences>/,
    );
    const status = '<set-status code="200"reason="OK" />';
    assert.equal(
      fixed(`<fragment><return-response>${status}${status}</return-response></fragment>`),
      '<fragment><return-response><set-status code="200" reason="OK" /></return-response></fragment>',
    );
  });

  test("each of several, one beside the other", () => {
    const audience = "<audience>a</audience>";
    assert.match(
      fixed(jwt(`<audiences>${audience}${audience}${audience}</audiences>`)),
      /<audiences><audience>a<\/audience><\/audiences>/,
    );
  });

  test("not an attribute that a fix made equal", () => {
    const text = '<fragment><cors allow-credentials="true" allow-credentials="True" /></fragment>';
    assert.equal(fixed(text), text);
  });
});

suite("a fix after which something new is found at its place", () => {
  const doubled = cors("<origin>https://a.example, https://a.example</origin>");
  const issuers = jwt(
    "<issuers><issuer>https://shop.eu.auth0.com/</issuer><issuer>http://shop.eu.auth0.com</issuer></issuers>",
  );
  const audiences = jwt("<audiences><audience>https://a.example https://a.example</audience></audiences>");

  test("is left out, and told", () => {
    assert.deepEqual(leaves(issuers), { same: true, rules: ["auth0-issuer-form"] });
    assert.deepEqual(leaves(audiences), { same: true, rules: ["jwt-one-value-each"] });
    const nothing = '<fragment><set-variable name="v" value="@(;)" /></fragment>';
    assert.deepEqual(leaves(nothing), { same: true, rules: ["expression-returns"] });
  });

  test("is applied where nothing new is found", () => {
    assert.equal(
      fixed(doubled),
      cors("<origin>https://a.example</origin><origin>https://a.example</origin>"),
    );
  });

  test("takes none with it that has nothing to do with it", () => {
    const both = issuers.replace('clock-skew="60"', 'clock-skew="60" require-signed-tokens="True"');
    const { edits, leftOut } = fixAll(parsePolicy(both));
    assert.equal(applyEdits(both, edits), both.replace('"True"', '"true"'));
    assert.deepEqual(
      leftOut.map(({ rule }) => rule),
      ["auth0-issuer-form"],
    );
  });

  test("is applied when another that mends a tag brings the finding to light", () => {
    const request = (space: string, sign: string) =>
      `<fragment><send-request mode="new" response-variable-name="r"${space}timeout="9"><set-url>://a?x=1${sign}y=2</set-url><set-method>GET</set-method></send-request></fragment>`;
    assert.equal(fixed(request("", "&")), request(" ", "&amp;"));
  });

  test("is applied when another fix takes the new finding away again", () => {
    assert.equal(
      fixed(cors("<origin>https://a.example/ https://b.example/</origin>")),
      cors("<origin>https://a.example</origin><origin>https://b.example</origin>"),
    );
  });
});

suite("what fixing all tells", () => {
  const text = cors("<origin>https://a.example/</origin><origin>https://b.example/b</origin>");

  test("is each finding that it mended", () => {
    const { fixed: mended } = fixAll(parsePolicy(messy));
    assert.ok(mended.length >= 8);
    assert.ok(mended.every(({ message }) => message.length > 0));
  });

  test("is each finding whose fix it left out, at its place in the text after it", () => {
    const { edits, leftOut } = fixAll(parsePolicy(text));
    const after = applyEdits(text, edits);
    assert.deepEqual(
      leftOut.map(({ span }) => after.slice(span.start, span.end)),
      ["https://b.example/b"],
    );
  });

  test("is what it touched, in the text before it", () => {
    const { touched, moved } = fixAll(parsePolicy(text));
    assert.deepEqual(
      touched.map(({ start, end }) => text.slice(start, end)),
      ["https://a.example/"],
    );
    assert.deepEqual(moved, []);
  });

  test("is what it moved, in the text before it, whatever was mended first", () => {
    const wrong = jwt("<issuers />")
      .replace("<issuers />", "")
      .replace(
        "</validate-jwt>",
        "<issuers><issuer>https://shop.eu.auth0.com</issuer></issuers><audiences><audience>a</audience></audiences></validate-jwt>",
      );
    const { touched, moved } = fixAll(parsePolicy(wrong));
    assert.deepEqual(
      touched.map(({ start, end }) => wrong.slice(start, end)),
      ["https://shop.eu.auth0.com"],
    );
    assert.deepEqual(
      moved.map(({ start, end }) => wrong.slice(start, start + 10 < end ? start + 10 : end)),
      ["<openid-co", "<audiences", "<issuers><"],
    );
  });

  test("is nothing of findings that have no fix", () => {
    assert.deepEqual(leaves("<fragment><what /></fragment>"), { same: true, rules: [] });
  });

  test("is nothing left out where guesses are asked for", () => {
    const { leftOut } = fixAll(parsePolicy(text), { unsafe: true });
    assert.deepEqual(leftOut, []);
  });
});

suite("a document that is broken in one place", () => {
  const around = (broken: string) =>
    `<policies>\n  <inbound>\n    ${broken}\n    <cors allow-credentials="True" />\n  </inbound>\n  <outbound>\n    <cache-store duration="1" cache-response="True" />\n  </outbound>\n</policies>`;
  const broken = [
    "<set-header name=”a” />",
    "<set-body @{ return \"<a b='True' />\"; }</set-body>",
    "<set-method>GET",
    "<set-header name= />",
    '<when condition="Contains("a") == true" />',
    "</base>",
    '<set-body>@(context.Variables["a"]</set-body>',
    "< base />",
  ];
  for (const piece of broken) {
    test(`is mended in no place near it: ${piece}`, () => {
      const result = fixed(around(piece));
      assert.ok(result.includes(piece), result);
      assert.ok(result.includes('<cors allow-credentials="True" />'), result);
    });
  }

  test("is mended in another section", () => {
    assert.match(fixed(around("<set-header name= />")), /cache-response="true"/);
  });
});

suite("several fixes in one place", () => {
  const twice = '<openid-config url="https://shop.eu.auth0.com" />';
  const around = (xml: string) =>
    `<fragment><validate-jwt header-name="a" clock-skew="60">${xml}</validate-jwt></fragment>`;

  test("mend a copy and what it is a copy of, and take the copy away", () => {
    assert.equal(
      fixed(around(twice + twice)),
      around('<openid-config url="https://shop.eu.auth0.com/.well-known/openid-configuration" />'),
    );
  });

  test("begin with the markup: what that brings to light is no harm that others did", () => {
    const text = (space: string, parts: string) =>
      `<fragment><send-request mode="new"${space}response-variable-name="r">${parts}</send-request></fragment>`;
    const [method, url] = ["<set-method>POST</set-method>", "<set-url>u</set-url>"];
    assert.equal(fixed(text("", method + url)), text(" ", url + method));
  });

  test("take away what is a copy once the markup, or a value, is mended", () => {
    const status = (attributes: string) => `<set-status ${attributes} />`;
    const two = (first: string) =>
      `<fragment><return-response>${status(first)}${status('code="200" reason="OK"')}</return-response></fragment>`;
    const one = `<fragment><return-response>${status('code="200" reason="OK"')}</return-response></fragment>`;
    assert.equal(fixed(two('code=200 reason="OK"')), one);
    assert.equal(fixed(two('code="200"reason="OK"')), one);
  });
});

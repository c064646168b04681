import assert from "node:assert/strict";
import { known, unknown } from "../../../../src/core/known.ts";
import { decodeEntities, parsePolicy } from "../../../../src/policy/syntax/index.ts";
import {
  cursorAfter,
  inbound,
  jwt,
  labelsAt,
  liveWith,
  offerAt,
  offersAt,
  tenantWith,
  textAfter,
} from "./support/offers.ts";

/** Names that people give to things in a cloud, and that mean something in XML, snippets, Markdown or C#. */
const awkward: readonly string[] = [
  'say "hello"',
  "it's",
  "a<b>c",
  "a&b",
  "&amp;",
  "&#65;",
  "`code`",
  "``",
  "$1",
  "${1:x}",
  "$TM_FILENAME",
  "}",
  "a\\b",
  "\\",
  "one,two|three",
  "|}",
  "]]>",
  "<!-- x -->",
  "größe",
  "日本語",
  "😀",
  "[link](command:x)",
  "a  b",
  "-",
  "@@",
];

const audience = (content: string) => jwt(`<audiences><audience>${content}</audience></audiences>`);

/** The text of the one element `name`, as a reader of the document sees it. */
function textOf(document: string, name: string): string {
  const parsed = parsePolicy(document);
  assert.deepEqual(parsed.problems, [], document);
  const element = parsed.elements(name)[0];
  return decodeEntities(document.slice(element?.contentSpan.start, element?.contentSpan.end));
}

function attributeOf(document: string, element: string, name: string): string {
  const parsed = parsePolicy(document);
  assert.deepEqual(parsed.problems, [], document);
  const found = parsed.elements(element)[0]?.attributes.find((each) => each.name === name);
  return decodeEntities(found?.value ?? "");
}

suite("live values with awkward names", () => {
  for (const name of awkward) {
    test(`${name}: as audience, the text is the name`, () => {
      const live = tenantWith("t.eu.auth0.com", { [name]: [] });
      assert.equal(textOf(textAfter(audience("‸"), name, { live }), "audience"), name);
    });

    test(`${name}: as fragment, the value is the name in any quotes`, () => {
      const live = liveWith({ fragments: known([name]) });
      for (const quoted of ['"‸"', "'‸'", "‸"]) {
        const text = textAfter(inbound(`<include-fragment fragment-id=${quoted} />`), name, { live });
        assert.equal(attributeOf(text, "include-fragment", "fragment-id"), name);
      }
    });

    test(`${name}: in the snippet for validate-jwt, as the only choice and as one of two`, () => {
      for (const apis of [{ [name]: [] }, { [name]: [], other: [] }]) {
        const live = tenantWith("t.eu.auth0.com", apis);
        assert.equal(textOf(textAfter(inbound("<‸"), "validate-jwt", { live }), "audience"), name);
      }
    });

    test(`${name}: as scope`, () => {
      const live = tenantWith("t.eu.auth0.com", { api: [name] });
      const marked = jwt('<required-claims><claim name="scope"><value>‸</value></claim></required-claims>');
      assert.equal(textOf(textAfter(marked, name, { live }), "value"), name);
    });
  }

  test("that the service would run or replace are not offered", () => {
    for (const name of ["@(context.Api.Id)", "x @{return 1;}", "{{host}}"]) {
      const live = { ...tenantWith("t.eu.auth0.com", { [name]: [name] }), fragments: known([name]) };
      const value = jwt('<required-claims><claim name="scope"><value>‸');
      for (const marked of [audience("‸"), value, inbound('<include-fragment fragment-id="‸" />')]) {
        assert.deepEqual(labelsAt(marked, { live }), []);
      }
      assert.equal(textOf(textAfter(inbound("<‸"), "validate-jwt", { live }), "audience"), "API-IDENTIFIER");
    }
  });

  test("cannot end the code they are documented as", () => {
    for (const name of awkward.filter((each) => each.includes("`"))) {
      const { documentation } = offerAt(inbound('<set-backend-service backend-id="‸" />'), name, {
        live: liveWith({ backends: known([name]) }),
      });
      const fence = "`".repeat(3 - (name === "`code`" ? 1 : 0));
      assert.ok(documentation.includes(`${fence} ${name} ${fence}`), documentation);
    }
  });
});

suite("live values in text over several lines", () => {
  const live = tenantWith("acme.eu.auth0.com", {});
  const issuer = (text: string) => jwt(`<issuers><issuer>${text}</issuer></issuers>`);

  test("take the place of the one at the cursor only", () => {
    const url = "https://acme.eu.auth0.com/";
    for (const [before, after] of [
      ["a\n  htt‸ps", `a\n  ${url}‸`],
      ["\n  https‸\n", `\n  ${url}‸\n`],
      ["a\nb ‸ c\nd", `a\nb ${url}‸ c\nd`],
    ] as const) {
      assert.equal(cursorAfter(issuer(before), url, { live }), issuer(after));
    }
  });
});

suite("named values", () => {
  const live = liveWith({
    namedValues: known([
      { displayName: "host", secret: false, value: known("example.com") },
      { displayName: "key", secret: true, value: unknown },
      { displayName: "late", secret: false, value: unknown },
    ]),
  });
  const accepted: readonly (readonly [string, string])[] = [
    ['<set-header name="{{‸}}" />', '<set-header name="{{host‸}}" />'],
    ['<set-header name="{{‸" />', '<set-header name="{{host}}‸" />'],
    ['<set-header name="{{ ‸ }}" />', '<set-header name="{{ host‸ }}" />'],
    ['<set-header name="a-{{ho‸}}-b" />', '<set-header name="a-{{host‸}}-b" />'],
    ['<set-header name="{{h‸os}}" />', '<set-header name="{{host‸}}" />'],
    ['<set-header name="{{key}}{{‸}}" />', '<set-header name="{{key}}{{host‸}}" />'],
    ["<set-header name='{{‸' />", "<set-header name='{{host}}‸' />"],
    ["<set-header name={{‸ />", "<set-header name={{host}}‸ />"],
    ["<set-body>{{‸</set-body>", "<set-body>{{host}}‸</set-body>"],
    ["<set-body>@({{‸}})</set-body>", "<set-body>@({{host‸}})</set-body>"],
    ['<set-body>@("{{‸")</set-body>', '<set-body>@("{{host}}‸")</set-body>'],
    ['<set-body>@{ return "{{ho‸}}"; }</set-body>', '<set-body>@{ return "{{host‸}}"; }</set-body>'],
    ["<set-body><![CDATA[{{‸}}]]></set-body>", "<set-body><![CDATA[{{host‸}}]]></set-body>"],
    ["<value>\n  {{‸\n</value>", "<value>\n  {{host}}‸\n</value>"],
  ];
  for (const [before, after] of accepted) {
    test(`at ${JSON.stringify(before)}`, () => {
      assert.equal(cursorAfter(inbound(before), "host", { live }), inbound(after));
    });
  }

  test("are all offered, and nothing besides", () => {
    assert.deepEqual(labelsAt(inbound('<set-header name="{{‸}}" />'), { live }), ["host", "key", "late"]);
  });

  test("show their value, unless it is secret or not known", () => {
    const said = (name: string) => offerAt(inbound("<set-body>{{‸"), name, { live }).documentation;
    assert.equal(said("host"), "Named value `host`: `example.com`");
    assert.equal(said("key"), "Named value `key`. Its value is secret.");
    assert.equal(said("late"), "Named value `late`.");
  });

  test("are not offered in comments, behind one brace or behind their end", () => {
    for (const marked of ["<!-- {{‸}} -->", "<set-body>{‸}</set-body>", "<set-body>{{a}}‸</set-body>"]) {
      assert.deepEqual(labelsAt(inbound(marked), { live }), []);
    }
  });
});

suite("live values that depend on what stands around them", () => {
  const of = (domain: string, api: string, scope: string) => ({
    domain,
    customDomains: known([`login.${domain}`]),
    clientIds: unknown,
    apis: known([
      {
        identifier: api,
        name: api,
        signingAlgorithm: known("RS256"),
        scopes: known([scope]),
        dialect: unknown,
        permissionsInToken: unknown,
      },
    ]),
  });
  const live = liveWith({
    tenants: known([of("one.eu.auth0.com", "a", "s:a"), of("two.eu.auth0.com", "b", "s:b")]),
  });
  const config = (host: string) => `<openid-config url="https://${host}/.well-known/openid-configuration" />`;

  test("audiences are those of the tenant that is trusted", () => {
    const offered = (configs: string) => labelsAt(jwt(`${configs}<audiences><audience>‸`), { live });
    assert.deepEqual(offered(config("one.eu.auth0.com")), ["a"]);
    assert.deepEqual(offered(config("login.two.eu.auth0.com")), ["b"]);
    assert.deepEqual(offered(config("one.eu.auth0.com") + config("two.eu.auth0.com")), ["a", "b"]);
    assert.deepEqual(offered(config("{{domain}}")), ["a", "b"]);
    assert.deepEqual(offered(""), ["a", "b"]);
  });

  test("scopes are those of the API behind the audience, for the claims that hold scopes", () => {
    const offered = (audience: string, claim: string) =>
      labelsAt(
        jwt(
          `<audiences><audience>${audience}</audience></audiences><required-claims><claim ${claim}><value>‸`,
        ),
        { live },
      );
    assert.deepEqual(offered("a", 'name="scope"'), ["s:a"]);
    assert.deepEqual(offered(" b ", 'name="permissions"'), ["s:b"]);
    assert.deepEqual(offered("<![CDATA[b]]>", 'name="scope"'), ["s:b"]);
    assert.deepEqual(offered("@(1)", 'name="scope"'), ["s:a", "s:b"]);
    assert.deepEqual(offered("nobody", 'name="scope"'), []);
    assert.deepEqual(offered("a", 'name="sub"'), []);
    assert.deepEqual(offered("a", 'name="{{claim}}"'), []);
    assert.deepEqual(offered("a", ""), []);
  });

  test("addresses and issuers come from tenants and custom domains, each with where it is from", () => {
    const offers = offersAt(jwt('<openid-config url="‸" />'), { live });
    assert.deepEqual(
      offers.map(({ label, detail }) => [new URL(label).host, detail]),
      [
        ["one.eu.auth0.com", "Auth0 tenant"],
        ["login.one.eu.auth0.com", "custom domain"],
        ["two.eu.auth0.com", "Auth0 tenant"],
        ["login.two.eu.auth0.com", "custom domain"],
      ],
    );
    assert.equal(labelsAt(jwt("<issuers><issuer>‸"), { live })[1], "https://login.one.eu.auth0.com/");
  });

  test("an audience says whose it is and how its tokens are signed", () => {
    const { detail, documentation } = offerAt(audience("‸"), "b", { live });
    assert.equal(detail, "two.eu.auth0.com");
    assert.equal(documentation, "Auth0 API `b` of `two.eu.auth0.com`.\n\nSigns with `RS256`.");
  });

  test("the text is replaced as a whole, white space and comments stay", () => {
    assert.equal(cursorAfter(audience("\n  old ‸one\n"), "a", { live }), audience("\n  a‸\n"));
    assert.equal(
      cursorAfter(audience("<!-- x -->o‸<!-- y -->"), "a", { live }),
      audience("<!-- x -->a‸<!-- y -->"),
    );
    assert.equal(cursorAfter(audience(" ‸ "), "a", { live }), audience(" a‸ "));
    assert.equal(cursorAfter(audience("old‸"), "a", { live }), audience("a‸"));
  });

  test("issuers belong to validate-jwt alone", () => {
    assert.deepEqual(labelsAt(inbound("<issuers><issuer>‸"), { live }), []);
    assert.deepEqual(labelsAt(inbound("<my-jwt><issuers><issuer>‸"), { live }), []);
  });

  test("nothing known, nothing offered", () => {
    for (const nothing of [undefined, liveWith({}), liveWith({ tenants: known([]) })]) {
      const options = { live: nothing };
      assert.deepEqual(labelsAt(audience("‸"), options), []);
      assert.deepEqual(labelsAt(jwt('<openid-config url="‸" />'), options), []);
      assert.deepEqual(labelsAt(inbound('<include-fragment fragment-id="‸" />'), options), []);
      assert.deepEqual(labelsAt(inbound('<set-header name="{{‸}}" />'), options), []);
    }
  });

  test("the snippet for validate-jwt takes placeholders for what is not known", () => {
    const written = textAfter(inbound("<‸"), "validate-jwt", { live: liveWith({ tenants: known([]) }) });
    assert.equal(textOf(written, "audience"), "API-IDENTIFIER");
    assert.equal(textOf(written, "issuer"), "https://TENANT.REGION.auth0.com/");
    const half = liveWith({
      tenants: known([
        { domain: "t.eu.auth0.com", customDomains: unknown, clientIds: unknown, apis: unknown },
      ]),
    });
    const known_ = textAfter(inbound("<‸"), "validate-jwt", { live: half });
    assert.equal(textOf(known_, "issuer"), "https://t.eu.auth0.com/");
    assert.equal(textOf(known_, "audience"), "API-IDENTIFIER");
  });
});

suite("references", () => {
  const live = liveWith({ fragments: known(["f"]), backends: known(["b"]), certificates: known(["c"]) });
  const places: readonly (readonly [string, readonly string[]])[] = [
    ['<include-fragment fragment-id="‸" />', ["f"]],
    ['<set-backend-service backend-id="‸" />', ["b"]],
    ['<authentication-certificate certificate-id="‸" />', ["c"]],
    ['<validate-jwt><issuer-signing-keys><key certificate-id="‸" />', ["c"]],
    ['<validate-client-certificate><identities><identity thumbprint="‸" />', []],
    ['<log-to-eventhub logger-id="‸" />', []],
    ['<set-variable name="‸" />', []],
  ];
  for (const [content, expected] of places) {
    test(`at ${content}`, () => assert.deepEqual(labelsAt(inbound(content), { live }), expected));
  }
});

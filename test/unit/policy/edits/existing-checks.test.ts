import assert from "node:assert/strict";
import fc from "fast-check";
import { suite, test } from "mocha";
import { applyEdits, type TextEdit } from "../../../../src/core/edit.ts";
import { Failure } from "../../../../src/core/failure.ts";
import {
  acceptBoth,
  decideByIssuer,
  type ElementNode,
  lint,
  type PolicyDocument,
  parsePolicy,
  replaceCheck,
  type ValidateJwtOptions,
} from "../../../../src/policy/index.ts";
import { anyPolicy, fuzzRuns } from "../../../support/policy-texts.ts";

const options: ValidateJwtOptions = {
  discoveryUrl: "https://acme.eu.auth0.com/.well-known/openid-configuration",
  audience: "orders",
  issuer: "https://acme.eu.auth0.com/",
};
const condition = `@(context.Request.Headers.GetValueOrDefault("Authorization", "").Split(' ').Last().AsJwt()?.Issuer == "https://acme.eu.auth0.com/")`;

type Edit = (
  document: PolicyDocument,
  element: ElementNode,
  options: ValidateJwtOptions,
) => readonly TextEdit[];

function edited(edit: Edit, text: string, name = "validate-jwt", given = options): string {
  const document = parsePolicy(text);
  const [element] = document.elements(name);
  assert.ok(element);
  const after = applyEdits(text, edit(document, element, given));
  const errors = lint(parsePolicy(after), { scope: "api" }).filter(({ severity }) => severity === "error");
  assert.deepEqual(errors, [], after);
  return after;
}

const partner = [
  '        <validate-jwt header-name="Authorization" output-token-variable-name="token">',
  '            <openid-config url="https://partner.example/.well-known/openid-configuration" />',
  "            <audiences>",
  "                <audience>calc</audience>",
  "            </audiences>",
  "            <issuers>",
  "                <issuer>https://partner.example/</issuer>",
  "            </issuers>",
  "        </validate-jwt>",
];
const policy = (check: readonly string[], eol = "\n") =>
  ["<policies>", "    <inbound>", "        <base />", ...check, "    </inbound>", "</policies>"].join(eol);
const own = (at: string) => [
  `${at}<validate-jwt header-name="Authorization" require-scheme="Bearer" clock-skew="60" output-token-variable-name="token"`,
  `${at}    failed-validation-httpcode="401"`,
  `${at}    require-expiration-time="true" require-signed-tokens="true">`,
  `${at}    <openid-config url="${options.discoveryUrl}" />`,
  `${at}    <audiences>`,
  `${at}        <audience>orders</audience>`,
  `${at}    </audiences>`,
  `${at}    <issuers>`,
  `${at}        <issuer>${options.issuer}</issuer>`,
  `${at}    </issuers>`,
  `${at}</validate-jwt>`,
];

suite("a check that is there: accept both", () => {
  test("adds discovery, issuer and audience, and changes nothing else", () => {
    const after = edited(acceptBoth, policy(partner));
    const at = "            ";
    const added = [
      `${at}<openid-config url="${options.discoveryUrl}" />`,
      `${at}    <audience>orders</audience>`,
      `${at}    <issuer>${options.issuer}</issuer>`,
    ];
    assert.deepEqual(
      after.split("\n").filter((line) => !added.includes(line)),
      policy(partner).split("\n"),
    );
    assert.deepEqual(
      after.split("\n").filter((line) => added.includes(line)),
      added,
    );
    assert.equal(edited(acceptBoth, after), after, "nothing is added twice");
  });

  test("begins no list that would shut out whom no list keeps out now", () => {
    const check = `<validate-jwt header-name="Authorization"><openid-config url="https://partner.example/.well-known/openid-configuration" /></validate-jwt>`;
    const after = edited(acceptBoth, policy([check]));
    assert.match(after, /partner\.example.*\n.*acme\.eu\.auth0\.com\/\.well-known/);
    assert.doesNotMatch(after, /<audiences>|<issuers>/);
  });

  test("adds a discovery address to a key that stands in the policy, before it", () => {
    const check = `<validate-jwt header-name="Authorization"><issuer-signing-keys><key>c2VjcmV0LXNlY3JldC1zZWNyZXQtc2VjcmV0LXNlY3JldA==</key></issuer-signing-keys><audiences><audience>{{audience}}</audience></audiences><issuers><issuer>https://partner.example/</issuer></issuers></validate-jwt>`;
    const after = edited(acceptBoth, policy([check]));
    assert.ok(after.indexOf("<openid-config") < after.indexOf("<issuer-signing-keys>"));
    assert.match(after, /<audience>\{\{audience\}\}<\/audience>\s*<audience>orders<\/audience>/);
  });

  test("works in a fragment", () => {
    const document = ["<fragment>", ...partner, "</fragment>"].join("\n");
    const parsed = parsePolicy(document);
    const [element] = parsed.elements("validate-jwt");
    assert.ok(element);
    const after = applyEdits(document, acceptBoth(parsed, element, options));
    assert.match(after, /<issuer>https:\/\/acme\.eu\.auth0\.com\/<\/issuer>/);
  });
});

suite("a check that is there: decide by issuer", () => {
  for (const eol of ["\n", "\r\n"]) {
    test(`leaves it as it is, for whatever is not of the link's issuer (${JSON.stringify(eol)})`, () => {
      const after = edited(decideByIssuer, policy(partner, eol));
      const at = "        ";
      const [first = "", ...rest] = partner;
      const expected = [
        `${at}<choose>`,
        `${at}    <when condition="${condition}">`,
        ...own(`${at}        `),
        `${at}    </when>`,
        `${at}    <otherwise>`,
        `${at}${first}`,
        ...rest,
        `${at}    </otherwise>`,
        `${at}</choose>`,
      ];
      assert.equal(after, policy(expected, eol));
      assert.ok(after.includes(partner.join(eol).trim()), "byte for byte");
    });
  }

  test("stands around checks of other kinds, wherever they are", () => {
    const entra =
      '<validate-azure-ad-token tenant-id="contoso"><audiences><audience>a</audience></audiences></validate-azure-ad-token>';
    const text = policy([`<choose><when condition="@(true)">${entra}</when></choose>`]);
    const after = edited(decideByIssuer, text, "validate-azure-ad-token");
    assert.match(after, /<when condition="@\(true\)"><choose>/);
    assert.ok(after.includes(`${entra}\n`));
  });

  test("refuses an issuer that it cannot compare, and a malformed document", () => {
    const given = { ...options, issuer: 'https://a"b/' };
    assert.throws(() => edited(decideByIssuer, policy(partner), "validate-jwt", given), Failure);
    assert.throws(() => edited(decideByIssuer, `${policy(partner)}<`), Failure);
  });
});

suite("a check that is there: replace", () => {
  test("makes way for the link's own, which fills the variable that it filled", () => {
    assert.equal(edited(replaceCheck, policy(partner)), policy(own("        ")));
  });

  test("makes way wherever it stands", () => {
    const entra = '<validate-azure-ad-token tenant-id="contoso" />';
    const after = edited(
      replaceCheck,
      policy([`<choose><when condition="@(true)">${entra}</when></choose>`]),
      "validate-azure-ad-token",
    );
    assert.doesNotMatch(after, /validate-azure-ad-token/);
    assert.match(after, /<when condition="@\(true\)"><validate-jwt /);
  });
});

suite("a check that is there, in whatever policy", () => {
  const checks = [
    partner.join("\n").trim(),
    partner.join("\r\n").trim(),
    `<validate-jwt\theader-name='Authorization' >\n<!-- a -- b --><audiences/></validate-jwt>`,
    `<validate-jwt header-name="X-Token" token-value='@("a" + "'")'/>`,
    '<validate-jwt query-parameter-name="t"><issuer-signing-keys><key>{{key}}</key></issuer-signing-keys></validate-jwt>',
  ];
  /** Every document with one of the checks behind its first `<base />`. */
  const anyWithCheck = fc
    .tuple(anyPolicy, fc.constantFrom(...checks))
    .filter(([text]) => text.includes("<base />"))
    .map(([text, check]) => {
      const at = text.indexOf("<base />") + "<base />".length;
      return { text: text.slice(0, at) + check + text.slice(at), at, check };
    });

  /** The texts around the check before and after an edit, and what the edit made of it; nothing for a document that is refused. */
  function around(edit: Edit, { text, at, check }: { text: string; at: number; check: string }) {
    const document = parsePolicy(text);
    const element = document.elements("validate-jwt").find((one) => one.span.start === at);
    if (!element) return undefined;
    try {
      const after = applyEdits(text, edit(document, element, options));
      const behind = text.slice(at + check.length);
      return { head: text.slice(0, at), behind, after, made: after.slice(at, after.length - behind.length) };
    } catch (error) {
      assert.ok(error instanceof Failure && error.code === "invalid-input");
      return undefined;
    }
  }

  for (const [name, edit] of Object.entries({ acceptBoth, decideByIssuer, replaceCheck })) {
    test(`${name} touches nothing but the check`, () => {
      fc.assert(
        fc.property(anyWithCheck, (given) => {
          const found = around(edit, given);
          if (!found) return;
          assert.ok(found.after.startsWith(found.head) && found.after.endsWith(found.behind));
          const [before, after] = [parsePolicy(given.text), parsePolicy(found.after)];
          assert.ok(after.problems.length <= before.problems.length, found.after);
          if (edit === decideByIssuer) assert.ok(found.made.includes(given.check), "byte for byte");
          if (edit === replaceCheck) assert.ok(!found.made.includes(given.check));
          if (edit === acceptBoth) assert.ok(found.made.includes(options.discoveryUrl));
        }),
        { numRuns: fuzzRuns(100), seed: 31 },
      );
    });
  }

  test("taken twice, each issuer keeps a check of its own", () => {
    const once = edited(decideByIssuer, policy(partner));
    const other = { ...options, issuer: "https://other.eu.auth0.com/" };
    const document = parsePolicy(once);
    const last = document.elements("validate-jwt").at(-1);
    assert.ok(last);
    const twice = applyEdits(once, decideByIssuer(document, last, other));
    assert.ok(twice.includes(partner.join("\n").trim()));
    assert.equal(parsePolicy(twice).elements("choose").length, 2);
    assert.deepEqual(parsePolicy(twice).problems, []);
  });
});

suite("a check that is there, laid out in an odd way", () => {
  const config = '<openid-config url="https://partner.example/.well-known/openid-configuration" />';
  const widened: readonly (readonly [name: string, check: string, after: string])[] = [
    [
      "an empty list of audiences is begun",
      `<validate-jwt>${config}<audiences/></validate-jwt>`,
      "<audience>orders</audience>",
    ],
    [
      "an audience that is a named value counts as another",
      `<validate-jwt>${config}<audiences><audience>{{a}}</audience></audiences></validate-jwt>`,
      "<audience>orders</audience>",
    ],
    [
      "issuers get one more behind a comment",
      `<validate-jwt>${config}<issuers><!-- ours --><issuer>a</issuer></issuers></validate-jwt>`,
      "<issuer>https://acme.eu.auth0.com/</issuer>",
    ],
    ["a check without parts is opened", '<validate-jwt header-name="A" />', options.discoveryUrl],
  ];
  for (const [name, check, added] of widened) {
    test(`accept both: ${name}`, () => {
      const document = parsePolicy(policy([check]));
      const [element] = document.elements("validate-jwt");
      assert.ok(element);
      const after = applyEdits(document.text, acceptBoth(document, element, options));
      assert.ok(after.includes(added), after);
      assert.deepEqual(parsePolicy(after).problems, []);
      assert.equal(parsePolicy(after).elements("validate-jwt").length, 1);
    });
  }

  const inLine = '<policies><inbound><base /><validate-jwt header-name="A" /></inbound></policies>';
  for (const [name, edit] of Object.entries({ decideByIssuer, replaceCheck })) {
    test(`${name} in a document of one line`, () => {
      const document = parsePolicy(inLine);
      const [element] = document.elements("validate-jwt");
      assert.ok(element);
      const after = applyEdits(inLine, edit(document, element, options));
      assert.ok(after.startsWith("<policies><inbound><base /><"));
      assert.ok(after.endsWith("></inbound></policies>"));
      assert.deepEqual(parsePolicy(after).problems, []);
    });
  }

  test("asks tokens of the link for its scopes, and those of others for none", () => {
    const given = { ...options, requiredScopes: ["read:orders"] };
    const after = edited(decideByIssuer, policy(partner), "validate-jwt", given);
    assert.equal(after.match(/<value>read:orders<\/value>/g)?.length, 1);
    assert.ok(after.indexOf("read:orders") < after.indexOf("<otherwise>"));
    assert.match(edited(replaceCheck, policy(partner), "validate-jwt", given), /<value>read:orders<\/value>/);
  });

  test("a variable's name between apostrophes keeps its quotes", () => {
    for (const edit of [decideByIssuer, replaceCheck]) {
      const text = `<policies><inbound><validate-jwt output-token-variable-name='a"b' header-name="Authorization" /></inbound></policies>`;
      const after = edited(edit, text);
      assert.deepEqual(parsePolicy(after).problems, []);
      assert.match(after, /output-token-variable-name="a&quot;b"/);
    }
  });

  test("a text that the service would run is refused", () => {
    for (const edit of [acceptBoth, decideByIssuer, replaceCheck]) {
      const given = { ...options, audience: "@(1)" };
      assert.throws(() => edited(edit, policy(partner), "validate-jwt", given), Failure);
    }
  });
});

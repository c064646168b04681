import assert from "node:assert/strict";
import fc from "fast-check";
import { applyEdits } from "../../../../src/core/edit.ts";
import { Failure } from "../../../../src/core/failure.ts";
import {
  format,
  insertValidateJwt,
  lint,
  parsePolicy,
  readJwtLinks,
  type ValidateJwtOptions,
} from "../../../../src/policy/index.ts";
import { anyPolicy, anyUntidyPolicy, fuzzRuns } from "../../../support/policy-texts.ts";

const jwtOptions: ValidateJwtOptions = {
  discoveryUrl: "https://acme.eu.auth0.com/.well-known/openid-configuration",
  audience: "https://orders.example.com",
  issuer: "https://acme.eu.auth0.com/",
};

/** The lines of the start tag, `unit` a step of indentation. */
const start = (unit: string): readonly string[] => [
  '<validate-jwt header-name="Authorization" require-scheme="Bearer" clock-skew="60"',
  `${unit}failed-validation-httpcode="401"`,
  `${unit}require-expiration-time="true" require-signed-tokens="true">`,
];

/** The block as it is inserted, `unit` a step of indentation, each line behind `indentation`. */
function block(indentation: string, unit: string, eol = "\n"): string {
  return [
    ...start(unit),
    `${unit}<openid-config url="https://acme.eu.auth0.com/.well-known/openid-configuration" />`,
    `${unit}<audiences>`,
    `${unit}${unit}<audience>https://orders.example.com</audience>`,
    `${unit}</audiences>`,
    `${unit}<issuers>`,
    `${unit}${unit}<issuer>https://acme.eu.auth0.com/</issuer>`,
    `${unit}</issuers>`,
    "</validate-jwt>",
  ]
    .map((line) => indentation + line)
    .join(eol);
}

function insert(text: string, options: Partial<ValidateJwtOptions> = {}): string {
  return applyEdits(text, insertValidateJwt(parsePolicy(text), { ...jwtOptions, ...options }));
}

function amend(inner: string, options: Partial<ValidateJwtOptions> = {}): string {
  const text = (jwt: string) => `<policies>\n  <inbound>\n    <base />\n${jwt}\n  </inbound>\n</policies>`;
  const amended = insert(text(inner), options);
  const [head, tail] = text("‸").split("‸");
  assert.ok(head !== undefined && tail !== undefined);
  assert.ok(amended.startsWith(head) && amended.endsWith(tail), amended);
  return amended.slice(head.length, amended.length - tail.length);
}

suite("insert validate-jwt", () => {
  test("puts it behind <base />, indented as its neighbours are", () => {
    assert.equal(
      insert("<policies>\n  <inbound>\n    <base />\n    <ip-filter />\n  </inbound>\n</policies>\n"),
      `<policies>\n  <inbound>\n    <base />\n${block("    ", "  ")}\n    <ip-filter />\n  </inbound>\n</policies>\n`,
    );
  });

  const conditionalCors = '<choose><when condition="@(true)"><cors><a /></cors></when></choose>';
  const behindCors: readonly (readonly [string, readonly string[], number])[] = [
    ["a cors behind <base />", ["<base />", "<cors></cors>", "<ip-filter />"], 2],
    [
      "a cors that stands behind other policies",
      ["<base />", "<ip-filter />", "<cors />", "<ip-filter />"],
      3,
    ],
    ["a cors without <base />", ["<ip-filter />", "<cors />", "<ip-filter />"], 2],
    ["<base /> that stands behind cors", ["<cors />", "<ip-filter />", "<base />", "<ip-filter />"], 3],
    ["the last of two", ["<cors />", "<base />", "<cors />", "<ip-filter />"], 3],
    ["a choose that holds one", ["<base />", conditionalCors, "<ip-filter />"], 2],
    [
      "a fragment that holds one",
      ["<base />", '<include-fragment fragment-id="Browsers" />', "<ip-filter />"],
      2,
    ],
    ["the comment that ends the line of cors", ["<base />", "<cors /> <!-- ours -->", "<ip-filter />"], 2],
    ["<base />, not a cors in a comment", ["<base />", "<!-- <cors /> -->", "<ip-filter />"], 1],
    ["<base />, not a fragment without one", ["<base />", '<include-fragment fragment-id="other" />'], 1],
  ];
  for (const [name, policies, before] of behindCors) {
    test(`puts it behind ${name}`, () => {
      const document = (lines: readonly string[]) =>
        ["<policies>", "  <inbound>", ...lines, "  </inbound>", "</policies>"].join("\n");
      const lines = policies.map((line) => `    ${line}`);
      assert.equal(
        insert(document(lines), { corsFragments: ["browsers"] }),
        document([...lines.slice(0, before), block("    ", "  "), ...lines.slice(before)]),
      );
    });
  }

  test("leaves a cors of another section out of account", () => {
    const rest = "<outbound>\n    <cors />\n  </outbound>\n</policies>";
    assert.equal(
      insert(`<policies>\n  <inbound>\n    <base />\n  </inbound>\n  ${rest}`),
      `<policies>\n  <inbound>\n    <base />\n${block("    ", "  ")}\n  </inbound>\n  ${rest}`,
    );
  });

  test("keeps tabs and CRLF", () => {
    assert.equal(
      insert("<policies>\r\n\t<inbound>\r\n\t\t<base />\r\n\t</inbound>\r\n</policies>"),
      `<policies>\r\n\t<inbound>\r\n\t\t<base />\r\n${block("\t\t", "\t", "\r\n")}\r\n\t</inbound>\r\n</policies>`,
    );
  });

  test("puts it first when there is no <base />", () => {
    assert.equal(
      insert("<policies>\n  <inbound>\n    <!-- first -->\n    <ip-filter />\n  </inbound>\n</policies>"),
      `<policies>\n  <inbound>\n${block("    ", "  ")}\n    <!-- first -->\n    <ip-filter />\n  </inbound>\n</policies>`,
    );
  });

  test("leaves the comment that ends the line of <base /> where it is", () => {
    assert.equal(
      insert("<policies>\n  <inbound>\n    <base /> <!-- ours -->\n  </inbound>\n</policies>"),
      `<policies>\n  <inbound>\n    <base /> <!-- ours -->\n${block("    ", "  ")}\n  </inbound>\n</policies>`,
    );
  });

  test("opens a self-closed inbound section and keeps what it says", () => {
    assert.equal(
      insert('<policies>\n  <inbound id="x" />\n  <backend />\n</policies>'),
      `<policies>\n  <inbound id="x">\n${block("    ", "  ")}\n  </inbound>\n  <backend />\n</policies>`,
    );
  });

  test("makes an inbound section that inherits when there is none", () => {
    assert.equal(
      insert("<policies>\n  <outbound />\n</policies>"),
      `<policies>\n  <inbound>\n    <base />\n${block("    ", "  ")}\n  </inbound>\n  <outbound />\n</policies>`,
    );
  });

  test("copes with a document on one line", () => {
    assert.equal(
      insert("<policies><inbound><base /></inbound><backend /></policies>"),
      `<policies><inbound><base />\n${block("        ", "    ")}\n    </inbound><backend /></policies>`,
    );
  });

  test("writes a whole document into an empty text, behind comments that stand there", () => {
    const whole = insert("");
    assert.deepEqual(parsePolicy(whole).problems, []);
    assert.ok(
      whole.startsWith(`<policies>\n    <inbound>\n        <base />\n${block("        ", "    ")}\n`),
    );
    assert.deepEqual(
      parsePolicy(whole).root?.children.flatMap((child) => (child.kind === "element" ? [child.name] : [])),
      ["inbound", "backend", "outbound", "on-error"],
    );
    assert.equal(insert("<!-- orders -->\n"), `<!-- orders -->\n${whole}`);
  });

  test("does not take a commented-out validate-jwt for one", () => {
    const inserted = insert(
      `<policies>\n  <inbound>\n    <base />\n    <!-- ${start("").join(" ")}</validate-jwt> -->\n  </inbound>\n</policies>`,
    );
    assert.equal(parsePolicy(inserted).elements("validate-jwt").length, 1);
  });

  test("puts a second one beside that of another tenant", () => {
    const other =
      '<validate-jwt header-name="A"><openid-config url="https://b.eu.auth0.com/x" /></validate-jwt>';
    assert.equal(amend(`    ${other}`), `${block("    ", "  ")}\n    ${other}`);
  });

  test("asks for all scopes, and encodes what it is given", () => {
    const inserted = insert("", {
      requiredScopes: ["read:orders", "a<b"],
      failedValidationErrorMessage: 'Say "no" & <go>\n',
      failedValidationHttpCode: 403,
      audience: "a&b",
    });
    const document = parsePolicy(inserted);
    assert.deepEqual(document.problems, []);
    assert.match(inserted, /<claim name="scope" match="all" separator=" ">\n\s+<value>read:orders<\/value>/);
    assert.match(inserted, /<value>a&lt;b<\/value>/);
    assert.match(
      inserted,
      /httpcode="403" failed-validation-error-message="Say &quot;no&quot; &amp; &lt;go&gt;&#10;"/,
    );
    assert.match(inserted, /<audience>a&amp;b<\/audience>/);
  });
});

suite("what is inserted", () => {
  test("has no findings", () => {
    const inserted = insert("", {
      requiredScopes: ["read:orders"],
      failedValidationErrorMessage: "The access token is missing or not valid.",
    });
    assert.deepEqual(lint(parsePolicy(inserted)), []);
    assert.deepEqual(format(parsePolicy(inserted), { indent: "    ", tabSize: 4 }), []);
  });

  test("leaves every other character as it was", () => {
    fc.assert(
      fc.property(fc.oneof(anyPolicy, anyUntidyPolicy), (text) => {
        const edits = insertValidateJwt(parsePolicy(text), jwtOptions);
        const [edit] = edits;
        assert.ok(edit && edits.length === 1);
        const { span, newText } = edit;
        const inserted = applyEdits(text, edits);
        assert.ok(inserted.startsWith(text.slice(0, span.start)));
        assert.ok(inserted.endsWith(text.slice(span.end)));
        assert.match(text.slice(span.start, span.end), /^(\s*\/>)?$/);
        const eol = text.includes("\r\n") ? /^(?:[^\r\n]|\r\n)*$/ : /^[^\r]*$/;
        assert.match(newText, text.includes("\n") ? eol : /^/);
        const [link] = readJwtLinks(parsePolicy(inserted)).filter(({ audiences }) =>
          audiences.includes(jwtOptions.audience),
        );
        assert.equal(link?.element.parent?.name, "inbound");
        assert.deepEqual(insertValidateJwt(parsePolicy(inserted), jwtOptions), []);
      }),
      { numRuns: fuzzRuns(300), seed: 30 },
    );
  });
});

suite("amend validate-jwt", () => {
  const config = `<openid-config url="${jwtOptions.discoveryUrl}" />`;

  test("changes nothing when nothing is missing", () => {
    assert.equal(insert(insert("")), insert(""));
    assert.deepEqual(insertValidateJwt(parsePolicy(insert("", jwtOptions)), jwtOptions), []);
    const plain = `    <validate-jwt>${config}<audiences><audience> ${jwtOptions.audience}\n</audience></audiences></validate-jwt>`;
    assert.equal(amend(plain), plain);
  });

  test("adds an audience and an issuer to the lists that are there", () => {
    const list = (audiences: string, issuers: string) =>
      `    <validate-jwt>\n      ${config}\n      <audiences>\n        <audience>a</audience>${audiences}\n      </audiences>\n      <issuers>\n        <issuer>i</issuer>${issuers}\n      </issuers>\n    </validate-jwt>`;
    assert.equal(
      amend(list("", "")),
      list(
        `\n        <audience>${jwtOptions.audience}</audience>`,
        `\n        <issuer>${jwtOptions.issuer}</issuer>`,
      ),
    );
  });

  test("adds the lists that are missing, in the order the service wants", () => {
    assert.equal(
      amend(`    <validate-jwt>\n      ${config}\n    </validate-jwt>`, { requiredScopes: ["s"] }),
      `    <validate-jwt>\n      ${config}\n      <audiences>\n        <audience>${jwtOptions.audience}</audience>\n      </audiences>\n      <required-claims>\n        <claim name="scope" match="all" separator=" ">\n          <value>s</value>\n        </claim>\n      </required-claims>\n    </validate-jwt>`,
    );
  });

  test("adds lists to an element on one line", () => {
    assert.equal(
      amend(`    <validate-jwt>${config}</validate-jwt>`, { requiredScopes: ["s"] }),
      `    <validate-jwt>${config}\n      <audiences>\n        <audience>${jwtOptions.audience}</audience>\n      </audiences>\n      <required-claims>\n        <claim name="scope" match="all" separator=" ">\n          <value>s</value>\n        </claim>\n      </required-claims>\n    </validate-jwt>`,
    );
  });

  test("adds the scopes that are missing", () => {
    const jwt = (value: string) =>
      `    <validate-jwt>\n      ${config}\n      <audiences><audience>${jwtOptions.audience}</audience></audiences>\n      <required-claims>\n        <claim name="scope" separator=" ">\n          <value>r</value>${value}\n        </claim>\n      </required-claims>\n    </validate-jwt>`;
    assert.equal(amend(jwt(""), { requiredScopes: ["r", "w"] }), jwt("\n          <value>w</value>"));
    assert.equal(amend(jwt(""), { requiredScopes: ["r"] }), jwt(""));
  });

  test("sets status and message, in the quotes that are there, unless the gateway computes them", () => {
    const jwt = (attributes: string) =>
      `    <validate-jwt ${attributes}>${config}<audiences><audience>${jwtOptions.audience}</audience></audiences></validate-jwt>`;
    const message = { failedValidationErrorMessage: "it's off" };
    assert.equal(
      amend(jwt("failed-validation-httpcode='403' failed-validation-error-message='no'"), {
        ...message,
        failedValidationHttpCode: 401,
      }),
      jwt("failed-validation-httpcode='401' failed-validation-error-message='it&apos;s off'"),
    );
    assert.equal(
      amend(jwt("failed-validation-httpcode='403'"), message),
      jwt("failed-validation-httpcode='403' failed-validation-error-message=\"it's off\""),
    );
    assert.equal(
      amend(jwt('header-name="X"'), message),
      jwt('header-name="X" failed-validation-error-message="it\'s off"'),
    );
    const computed = jwt('failed-validation-httpcode="@(400 + 3)" failed-validation-error-message="{{no}}"');
    assert.equal(amend(computed, message), computed);
  });
});

suite("insert validate-jwt refuses", () => {
  function refusal(text: string, options: Partial<ValidateJwtOptions> = {}): string {
    try {
      insert(text, options);
    } catch (error) {
      assert.ok(error instanceof Failure);
      assert.equal(error.code, "invalid-input");
      assert.ok(error.remedy);
      return error.message;
    }
    return "nothing";
  }

  test("a malformed document, and says where", () => {
    assert.match(
      refusal("<policies>\n  <inbound>\n    <base />\n"),
      /malformed at line 2, column 4: The text ends before the end tags/,
    );
    assert.match(refusal("hello"), /line 1, column 1/);
    assert.match(refusal("<!-- hello"), /line 1, column 1/);
  });

  test("a fragment", () => {
    assert.match(refusal("<fragment></fragment>"), /<fragment>, which has no inbound section/);
  });

  test("texts that the gateway would run or replace", () => {
    assert.match(refusal("", { audience: "@(context.Api.Id)" }), /audience .* run or replace/);
    assert.match(refusal("", { issuer: "https://{{domain}}/" }), /issuer/);
    assert.match(refusal("", { requiredScopes: ["a", "@{return 1;}"] }), /scope/);
    assert.match(refusal("", { audience: " " }), /audience is empty/);
  });

  test("nothing that is merely untidy", () => {
    assert.equal(
      refusal('<policies><inbound><base /><a url="x?a=1&b=2" /><!-- a -- b --></inbound></policies>'),
      "nothing",
    );
  });
});

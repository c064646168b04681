import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { applyEdits } from "../../../../src/core/edit.ts";
import { known, type Maybe, unknown } from "../../../../src/core/known.ts";
import { slice } from "../../../../src/core/span.ts";
import {
  type ElementNode,
  insertValidateJwt,
  type JwtLink,
  literally,
  type PolicyDocument,
  parsePolicy,
  readJwtLinks,
  readJwtPolicy,
} from "../../../../src/policy/index.ts";
import { readJwtRequirements } from "../../../../src/token/index.ts";
import { readCorpus } from "../../../support/corpus.ts";
import { anyPolicy, fuzzRuns } from "../../../support/policy-texts.ts";
import { valueForms } from "../support/template-forms.ts";
import { randomFrom, withForms } from "../support/templated.ts";

const discoveryUrl = "https://acme.eu.auth0.com/.well-known/openid-configuration";

/** What every view has to say alike. */
interface Said {
  readonly openIdConfigs: readonly Maybe<string>[];
  readonly audiences: readonly Maybe<string>[];
  readonly issuers: readonly Maybe<string>[];
  readonly claims: readonly { readonly name: Maybe<string>; readonly values: readonly Maybe<string>[] }[];
}

function saidToRules(element: ElementNode, text: string): Said {
  const jwt = readJwtPolicy(element, text);
  const texts = (items: typeof jwt.audiences) => items.map(({ value }) => literally(value));
  const claims = jwt.claims.map(({ name, values }) => ({
    name: name ? literally(name) : unknown,
    values: texts(values),
  }));
  return {
    openIdConfigs: texts(jwt.openIdConfigs),
    audiences: texts(jwt.audiences),
    issuers: texts(jwt.issuers),
    claims,
  };
}

function saidToLinks({ entries, requiredClaims }: JwtLink): Said {
  const values = (list: typeof entries.audiences) => list.map(({ value }) => value);
  return {
    openIdConfigs: values(entries.discoveryUrls),
    audiences: values(entries.audiences),
    issuers: values(entries.issuers),
    claims: requiredClaims.map((claim) => ({ name: claim.name, values: values(claim.values) })),
  };
}

function saidToTokens(element: ElementNode, text: string): Said {
  const { openIdConfigs, audiences, issuers, requiredClaims } = readJwtRequirements(element, text);
  // An element without an address is nothing to the others; a token's keys may come from anywhere then.
  const named = element.children.filter(
    (child) =>
      child.kind === "element" &&
      child.name === "openid-config" &&
      child.attributes.find(({ name }) => name === "url")?.valueSpan,
  );
  return {
    openIdConfigs: openIdConfigs.slice(0, named.length),
    audiences,
    issuers,
    claims: requiredClaims.map(({ name, values }) => ({ name, values })),
  };
}

/** How many checks of `document` were compared. */
function compareViews(document: PolicyDocument, label: string): number {
  const { text } = document;
  const links = new Map(readJwtLinks(document).map((link) => [link.element, link]));
  const elements = document.elements("validate-jwt");
  for (const element of elements) {
    const said = saidToRules(element, text);
    assert.deepEqual(saidToTokens(element, text), said, `${label}: a token is held against something else`);
    const link = links.get(element);
    if (link) assert.deepEqual(saidToLinks(link), said, `${label}: a link is derived from something else`);
  }
  return elements.length;
}

function policyOf(content: string): string {
  return `<policies><inbound><base /><validate-jwt header-name="Authorization"><openid-config url="${discoveryUrl}" />${content}</validate-jwt></inbound></policies>`;
}

const audienceOf = (content: string) => `<audiences><audience>${content}</audience></audiences>`;

/** What stands between the tags of an audience, what it says, and where. */
const audiences: readonly (readonly [content: string, value: string | undefined, where?: string])[] = [
  ["https://api", "https://api"],
  ["  https://api\n ", "https://api", "https://api"],
  ["__API__", undefined, "__API__"],
  ["${API}", undefined],
  ["$(Api)", undefined],
  ["#{Api}#", undefined],
  ["API_AUDIENCE", undefined],
  ["{{api}}", undefined],
  ["{{api}}/v2", undefined],
  ["@(context.Api.Id)", undefined],
  ["https://@(context.Api.Id)", undefined],
  ["&#64;(context.Api.Id)", undefined],
  ["https://<!-- v2 -->api", "https://api", "https://<!-- v2 -->api"],
  ["<!-- ours -->https://api", "https://api", "https://api"],
  ["https://api <!-- ours --> ", "https://api", "https://api"],
  ["<!-- ours -->{{api}}", undefined],
  ["a<!-- b --> <!-- c -->d", "a d"],
  ["a&amp;b", "a&b", "a&amp;b"],
  ["&#32;api&#10;", "api", "&#32;api&#10;"],
  ["&lt;api&gt;", "<api>"],
  ["<![CDATA[a&amp;b]]>", "a&amp;b", "a&amp;b"],
  ["<![CDATA[a]]>b", "ab"],
  ["<![CDATA[__API__]]>", undefined],
  ["a<b />c", "ac"],
  ["", ""],
  ["<!-- none -->", ""],
];

suite("one reading of a token check", () => {
  for (const [content, value, where] of audiences) {
    test(`an audience written ${JSON.stringify(content)} is ${JSON.stringify(value) ?? "unknown"} to all`, () => {
      const document = parsePolicy(policyOf(audienceOf(content)));
      assert.equal(compareViews(document, content), 1);
      const [link] = readJwtLinks(document);
      const [entry] = link?.entries.audiences ?? [];
      assert.deepEqual(entry?.value, value === undefined ? unknown : known(value));
      if (where !== undefined) assert.equal(slice(document.text, entry?.span ?? { start: 0, end: 0 }), where);
    });

    test(`an edit for ${JSON.stringify(content)} adds the audience unless it is that`, () => {
      const wanted = "https://api";
      const text = policyOf(audienceOf(content));
      const edits = insertValidateJwt(parsePolicy(text), {
        discoveryUrl,
        issuer: "https://acme.eu.auth0.com/",
        audience: wanted,
      });
      const added = applyEdits(text, edits).includes(`<audience>${wanted}</audience>`);
      assert.equal(added, value !== wanted || content === wanted);
      assert.equal(edits.length === 0, value === wanted);
    });
  }

  const attributes: readonly (readonly [written: string, value: string | undefined])[] = [
    [discoveryUrl, discoveryUrl],
    [` ${discoveryUrl} `, discoveryUrl],
    ["https://__TENANT__/x", undefined],
    ["https://${TENANT}/x", undefined],
    ["https://{{tenant}}/x", undefined],
    ["https://a/?b&amp;c", "https://a/?b&c"],
  ];
  for (const [written, value] of attributes) {
    test(`an address written ${JSON.stringify(written)} is ${value ?? "unknown"} to all`, () => {
      const document = parsePolicy(policyOf("").replace(discoveryUrl, () => written));
      compareViews(document, written);
      const [link] = readJwtLinks(document);
      assert.deepEqual(
        link?.entries.discoveryUrls.map((entry) => entry.value),
        [value === undefined ? unknown : known(value)],
      );
    });
  }

  test("of an attribute that is given twice the first counts", () => {
    const text = '<policies><inbound><validate-jwt header-name="a" header-name="b" /></inbound></policies>';
    const document = parsePolicy(text);
    const [element] = document.elements("validate-jwt");
    assert.ok(element);
    assert.equal(readJwtPolicy(element, text).attributes.get("header-name")?.value, "a");
    assert.deepEqual(readJwtRequirements(element, text).source, known({ kind: "header", name: "a" }));
  });

  test("a separator and a message keep their white space", () => {
    const claims =
      '<required-claims><claim name="scope" separator=" "><value>r</value></claim></required-claims>';
    const text = policyOf(claims).replace(
      "header-name",
      'failed-validation-error-message=" No. " header-name',
    );
    const document = parsePolicy(text);
    const [link] = readJwtLinks(document);
    assert.ok(link);
    const { failureMessage, requiredClaims } = readJwtRequirements(link.element, text);
    assert.equal(link.requiredClaims[0]?.separator, " ");
    assert.deepEqual(requiredClaims[0]?.separator, known(" "));
    assert.deepEqual(failureMessage, known(" No. "));
  });
});

/** The fixtures of this project that hold a check. */
function fixtures(): readonly { name: string; text: string }[] {
  const folder = join(import.meta.dirname, "../../../fixtures");
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".xml"))
    .map((name) => ({ name, text: readFileSync(join(folder, name), "utf8") }))
    .filter(({ text }) => text.includes("<validate-jwt"));
}

suite("one reading of a token check, whatever the document", () => {
  const files = [...fixtures(), ...(readCorpus() ?? [])];

  test("real ones, and the fixtures", () => {
    let compared = 0;
    for (const { name, text } of files) compared += compareViews(parsePolicy(text), name);
    assert.ok(compared > 20, `${compared} checks were compared`);
  });

  test("those with placeholders of deployment tools in place of values", function () {
    this.timeout(60_000);
    const withChecks = files.filter(({ text }) => text.includes("<validate-jwt")).slice(0, 40);
    for (const { text: form } of valueForms) {
      const random = randomFrom(form.length);
      for (const { name, text } of withChecks) {
        compareViews(parsePolicy(withForms(parsePolicy(text), form, 0.4, random)), `${name} with ${form}`);
      }
    }
  });

  test("made ones", () => {
    fc.assert(
      fc.property(anyPolicy, (text) => {
        compareViews(parsePolicy(text), text);
      }),
      { numRuns: fuzzRuns(200) },
    );
  });
});

import assert from "node:assert/strict";
import { applyEdits } from "../../../../src/core/edit.ts";
import { slice } from "../../../../src/core/span.ts";
import {
  insertValidateJwt,
  parsePolicy,
  type RemoveValidateJwtOptions,
  readJwtLinks,
  removeValidateJwt,
} from "../../../../src/policy/index.ts";

const acme = "https://acme.eu.auth0.com/.well-known/openid-configuration";
const otherTenant = "https://other.eu.auth0.com/.well-known/openid-configuration";

function inbound(...lines: readonly string[]): string {
  return `<policies>\n  <inbound>\n    <base />\n${lines.map((line) => `    ${line}\n`).join("")}  </inbound>\n</policies>\n`;
}

function remove(text: string, options: Partial<RemoveValidateJwtOptions> = {}): string {
  return applyEdits(
    text,
    removeValidateJwt(parsePolicy(text), { discoveryUrl: acme, audience: "a", ...options }),
  );
}

suite("read the links of a policy", () => {
  test("reads what is written out, and says where", () => {
    const text = inbound(
      "<validate-jwt>",
      `<openid-config url="${acme}" />`,
      "<audiences><audience> a&amp;b </audience><audience><![CDATA[c]]></audience></audiences>",
      "<issuers><issuer><!-- ours -->https://acme.eu.auth0.com/</issuer></issuers>",
      '<required-claims><claim name="scope" match="any" separator=" "><value>r</value></claim></required-claims>',
      "</validate-jwt>",
    );
    const [link] = readJwtLinks(parsePolicy(text));
    assert.deepEqual(link?.discoveryUrls, [acme]);
    assert.deepEqual(link?.audiences, ["a&b", "c"]);
    assert.deepEqual(link?.issuers, ["https://acme.eu.auth0.com/"]);
    assert.equal(link?.complete, true);
    assert.deepEqual(
      link?.entries.audiences.map(({ span }) => slice(text, span)),
      ["a&amp;b", "c"],
    );
    const [claim] = link?.requiredClaims ?? [];
    assert.deepEqual(claim?.name, { known: true, value: "scope" });
    assert.deepEqual([claim?.match, claim?.separator], ["any", " "]);
    assert.deepEqual(claim?.values[0]?.value, { known: true, value: "r" });
  });

  test("does not pretend to know what the gateway computes", () => {
    const [link] = readJwtLinks(
      parsePolicy(
        inbound(
          '<validate-jwt><openid-config url="https://{{domain}}/x" /><openid-config url="@(a["b"])" />',
          "<audiences><audience>@(context.Api.Id)</audience><audience>{{audience}}</audience><audience>a</audience></audiences>",
          "</validate-jwt>",
        ),
      ),
    );
    assert.deepEqual(link?.discoveryUrls, []);
    assert.deepEqual(link?.audiences, ["a"]);
    assert.equal(link?.entries.audiences.length, 3);
    assert.equal(link?.complete, false);
  });

  test("does not look at other sections or comments", () => {
    const text = `<policies><inbound><!-- <validate-jwt /> --></inbound><outbound><validate-jwt /></outbound></policies>`;
    assert.deepEqual(readJwtLinks(parsePolicy(text)), []);
  });
});

suite("remove validate-jwt", () => {
  test("takes away what was inserted, to the letter", () => {
    for (const text of [inbound("<cors />"), inbound("<cors />").replaceAll("\n", "\r\n")]) {
      const document = parsePolicy(text);
      const options = { discoveryUrl: acme, audience: "a", issuer: "https://acme.eu.auth0.com/" };
      const inserted = applyEdits(text, insertValidateJwt(document, options));
      assert.notEqual(inserted, text);
      assert.equal(remove(inserted), text);
    }
  });

  test("takes away only the audience when others are accepted", () => {
    const jwt = (audiences: string) =>
      inbound(
        `<validate-jwt><openid-config url="${acme}" /><audiences>${audiences}</audiences></validate-jwt>`,
      );
    assert.equal(remove(jwt("<audience>a</audience><audience>b</audience>")), jwt("<audience>b</audience>"));
    assert.equal(
      remove(jwt("<audience>a</audience><audience>{{b}}</audience>")),
      jwt("<audience>{{b}}</audience>"),
    );
  });

  test("takes away only the tenant when others are accepted", () => {
    const jwt = (configs: string, issuers: string) =>
      inbound(
        `<validate-jwt>${configs}<audiences><audience>a</audience></audiences><issuers>${issuers}</issuers></validate-jwt>`,
      );
    assert.equal(
      remove(
        jwt(
          `<openid-config url="${acme}" /><openid-config url="${otherTenant}" />`,
          "<issuer>acme</issuer><issuer>other</issuer>",
        ),
        { issuer: "acme" },
      ),
      jwt(`<openid-config url="${otherTenant}" />`, "<issuer>other</issuer>"),
    );
  });

  test("leaves everything else alone", () => {
    const other = inbound(
      `<validate-jwt><openid-config url="${otherTenant}" /><audiences><audience>a</audience></audiences></validate-jwt>`,
    );
    assert.equal(remove(other), other);
    assert.equal(remove(""), "");
    const commented = inbound(`<!-- <validate-jwt><openid-config url="${acme}" /></validate-jwt> -->`);
    assert.equal(remove(commented), commented);
  });
});

import assert from "node:assert/strict";
import { suite, test } from "mocha";
import { known, unknown } from "../../../src/core/known.ts";
import { parsePolicy } from "../../../src/policy/index.ts";
import { type JwtRequirements, type ResolveValue, readJwtRequirements } from "../../../src/token/index.ts";

function read(xml: string, resolve?: ResolveValue): JwtRequirements {
  const document = parsePolicy(`<policies><inbound>${xml}</inbound></policies>`);
  const [element] = document.elements("validate-jwt");
  assert.ok(element);
  return readJwtRequirements(element, document.text, resolve);
}

suite("readJwtRequirements", () => {
  test("reads every part of a full element", () => {
    const requirements = read(`
      <validate-jwt header-name="Authorization" failed-validation-httpcode="403" require-scheme="Bearer"
          failed-validation-error-message="No &amp; no" require-expiration-time="false" require-signed-tokens="false"
          clock-skew="60" output-token-variable-name="jwt">
        <!-- the tenant -->
        <openid-config url="https://a.auth0.com/.well-known/openid-configuration" />
        <issuer-signing-keys>
          <key id="k1">c2VjcmV0</key>
          <key certificate-id="cert" />
          <key n="abc" e="AQAB" />
        </issuer-signing-keys>
        <decryption-keys><key certificate-id="d" /></decryption-keys>
        <audiences>
          <audience> https://calculator.example </audience>
          <audience><![CDATA[b & c]]></audience>
        </audiences>
        <issuers><issuer>https://a.auth0.com/</issuer></issuers>
        <required-claims>
          <claim name="scope" match="any" separator=" "><value>read</value><value>write</value></claim>
          <claim name="org_id" />
        </required-claims>
      </validate-jwt>`);
    assert.deepEqual(requirements, {
      source: known({ kind: "header", name: "Authorization" }),
      requireScheme: known("Bearer"),
      failureStatus: known(403),
      failureMessage: known("No & no"),
      requireExpirationTime: known(false),
      requireSignedTokens: known(false),
      clockSkew: known(60),
      openIdConfigs: [known("https://a.auth0.com/.well-known/openid-configuration")],
      signingKeys: [
        { id: "k1", material: known({ kind: "symmetric", base64: "c2VjcmV0" }) },
        { id: undefined, material: known({ kind: "certificate", certificateId: "cert" }) },
        { id: undefined, material: known({ kind: "rsa", n: "abc", e: "AQAB" }) },
      ],
      decryptionKeys: [{ id: undefined, material: known({ kind: "certificate", certificateId: "d" }) }],
      audiences: [known("https://calculator.example"), known("b & c")],
      issuers: [known("https://a.auth0.com/")],
      requiredClaims: [
        {
          name: known("scope"),
          match: known("any"),
          separator: known(" "),
          values: [known("read"), known("write")],
        },
        { name: known("org_id"), match: known("all"), separator: known(undefined), values: [] },
      ],
      outputVariable: "jwt",
    } satisfies JwtRequirements);
  });

  test("knows the defaults of an empty element", () => {
    const requirements = read(`<validate-jwt header-name="Authorization" />`);
    assert.deepEqual(requirements.failureStatus, known(401));
    assert.deepEqual(requirements.requireExpirationTime, known(true));
    assert.deepEqual(requirements.requireSignedTokens, known(true));
    assert.deepEqual(requirements.clockSkew, known(0));
    assert.deepEqual(requirements.audiences, []);
    assert.deepEqual(requirements.decryptionKeys, []);
  });

  test("tells the three sources apart", () => {
    assert.deepEqual(
      read(`<validate-jwt query-parameter-name="t" />`).source,
      known({ kind: "query", name: "t" }),
    );
    assert.deepEqual(
      read(`<validate-jwt token-value="@(context.Request.Headers["X"][0])" />`).source,
      known({ kind: "value", value: unknown }),
    );
    assert.deepEqual(read(`<validate-jwt />`).source, unknown);
  });

  test("leaves expressions, named values and nonsense unknown", () => {
    const requirements = read(`
      <validate-jwt header-name="{{header}}" failed-validation-httpcode="@(400 + 1)" clock-skew="a while"
          require-signed-tokens="maybe">
        <openid-config url="https://{{tenant}}/.well-known/openid-configuration" />
        <issuer-signing-keys><key>{{secret}}</key></issuer-signing-keys>
        <audiences><audience>{{audience}}</audience><audience>b</audience></audiences>
        <issuers><issuer>@("https://" + "a")</issuer></issuers>
      </validate-jwt>`);
    assert.deepEqual(requirements.source, unknown);
    assert.deepEqual(requirements.failureStatus, unknown);
    assert.deepEqual(requirements.clockSkew, unknown);
    assert.deepEqual(requirements.requireSignedTokens, unknown);
    assert.deepEqual(requirements.openIdConfigs, [unknown]);
    assert.deepEqual(requirements.signingKeys, [{ id: undefined, material: unknown }]);
    assert.deepEqual(requirements.audiences, [unknown, known("b")]);
    assert.deepEqual(requirements.issuers, [unknown]);
  });

  test("asks whoever knows more for their values", () => {
    const resolve: ResolveValue = (written) => known(written.replace("{{tenant}}", "a.auth0.com"));
    const requirements = read(
      `<validate-jwt><openid-config url="https://{{tenant}}/x" /></validate-jwt>`,
      resolve,
    );
    assert.deepEqual(requirements.openIdConfigs, [known("https://a.auth0.com/x")]);
  });

  test("reads what there is of a half-typed element", () => {
    const requirements = read(`<validate-jwt header-name="Authorization"><audiences><audience>a</aud`);
    assert.deepEqual(requirements.source, known({ kind: "header", name: "Authorization" }));
    assert.equal(requirements.audiences.length, 1);
  });
});

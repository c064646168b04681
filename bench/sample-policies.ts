const jwtBlock = `    <validate-jwt header-name="Authorization" failed-validation-httpcode="401" failed-validation-error-message="Unauthorized" require-expiration-time="true" require-scheme="Bearer" require-signed-tokens="true" clock-skew="60">
      <openid-config url="https://tenant-000.eu.auth0.com/.well-known/openid-configuration" />
      <audiences>
        <audience>https://orders.example.com/api/000</audience>
      </audiences>
      <issuers>
        <issuer>https://tenant-000.eu.auth0.com/</issuer>
      </issuers>
      <required-claims>
        <claim name="scope" match="all" separator=" ">
          <value>read:orders</value>
        </claim>
      </required-claims>
    </validate-jwt>
`;

/** Expressions with raw quotes, as real policies have them: no parser for XML reads these. */
const expressions = `    <choose>
      <when condition="@(context.Request.Method == "POST" && !((Jwt)context.Variables["jwt"]).Claims["group"].Contains("x"))">
        <set-variable name="body" value="@(context.Request.Body.As<JObject>(preserveContent: true)["id"]?.ToString() ?? "none")" />
      </when>
      <otherwise>
        <set-header name="X-Trace" exists-action="override">
          <value>@($"{context.RequestId}-{context.Api.Name}")</value>
        </set-header>
      </otherwise>
    </choose>
`;

/** A well-formed policy of `blocks` validate-jwt elements, about 0.8 kB each, that any XML parser reads. */
export function xmlPolicy(blocks: number): string {
  return wrap(Array.from({ length: blocks }, (_, index) => numbered(jwtBlock, index)).join(""));
}

/** A policy with expressions, of about `lines` lines. */
export function mixedPolicy(lines: number): string {
  const pair = jwtBlock + expressions;
  const count = Math.ceil(lines / (pair.split("\n").length - 1));
  return wrap(Array.from({ length: count }, (_, index) => numbered(pair, index)).join(""));
}

function numbered(block: string, index: number): string {
  return block.replaceAll("000", String(index).padStart(3, "0"));
}

function wrap(inbound: string): string {
  return `<policies>\n  <inbound>\n    <base />\n${inbound}  </inbound>\n  <backend>\n    <base />\n  </backend>\n  <outbound>\n    <base />\n  </outbound>\n  <on-error>\n    <base />\n  </on-error>\n</policies>\n`;
}

/** Real-looking documents that between them hold every kind of construct, well-formed and without errors. */
export const documents: Readonly<Record<string, string>> = {
  "a secured API": `<policies>
  <inbound>
    <base />
    <!-- Only callers with a token of ours get in. -->
    <validate-jwt header-name="Authorization" failed-validation-httpcode="401" require-scheme="Bearer"
                  clock-skew="60" output-token-variable-name="jwt">
      <openid-config url="https://acme.eu.auth0.com/.well-known/openid-configuration" />
      <audiences>
        <audience>https://orders.example.com</audience>
      </audiences>
      <issuers>
        <issuer>https://acme.eu.auth0.com/</issuer>
      </issuers>
      <required-claims>
        <claim name="scope" match="all" separator=" ">
          <value>read:orders</value>
        </claim>
      </required-claims>
    </validate-jwt>
    <set-header name="X-User" exists-action="override">
      <value>@(((Jwt)context.Variables["jwt"])?.Subject ?? "")</value>
    </set-header>
  </inbound>
  <backend>
    <base />
  </backend>
  <outbound>
    <base />
  </outbound>
  <on-error>
    <base />
  </on-error>
</policies>
`,
  "branches and requests, CRLF and tabs": [
    "<policies>",
    "\t<inbound>",
    "\t\t<base />",
    '\t\t<set-variable name="body" value="@(context.Request.Body.As<JObject>(preserveContent: true))" />',
    "\t\t<choose>",
    '\t\t\t<when condition="@(context.Request.Headers.GetValueOrDefault("X-Debug","") == \'d\'.ToString() && 1 < 2)">',
    '\t\t\t\t<send-request mode="new" response-variable-name="answer" timeout="20" ignore-error="true">',
    '\t\t\t\t\t<set-url>@($"https://{{host}}/check?id={context.RequestId}")</set-url>',
    "\t\t\t\t\t<set-method>POST</set-method>",
    '\t\t\t\t\t<set-header name="Content-Type" exists-action="override">',
    "\t\t\t\t\t\t<value>application/json</value>",
    "\t\t\t\t\t</set-header>",
    "\t\t\t\t\t<set-body>@{",
    '\t\t\t\t\t\tvar body = (JObject)context.Variables["body"]; // it\'s <ours>',
    '\t\t\t\t\t\treturn new JObject(new JProperty(@"a""b", body)).ToString();',
    "\t\t\t\t\t}</set-body>",
    "\t\t\t\t</send-request>",
    "\t\t\t</when>",
    "\t\t\t<otherwise>",
    "\t\t\t\t<return-response>",
    '\t\t\t\t\t<set-status code="403" reason="Forbidden" />',
    "\t\t\t\t</return-response>",
    "\t\t\t</otherwise>",
    "\t\t</choose>",
    "\t</inbound>",
    "\t<backend>",
    "\t\t<base />",
    "\t</backend>",
    "\t<outbound>",
    "\t\t<base />",
    "\t</outbound>",
    "\t<on-error>",
    "\t\t<base />",
    "\t</on-error>",
    "</policies>",
    "",
  ].join("\r\n"),
  "a fragment on few lines": `<?xml version="1.0"?><fragment><!-- é 😀 {{x}} --><set-body template="liquid"><![CDATA[{"a": "{{body.a}}" }]]></set-body><cors allow-credentials='false'><allowed-origins><origin>*</origin></allowed-origins></cors><set-variable name='v' value='@("it&apos;s")'/><rewrite-uri template="/a?b=1&amp;c=2"/></fragment>`,
};

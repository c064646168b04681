/** A valid policy of an API behind Auth0, with keys from discovery. */
export const discoveryPolicy = `<policies>
  <inbound>
    <base />
    <validate-jwt
      header-name="Authorization"
      failed-validation-httpcode="401"
      failed-validation-error-message="Unauthorized"
      require-expiration-time="true"
      require-scheme="Bearer"
      require-signed-tokens="true"
      clock-skew="60"
      output-token-variable-name="token">
      <openid-config url="https://shop.eu.auth0.com/.well-known/openid-configuration" />
      <openid-config url="https://login.shop.example/.well-known/openid-configuration" validate-connectivity="true" />
      <audiences>
        <audience>https://api.shop.example/orders</audience>
      </audiences>
      <issuers>
        <issuer>https://shop.eu.auth0.com/</issuer>
        <issuer>https://login.shop.example/</issuer>
      </issuers>
      <required-claims>
        <claim name="scope" match="any" separator=" ">
          <value>read:orders</value>
          <value>write:orders</value>
        </claim>
        <claim name="permissions" match="all">
          <value>read:orders</value>
        </claim>
        <claim name="client_id">
          <value>{{client}}</value>
        </claim>
      </required-claims>
    </validate-jwt>
  </inbound>
  <backend>
    <base />
  </backend>
</policies>
`;

/** A valid policy with keys of its own, in all their forms. */
export const keysPolicy = `<policies>
  <inbound>
    <base />
    <validate-jwt query-parameter-name="token" clock-skew="30">
      <issuer-signing-keys>
        <key id="shared">bXktdmVyeS1sb25nLXNlY3JldC1mb3ItdGhlLW9yZGVycy1hcGkh</key>
        <key id="stored" certificate-id="client" />
        <key id="public" n="sXchDaQebHnPiGvyDOAT4saGEUetSyo9MKLOoWFsueri" e="AQAB" />
      </issuer-signing-keys>
      <decryption-keys>
        <key certificate-id="client" />
      </decryption-keys>
      <audiences>
        <audience>https://api.shop.example/legacy</audience>
      </audiences>
      <issuers>
        <issuer>https://shop.eu.auth0.com/</issuer>
        <issuer>https://login.shop.example/</issuer>
      </issuers>
    </validate-jwt>
  </inbound>
</policies>
`;

/** A damage: what stands in a valid policy, and what is put in its place. */
export type Damage = readonly [title: string, from: string, to: string];

/** Damages to {@link discoveryPolicy}. */
export const discoveryDamages: readonly Damage[] = [
  ["no token source", '<validate-jwt\n      header-name="Authorization"', "<validate-jwt"],
  ["two token sources", "clock-skew", 'query-parameter-name="t" clock-skew'],
  ["an empty header name", 'header-name="Authorization"', 'header-name=""'],
  ["a misspelt attribute", "header-name", "headr-name"],
  ["an attribute twice", 'clock-skew="60"', 'clock-skew="60" clock-skew="60"'],
  ["an attribute without quotes", 'clock-skew="60"', "clock-skew=60"],
  ["an attribute without value", 'clock-skew="60"', "clock-skew"],
  [
    "no space between attributes",
    '"https://shop.eu.auth0.com/.well-known/openid-configuration" />',
    '"https://shop.eu.auth0.com/.well-known/openid-configuration"host="a" />',
  ],
  ["a status that is no number", '"401"', '"unauthorized"'],
  ["a status out of range", '"401"', '"4010"'],
  ["a status of success", '"401"', '"200"'],
  ["an expiration that is no boolean", 'require-expiration-time="true"', 'require-expiration-time="yes"'],
  ["a boolean in capitals", 'require-expiration-time="true"', 'require-expiration-time="True"'],
  ["expiration not required", 'require-expiration-time="true"', 'require-expiration-time="false"'],
  ["signatures not required", 'require-signed-tokens="true"', 'require-signed-tokens="false"'],
  ["a skew of an hour", 'clock-skew="60"', 'clock-skew="3600"'],
  ["a skew with a unit", 'clock-skew="60"', 'clock-skew="60s"'],
  ["a negative skew", 'clock-skew="60"', 'clock-skew="-60"'],
  ["an empty output variable", 'output-token-variable-name="token"', 'output-token-variable-name=""'],
  ["an expression as output variable", '"token"', '"@("token")"'],
  ["an empty expression", '"Unauthorized"', '"@()"'],
  ["an expression that is not closed", '"Unauthorized"', '"@(context.LastError.Message"'],
  ["discovery by http", "https://shop.eu.auth0.com/.well", "http://shop.eu.auth0.com/.well"],
  [
    "the domain as discovery document",
    'url="https://shop.eu.auth0.com/.well-known/openid-configuration"',
    'url="https://shop.eu.auth0.com"',
  ],
  ["the key set as discovery document", "com/.well-known/openid-configuration", "com/.well-known/jwks.json"],
  ["a discovery document without scheme", "https://shop.eu.auth0.com/.well", "shop.eu.auth0.com/.well"],
  ["two slashes before the well-known path", "com/.well-known", "com//.well-known"],
  ["discovery without URL", ' url="https://shop.eu.auth0.com/.well-known/openid-configuration"', ""],
  ["an unknown child", "<audiences>", "<audience-list />\n<audiences>"],
  ["a misspelt list", "<audiences>", "<audience>"],
  ["no audience", "<audiences>\n        <audience>https://api.shop.example/orders</audience>", "<audiences>"],
  ["an empty audience", "<audience>https://api.shop.example/orders</audience>", "<audience></audience>"],
  ["an audience with a slash too many", "example/orders<", "example/orders/<"],
  ["an audience that signs by a secret", "example/orders<", "example/legacy<"],
  ["a client id as audience", "https://api.shop.example/orders<", "aB3dE5fG7hI9jK1lM3nO5pQ7rS9tU1vW<"],
  ["an audience twice", "</audience>", "</audience><audience>https://api.shop.example/orders</audience>"],
  ["an issuer without slash", "<issuer>https://shop.eu.auth0.com/<", "<issuer>https://shop.eu.auth0.com<"],
  ["an issuer without scheme", "<issuer>https://shop.eu.auth0.com/<", "<issuer>shop.eu.auth0.com<"],
  [
    "an issuer with a path",
    "<issuer>https://shop.eu.auth0.com/<",
    "<issuer>https://shop.eu.auth0.com/oauth/token<",
  ],
  [
    "an issuer in another region",
    "<issuer>https://shop.eu.auth0.com/<",
    "<issuer>https://shop.us.auth0.com/<",
  ],
  ["an empty issuer", "<issuer>https://shop.eu.auth0.com/<", "<issuer><"],
  ["a claim without name", '<claim name="scope"', "<claim"],
  ["a claim with an empty name", '"scope"', '""'],
  ["a claim of another provider", '"scope"', '"scp"'],
  ["scope without separator", ' separator=" "', ""],
  ["scope split at commas", 'separator=" "', 'separator=","'],
  ["an unknown way to match", '"any"', '"both"'],
  ["a match in capitals", '"all"', '"All"'],
  ["several scopes in one value", "<value>write:orders</value>", "<value>write:orders read:orders</value>"],
  ["a scope that the API lacks", "<value>write:orders</value>", "<value>write:order</value>"],
  ["a scope twice", "<value>write:orders</value>", "<value>read:orders</value>"],
  [
    "permissions with a separator",
    'name="permissions" match="all"',
    'name="permissions" match="all" separator=" "',
  ],
  ["the client claim of the other dialect", '"client_id"', '"azp"'],
  ["text between elements", "<issuers>", "<issuers>and"],
  ["an end tag too many", "</issuers>", "</issuers></issuer>"],
  ["a bare ampersand", '"Unauthorized"', '"No & no"'],
  ["a named value that the instance lacks", "{{client}}", "{{klient}}"],
];

/** Damages to {@link keysPolicy}. */
export const keysDamages: readonly Damage[] = [
  [
    "a raw secret",
    "bXktdmVyeS1sb25nLXNlY3JldC1mb3ItdGhlLW9yZGVycy1hcGkh",
    "my very long secret for the orders api!",
  ],
  ["a short secret", "bXktdmVyeS1sb25nLXNlY3JldC1mb3ItdGhlLW9yZGVycy1hcGkh", "c2VjcmV0"],
  [
    "a certificate as secret",
    "bXktdmVyeS1sb25nLXNlY3JldC1mb3ItdGhlLW9yZGVycy1hcGkh",
    "MIICIjANBgkqhkiG9w0BAQEFAAOCAg8AMIICCgKCAgEA",
  ],
  ["an empty key", ">bXktdmVyeS1sb25nLXNlY3JldC1mb3ItdGhlLW9yZGVycy1hcGkh<", "><"],
  ["a key in two forms", '<key id="shared">', '<key id="shared" certificate-id="client">'],
  ["a modulus without exponent", ' e="AQAB"', ""],
  ["an exponent without modulus", 'n="sXchDaQebHnPiGvyDOAT4saGEUetSyo9MKLOoWFsueri" ', ""],
  ["a modulus that is not base64", "sXchDaQebHnPiGvyDOAT4saGEUetSyo9MKLOoWFsueri", "sXch DaQe?"],
  ["an expression as exponent", '"AQAB"', '"@("AQAB")"'],
  [
    "a certificate that the instance lacks",
    'id="stored" certificate-id="client"',
    'id="stored" certificate-id="clent"',
  ],
  ["a scheme with a query parameter", 'clock-skew="30"', 'clock-skew="30" require-scheme="Bearer"'],
  ["no keys at all", "<issuer-signing-keys>\n", "<issuer-signing-keys-off />\n<issuer-signing-keys>\n"],
  [
    "decryption keys without key",
    '<decryption-keys>\n        <key certificate-id="client" />',
    "<decryption-keys>",
  ],
  [
    "the whole header as token",
    'query-parameter-name="token"',
    'token-value="@(context.Request.Headers.GetValueOrDefault("Authorization", ""))"',
  ],
  ["Bearer before the token", 'query-parameter-name="token"', 'token-value="Bearer abc"'],
  [
    "issuers before audiences",
    "<audiences>\n        <audience>https://api.shop.example/legacy</audience>\n      </audiences>\n      <issuers>\n        <issuer>https://shop.eu.auth0.com/</issuer>\n        <issuer>https://login.shop.example/</issuer>\n      </issuers>",
    "<issuers><issuer>https://shop.eu.auth0.com/</issuer><issuer>https://login.shop.example/</issuer></issuers> <audiences><audience>https://api.shop.example/legacy</audience></audiences>",
  ],
  ["two lists of audiences", "</audiences>", "</audiences><audiences><audience>b</audience></audiences>"],
  [
    "an older list of keys",
    "<issuer-signing-keys>",
    "<issuer-signing-tokens><token>{{signing-key}}</token></issuer-signing-tokens><issuer-signing-keys>",
  ],
];

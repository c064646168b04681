/** How a secret is carried in a text. */
export interface Carrier {
  readonly name: string;
  readonly around: (secret: string) => string;
  /** What tells the secret stands behind it, so that nothing tells it when the text is cut off. */
  readonly isToldByItsEnd?: true;
}

const carrier = (name: string, around: (secret: string) => string): Carrier => ({ name, around });
const base64 = (text: string) => Buffer.from(text).toString("base64");
const inJson = (value: object, depth: number): string =>
  depth === 0 ? JSON.stringify(value) : JSON.stringify({ status: 200, body: inJson(value, depth - 1) });

const names = [
  "client_secret",
  "clientSecret",
  "AZURE_CLIENT_SECRET",
  "password",
  "Pwd",
  "resourceOwnerPassword",
  "primaryKey",
  "secondaryKey",
  "access_token",
  "refresh_token",
  "id_token",
  "Ocp-Apim-Subscription-Key",
  "subscription-key",
  "x-functions-key",
  "x-api-key",
  "SharedAccessKey",
  "AccountKey",
  "code_verifier",
  "client_assertion",
  "device_code",
  "secretText",
];

/** Each name in each way to write a pair. */
const pairs: readonly Carrier[] = names.flatMap((name) => [
  carrier(`JSON ${name}`, (secret) => JSON.stringify({ id: "x", [name]: secret, audience: "orders" })),
  carrier(`JSON in lines ${name}`, (secret) => JSON.stringify({ [name]: secret, a: 1 }, undefined, 2)),
  carrier(`JSON in JSON ${name}`, (secret) => inJson({ [name]: secret, a: "b" }, 1)),
  carrier(`JSON in JSON in JSON ${name}`, (secret) => inJson({ [name]: secret, a: "b" }, 2)),
  carrier(`JSON in an address ${name}`, (secret) => encodeURIComponent(JSON.stringify({ [name]: secret }))),
  carrier(`object ${name}`, (secret) => `{ a: 'b', '${name}': '${secret}', c: [Object] }`),
  carrier(`list ${name}`, (secret) => JSON.stringify({ [name]: ["x", secret], a: 1 })),
  carrier(`object of an object ${name}`, (secret) => JSON.stringify({ [name]: { value: secret }, a: 1 })),
  carrier(`form ${name}`, (secret) => `grant_type=x&${name}=${encodeURIComponent(secret)}&audience=orders`),
  carrier(`form in an address ${name}`, (secret) =>
    encodeURIComponent(`grant_type=x&${name}=${secret}&audience=orders`),
  ),
  carrier(`twice encoded ${name}`, (secret) =>
    encodeURIComponent(encodeURIComponent(`a=x&${name}=${secret}&b=c`)),
  ),
  carrier(`query ${name}`, (secret) => `https://api.example.com/orders?${name}=${secret}&page=2`),
  carrier(`header ${name}`, (secret) => `${name}: ${secret}\nHost: example.com`),
  carrier(`line ${name}`, (secret) => `${name}=${secret}`),
  carrier(`option ${name}`, (secret) => `az rest --${name} ${secret} --verbose`),
  carrier(`attribute ${name}`, (secret) => `<authentication-basic username="u" ${name}="${secret}" />`),
  carrier(`element ${name}`, (secret) => `<${name}>${secret}</${name}>`),
  carrier(
    `set-header ${name}`,
    (secret) => `<set-header name="${name}"><value>${secret}</value></set-header>`,
  ),
  carrier(`header in a list ${name}`, (secret) => JSON.stringify([{ name, value: secret }])),
  carrier(`page ${name}`, (secret) => `{&quot;${name}&quot;:&quot;${secret}&quot;,&quot;a&quot;:1}`),
  carrier(`connection string ${name}`, (secret) => `Endpoint=sb://x.example.net/;${name}=${secret};A=b`),
]);

const headers: readonly Carrier[] = [
  ...[
    "Bearer",
    "Basic",
    "SharedAccessSignature",
    "GatewayKey",
    "Token",
    "ApiKey",
    "AWS4-HMAC-SHA256",
    "MyOwn",
  ],
].flatMap((scheme) => [
  carrier(`Authorization: ${scheme}`, (secret) => `Authorization: ${scheme} ${secret}\r\nAccept: */*`),
  carrier(`JSON Authorization ${scheme}`, (secret) =>
    JSON.stringify({ authorization: `${scheme} ${secret}` }),
  ),
  carrier(`curl ${scheme}`, (secret) => `curl -H "Authorization: ${scheme} ${secret}" https://example.com`),
  carrier(`encoded ${scheme}`, (secret) => encodeURIComponent(`Authorization: ${scheme} ${secret}`)),
  carrier(
    `set-header ${scheme}`,
    (secret) =>
      `<set-header name="Authorization" exists-action="override">\n  <value>${scheme} ${secret}</value>\n</set-header>`,
  ),
  carrier(`element ${scheme}`, (secret) => `<authorization>${scheme} ${secret}</authorization>`),
  carrier(`list of headers ${scheme}`, (secret) =>
    JSON.stringify([{ name: "Authorization", value: `${scheme} ${secret}` }]),
  ),
  carrier(`inspected headers ${scheme}`, (secret) => `{ name: 'authorization', value: ${scheme} ${secret} }`),
  carrier(`raw headers ${scheme}`, (secret) =>
    JSON.stringify(["Authorization", `${scheme} ${secret}`, "A", "b"]),
  ),
]);

/** Every way in which a secret was seen in a text that people or logs get to read. */
export const carriers: readonly Carrier[] = [
  ...pairs,
  ...headers,
  carrier("Bearer alone", (secret) => `the gateway was called with Bearer ${secret} and refused it`),
  carrier("Basic alone", (secret) => `the gateway was called with Basic ${base64(`me:${secret}`)} and more`),
  carrier("Digest", (secret) => `Authorization: Digest username="u", realm="r", response="${secret}"`),
  carrier("no scheme", (secret) => `Authorization: ${secret}`),
  carrier("Cookie", (secret) => `Cookie: theme=dark; session=${secret}; a=b\nHost: x`),
  carrier("Set-Cookie", (secret) => `Set-Cookie: auth0=${secret}; Path=/; HttpOnly\nHost: x`),
  carrier("JSON Set-Cookie", (secret) => JSON.stringify({ "set-cookie": [`auth0=${secret}; Path=/`] })),
  carrier("shared access signature", (secret) => `https://x.example.net/c?sv=2024&sig=${secret}&se=2030`),
  carrier("signature alone", (secret) => `sv=2024&se=2030&sig=${secret}`),
  carrier("authorization code", (secret) => `https://portal/callback/auth0?code=${secret}&state=${secret}`),
  carrier("sign-in link", (secret) => `{"value":"https://portal/signin-sso?token=uid%26${secret}%3d%3d"}`),
  carrier("user and password", (secret) => `https://me:${secret}@example.com/orders`),
  {
    name: "user and password without scheme",
    around: (secret) => `fetched me:${secret}@example.com for you`,
    isToldByItsEnd: true,
  },
  carrier("database", (secret) => `Server=tcp:x,1433;User ID=me;Password=${secret};Encrypt=True;`),
  carrier("JWT", (secret) => `eyJhbGciOiJSUzI1NiJ9.${base64(secret).replace(/=+$/, "")}.${secret}`),
  carrier("encrypted JWT", (secret) => `eyJhbGciOiJkaXIifQ..${secret}.${secret}.${secret}`),
  carrier(
    "PEM",
    (secret) => `-----BEGIN PRIVATE KEY-----\n${secret}\n${secret}\n-----END PRIVATE KEY-----\n`,
  ),
  carrier("PEM in JSON", (secret) =>
    JSON.stringify({ key: `-----BEGIN RSA PRIVATE KEY-----\n${secret}\n-----END RSA PRIVATE KEY-----` }),
  ),
  carrier("Entra's own", (secret) => `the secret value is abc8Q~${secret}`),
];

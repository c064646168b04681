import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { createLogger, type LogLevel } from "../../../src/core/logger.ts";
import { redact, redacted } from "../../../src/core/redaction.ts";

const random = (bytes = 24) => randomBytes(bytes).toString("base64url");
const jwt = () => {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
  return `${part({ alg: "RS256", typ: "JWT" })}.${part({ sub: random(), aud: "basic-calculator" })}.${random(64)}`;
};

suite("redaction", () => {
  test("takes out tokens, signed and encrypted ones, wherever they stand", () => {
    const token = jwt();
    for (const text of [token, `Bearer ${token}`, `token was "${token}".`, `?access_token=${token}&x=1`])
      assert.ok(!redact(text).includes(token.split(".")[2] ?? ""), text);
  });

  test("takes out client secrets, passwords and keys from JSON, forms and headers", () => {
    const secret = random();
    const texts = [
      `{"client_id":"abc","client_secret":"${secret}"}`,
      `{"clientSecret": "${secret}"}`,
      `{"password":"${secret}\\"tail"}`,
      `grant_type=client_credentials&client_secret=${secret}&audience=x`,
      `Ocp-Apim-Subscription-Key: ${secret}`,
      `{"primaryKey":"${secret}"}`,
      `Authorization: Basic ${Buffer.from(`id:${secret}`).toString("base64")}`,
      `AZURE_CLIENT_SECRET=${secret}`,
      `{ client_id: 'abc', client_secret: '${secret}' }`,
      `{ clientSecret: "${secret}" }`,
      `password = "it's ${secret}"`,
      JSON.stringify({ body: JSON.stringify({ client_secret: secret, audience: "x" }) }),
      JSON.stringify({ log: JSON.stringify({ body: JSON.stringify({ primaryKey: secret }) }) }),
      `https://contoso.blob.core.windows.net/x?sv=2024&sig=${secret}&se=2030`,
      `https://portal/signin-oauth/code/callback/auth0?code=${secret}&state=${secret}`,
    ];
    for (const text of texts) {
      assert.ok(!redact(text).includes(secret), redact(text));
      assert.ok(redact(text).includes(redacted), text);
    }
  });

  test("takes out values with spaces where they begin a line or stand in an element", () => {
    const texts = [
      "name: x\n  passphrase: correct horse battery\nport: 80",
      "- password: correct horse battery",
      "<password>correct horse battery</password>",
      '<set-header name="X-Api-Key">\n  <value>correct horse battery</value>\n</set-header>',
      "X-Authorization-Header: Custom correct horse-battery",
    ];
    for (const text of texts) assert.doesNotMatch(redact(text), /correct|horse|battery/, redact(text));
    assert.match(redact(texts[0] ?? ""), /^name: x\n {2}passphrase: «redacted»\nport: 80$/);
  });

  test("leaves what is no secret readable", () => {
    const texts = [
      "PUT https://management.azure.com/subscriptions/0000/resourceGroups/rg answered 201 in 34 ms",
      '{"client_id":"iXyz","audience":"basic-calculator","token_endpoint":"https://x/oauth/token"}',
      "validate-jwt: the issuer https://contoso.eu.auth0.com/ is not allowed",
      "Secure “Basic Calculator” with Auth0; Bearer tokens are checked",
    ];
    for (const text of texts) assert.equal(redact(text), text);
  });

  test("a second pass changes nothing", () => {
    const once = redact(`client_secret=${random()} and Bearer ${jwt()}`);
    assert.equal(redact(once), once);
  });
});

suite("the logger", () => {
  test("redacts every line, causes included, before the sink sees it", () => {
    const lines: [LogLevel, string][] = [];
    const logger = createLogger({ write: (level, line) => void lines.push([level, line]) });
    const secret = random();
    logger.info(`client_secret=${secret}`);
    logger.error("Could not sign in.", new Error("no", { cause: new Error(`password: ${secret}`) }));
    assert.deepEqual(
      lines.map(([level]) => level),
      ["info", "error"],
    );
    assert.ok(lines.every(([, line]) => !line.includes(secret)));
    assert.match(lines[1]?.[1] ?? "", /caused by Error: password/);
  });
});

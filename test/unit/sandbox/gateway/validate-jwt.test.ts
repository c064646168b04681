import assert from "node:assert/strict";
import { generateKeyPairSync, type KeyObject, randomBytes } from "node:crypto";
import { SignJWT } from "jose";
import { setup, suite, test } from "mocha";
import { createKeyFetcher } from "../../../../src/sandbox/gateway/fetch-keys.ts";
import { issueCertificate } from "../../../../src/sandbox/tls/certificates.ts";
import { readRefusal, service, withInstance } from "./instance.ts";

const minute = 60_000;

suite("sandbox gateway: validate-jwt", () => {
  const instance = withInstance();
  const { tenant } = instance;
  const noon = instance.clock;
  setup(async () => {
    instance.seed();
    // an hour and more later, nothing fetched before is used again
    instance.clock += 120 * minute;
    tenant.available = true;
    tenant.answer = undefined;
    await tenant.rotate("k1");
  });

  function secure(
    inner = "",
    attributes = `header-name="Authorization" require-scheme="Bearer"`,
    rest = "",
  ): void {
    instance.policy(`<policies><inbound><validate-jwt ${attributes}>
      <openid-config url="${tenant.discovery}" />
      <audiences><audience>calculator</audience></audiences>
      ${inner}
    </validate-jwt><base/></inbound>${rest}</policies>`);
  }
  const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
  const statusWith = async (token: string) => (await instance.add(bearer(token))).status;
  /** Good until long after the clock of these tests has stopped. */
  const good = (claims = {}) => tenant.token({ exp: noon / 1000 + 1_000_000, ...claims });

  test("401 without a token, 200 with one", async () => {
    secure();
    const refused = await instance.add();
    assert.equal(refused.headers.get("www-authenticate"), "Bearer");
    assert.deepEqual(await readRefusal(refused), { status: 401, message: "JWT not present." });
    const passed = await instance.add(bearer(await good()));
    assert.equal(passed.status, 200);
    assert.deepEqual(await passed.json(), { value: 5 });
  });

  test("refuses an expired token, one for another audience and an opaque one", async () => {
    secure();
    const expired = await instance.add(bearer(await good({ exp: instance.clock / 1000 - 1 })));
    assert.equal(expired.headers.get("www-authenticate"), 'Bearer error="invalid_token"');
    assert.deepEqual(await readRefusal(expired), { status: 401, message: "Invalid JWT." });
    const elsewhere = await instance.add(bearer(await good({ aud: "x" })));
    assert.deepEqual(await readRefusal(elsewhere), { status: 401, message: "Invalid JWT." });
    assert.equal(await statusWith(randomBytes(24).toString("hex")), 401);
  });

  test("answers with the policy's own code and message", async () => {
    secure(
      "",
      `header-name="Authorization" failed-validation-httpcode="403" failed-validation-error-message="Go away"`,
    );
    const response = await instance.add();
    assert.equal(response.headers.get("www-authenticate"), null);
    assert.deepEqual(await readRefusal(response), { status: 403, message: "Go away" });
  });

  test("hands the reason to on-error", async () => {
    const body = `<set-body>@(context.LastError.Source + " " + context.LastError.Reason)</set-body>`;
    secure(
      "",
      undefined,
      `<on-error><return-response><set-status code="401"/>${body}</return-response></on-error>`,
    );
    assert.equal(await (await instance.add()).text(), "validate-jwt TokenNotPresent");
    const wrong = await instance.add(bearer(await good({ iss: "https://x/" })));
    assert.equal(await wrong.text(), "validate-jwt TokenIssuerNotAllowed");
    const onError = `<on-error><return-response><set-status code="401"/>${body}</return-response></on-error>`;
    const claim = `<required-claims><claim name="roles"><value>Basic</value></claim></required-claims>`;
    secure(claim, undefined, onError);
    const mismatch = await instance.add(bearer(await good({ roles: ["Admin"] })));
    assert.equal(await mismatch.text(), "validate-jwt TokenClaimValueMismatch");
  });

  test("takes the token from the query or from an expression", async () => {
    const token = await good();
    const call = (query: string, headers = {}) =>
      instance.call(`/calc/add?a=2&b=3&subscription-key=${instance.subscriptionKey}${query}`, { headers });
    secure("", `query-parameter-name="access"`);
    assert.equal((await call(`&access=${token}`)).status, 200);
    assert.equal((await call("")).status, 401);
    secure("", `token-value="@(context.Request.Headers.GetValueOrDefault("X-Token", ""))"`);
    assert.equal((await call("", { "x-token": token })).status, 200);
    assert.equal((await call("", { "x-token": `Bearer ${token}` })).status, 401);
    assert.equal((await call("")).status, 401);
  });

  test("gives later policies the token", async () => {
    secure("", `header-name="Authorization" output-token-variable-name="jwt"`);
    const outbound = `<set-header name="X-Who"><value>@(((Jwt)context.Variables["jwt"]).Subject + " " + ((Jwt)context.Variables["jwt"]).Claims.GetValueOrDefault("scope", "none"))</value></set-header>`;
    const [policy] = Object.values(instance.state.resources).filter(({ id }) =>
      id.includes("calculator/policies"),
    );
    if (policy) {
      const value = String(policy.properties["value"]).replace(
        "</inbound>",
        `</inbound><outbound>${outbound}</outbound>`,
      );
      policy.properties = { value };
    }
    const response = await instance.add(bearer(await good({ sub: "auth0|1", scope: "add sub" })));
    assert.equal(response.headers.get("x-who"), "auth0|1 add sub");
  });

  test("a named value may hold the audience", async () => {
    instance.put(`${service}/namedValues/a`, { displayName: "audience" }, { value: "calculator" });
    instance.policy(`<validate-jwt header-name="Authorization"><openid-config url="${tenant.discovery}" />
      <audiences><audience>{{audience}}</audience></audiences></validate-jwt>`);
    assert.equal(await statusWith(await good()), 200);
    assert.equal(await statusWith(await good({ aud: "other" })), 401);
  });

  test("with a part that cannot be read refuses what is bad in any case, and ends every other call", async () => {
    instance.policy(`<validate-jwt header-name="Authorization"><openid-config url="${tenant.discovery}" />
      <audiences><audience>@(Guid.NewGuid().ToString())</audience></audiences></validate-jwt>`);
    assert.equal((await instance.add()).status, 401);
    assert.equal(await statusWith(await good({ iss: "https://x/" })), 401);
    const undecided = await instance.add(bearer(await good()));
    assert.equal(undecided.headers.get("sandbox-undecided-policy"), "validate-jwt");
    const { status, message } = await readRefusal(undecided);
    assert.equal(status, 500);
    assert.match(String(message), /“validate-jwt” .* audiences/);
  });

  test("takes the public key of a certificate of the instance, and decides nothing without it", async () => {
    const sign = (key: KeyObject) =>
      new SignJWT({ exp: noon / 1000 + 1_000_000 }).setProtectedHeader({ alg: "RS256" }).sign(key);
    const store = (subjectKey: KeyObject) =>
      instance.put(`${service}/certificates/signing`, {}, { data: certify(subjectKey) });
    const [rsa, other] = [rsaKey(), rsaKey()];
    instance.policy(`<validate-jwt header-name="Authorization">
      <issuer-signing-keys><key certificate-id="signing" /></issuer-signing-keys></validate-jwt>`);
    assert.equal(await statusWith(await sign(rsa)), 500);
    store(rsa);
    assert.deepEqual([await statusWith(await sign(rsa)), await statusWith(await sign(other))], [200, 401]);
    store(generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey);
    assert.equal(await statusWith(await sign(rsa)), 500);
  });

  suite("keys", () => {
    test("are fetched once an hour", async () => {
      secure();
      const token = await good();
      tenant.fetches = 0;
      for (const minutes of [0, 30, 29]) {
        instance.clock += minutes * minute;
        assert.equal(await statusWith(token), 200);
      }
      assert.equal(tenant.fetches, 1);
      instance.clock += 2 * minute;
      assert.equal(await statusWith(token), 200);
      assert.equal(tenant.fetches, 2);
    });

    test("are fetched again for an unknown key, at most every five minutes", async () => {
      secure();
      assert.equal(await statusWith(await good()), 200);
      await tenant.rotate("k2");
      assert.equal(await statusWith(await good()), 200);
      await tenant.rotate("k3");
      const third = await good();
      assert.equal(await statusWith(third), 401);
      instance.clock += 5 * minute;
      assert.equal(await statusWith(third), 200);
    });

    test("that cannot be fetched make an internal server error, tried again after five minutes", async () => {
      secure();
      tenant.available = false;
      const token = await good();
      assert.deepEqual(await readRefusal(await instance.add(bearer(token))), {
        status: 500,
        message: "Internal server error",
      });
      tenant.available = true;
      assert.equal(await statusWith(token), 500);
      instance.clock += 5 * minute;
      assert.equal(await statusWith(token), 200);
    });

    test("are not taken from a server with a certificate of an unknown authority", async () => {
      const stranger = await instance.startStranger(tenant.listener);
      instance.policy(`<validate-jwt header-name="Authorization">
        <openid-config url="${stranger}/.well-known/openid-configuration" /></validate-jwt>`);
      assert.equal(await statusWith(await good()), 500);
    });

    test("are fetched over a few redirects, not over many, and never over plain HTTP", async () => {
      secure();
      const token = await good();
      const redirect = (times: number, to = tenant.origin) => {
        let left = times;
        tenant.answer = (request, response) => {
          left -= 1;
          if (left === 0) tenant.answer = undefined;
          response.writeHead(302, { location: `${to}${request.url}` }).end();
        };
        instance.clock += 120 * minute;
      };
      redirect(5);
      assert.equal(await statusWith(token), 200);
      redirect(6);
      assert.equal(await statusWith(token), 500);
      redirect(1, tenant.origin.replace("https:", "http:"));
      assert.equal(await statusWith(token), 500);
    });

    test("are not taken from a document without end", async () => {
      secure();
      tenant.answer = (_, response) => {
        const send = (): void => {
          while (!response.destroyed && response.write("x".repeat(65_536)));
        };
        response.on("drain", send);
        send();
      };
      assert.equal(await statusWith(await good()), 500);
    });

    test("are not waited for without end", async () => {
      tenant.answer = () => undefined;
      assert.ok(instance.agent);
      assert.deepEqual(await createKeyFetcher(instance.agent, 20)(tenant.discovery), {
        kind: "unavailable",
        problem: "There was no whole answer within 0.02 seconds.",
      });
    });

    test("are not fetched over plain HTTP", async () => {
      instance.policy(`<validate-jwt header-name="Authorization">
        <openid-config url="${tenant.discovery.replace("https:", "http:")}" /></validate-jwt>`);
      assert.equal(await statusWith(await good()), 500);
    });
  });
});

function rsaKey(): KeyObject {
  return generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey;
}

/** A certificate for a key, signed by itself; PEM. */
function certify(key: KeyObject): string {
  const who = { subject: "signing", issuer: "signing", subjectKey: key, issuerKey: key };
  return issueCertificate({ ...who, issuedAt: new Date(), days: 1, extensions: [] });
}

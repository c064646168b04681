import assert from "node:assert/strict";
import { generateKeyPairSync, X509Certificate } from "node:crypto";
import { setup, suite, test } from "mocha";
import { issueCertificate } from "../../../../src/sandbox/tls/certificates.ts";
import { type Identity, service, withInstance } from "./instance.ts";

const colons = /:/g;

suite("sandbox gateway: certificates of callers", () => {
  const instance = withInstance();
  const asks = (negotiateClientCertificate: boolean) =>
    instance.put(service, { hostnameConfigurations: [{ type: "Proxy", negotiateClientCertificate }] });
  setup(() => {
    instance.seed();
    instance.clock = Date.now();
    asks(true);
  });

  const own = () => new X509Certificate(instance.identity.certificate);
  const authority = () => new X509Certificate(instance.identity.authority);
  /** Made by whoever calls. */
  function selfMade() {
    const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
    const names = { subject: "client", issuer: "Auth0 for APIM sandbox authority" };
    const keys = { subjectKey: privateKey, issuerKey: privateKey };
    const certificate = issueCertificate({
      ...names,
      ...keys,
      issuedAt: new Date(),
      days: 9,
      extensions: [],
    });
    return { certificate, key: privateKey.export({ type: "pkcs8", format: "pem" }).toString() };
  }
  const statusWith = async (xml: string, identity: Identity = instance.identity) => {
    instance.policy(xml);
    const response = await instance.addShowing(identity);
    return response.headers.get("sandbox-undecided-policy") ?? response.status;
  };
  const check = (identity = "", attributes = 'validate-revocation="false"') =>
    `<validate-client-certificate ${attributes}>${identity && `<identities><identity ${identity} /></identities>`}</validate-client-certificate>`;

  test("a call with one that the authority has issued passes, and one without any does not", async () => {
    assert.equal(await statusWith(check()), 200);
    assert.equal((await instance.add()).status, 403);
    assert.equal(await statusWith(check(), selfMade()), 403);
    assert.equal(await statusWith(check("", 'validate-trust="false"'), selfMade()), 200);
    assert.equal(await statusWith(check("", 'ignore-error="true"'), selfMade()), 200);
  });

  test("where the host name asks for none, none is seen", async () => {
    asks(false);
    assert.equal(await statusWith(check()), 403);
    assert.equal(
      await statusWith(
        '<set-header name="X"><value>@(context.Request.Certificate == null ? "a" : "b")</value></set-header>',
      ),
      200,
    );
  });

  test("one that is not yet or no longer valid does not pass, unless that is left out", async () => {
    instance.clock = Date.parse(own().validFrom) - 1000;
    assert.equal(await statusWith(check()), 403);
    assert.equal(await statusWith(check("", 'validate-not-before="false"')), 200);
    instance.clock = Date.parse(own().validTo) + 1000;
    assert.equal(await statusWith(check()), 403);
    assert.equal(await statusWith(check("", 'validate-not-after="false"')), 200);
  });

  test("an identity is told by everything that it names", async () => {
    const thumbprint = own().fingerprint.replace(colons, "").toLowerCase();
    const good = [
      `thumbprint="${thumbprint}"`,
      `serial-number="${own().serialNumber}"`,
      'common-name="client"',
      'subject="CN=client"',
      'dns-name="Client.Example"',
      'issuer-subject="CN=Auth0 for APIM sandbox authority"',
      `issuer-thumbprint="${authority().fingerprint}"`,
    ];
    for (const one of good) assert.equal(await statusWith(check(one)), 200, one);
    for (const one of good) {
      const wrong = one.replace(/="./, '="~');
      assert.equal(await statusWith(check(wrong)), 403, wrong);
    }
  });

  test("an issuer is told by a certificate that the instance keeps", async () => {
    instance.put(`${service}/certificates/ca`, {}, { data: authority().raw.toString("base64") });
    instance.put(`${service}/certificates/leaf`, {}, { data: own().raw.toString("base64") });
    assert.equal(await statusWith(check('issuer-certificate-id="ca"')), 200);
    assert.equal(await statusWith(check('issuer-certificate-id="leaf"')), 403);
    assert.equal(await statusWith(check('issuer-certificate-id="gone"')), "validate-client-certificate");
  });

  test("whose name an issuer's certificate has is not enough: its key must have signed", async () => {
    const made = selfMade();
    const lax = 'validate-trust="false"';
    instance.put(`${service}/certificates/ca`, {}, { data: authority().raw.toString("base64") });
    assert.equal(await statusWith(check('issuer-certificate-id="ca"', lax), made), 403);
    // its issuer's certificate is not at hand: names alone lead nowhere
    const named = check(`issuer-thumbprint="${authority().fingerprint}"`, lax);
    assert.equal(await statusWith(named, made), "validate-client-certificate");
  });

  test("an expression sees it", async () => {
    const refuse = '<return-response><set-status code="403" /></return-response>';
    const when = (condition: string) => `<choose><when condition="@(${condition})">${refuse}</when></choose>`;
    const shown = "context.Request.Certificate";
    const pinned = when(
      `${shown} == null || !${shown}.Verify() || ${shown}.Thumbprint != "${own().fingerprint.replace(colons, "")}"`,
    );
    assert.equal(await statusWith(pinned), 200);
    assert.equal(await statusWith(pinned, selfMade()), 403);
    assert.equal((await instance.add()).status, 403);
    assert.equal(await statusWith(when(`${shown}.Subject != "CN=client"`)), 200);
    assert.equal(await statusWith(when(`${shown}.Issuer != "CN=Auth0 for APIM sandbox authority"`)), 200);
    assert.equal(await statusWith(when(`${shown}.SerialNumber == "00"`)), 200);
  });
});

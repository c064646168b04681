import assert from "node:assert/strict";
import { X509Certificate } from "node:crypto";
import * as fs from "node:fs";
import * as path from "node:path";
import { connect } from "node:tls";
import { suite, test } from "mocha";
import { clients } from "./list.ts";
import { hasProgram, run, runWell, temporaryFolder } from "./programs.ts";
import { withClientSandbox } from "./sandbox.ts";

/** The certificate that a server shows, as PEM. */
function shownBy(origin: string, ca: string): Promise<string> {
  const { hostname, port } = new URL(origin);
  return new Promise((resolve, reject) => {
    const socket = connect({ host: hostname, port: Number(port), ca }, () => {
      const { raw } = socket.getPeerCertificate();
      socket.end();
      resolve(new X509Certificate(raw).toString());
    });
    socket.on("error", reject);
  });
}

suite(`clients: certificates, ${clients.openssl.name} and ${clients.python.name}`, () => {
  const { sandbox, tenant } = withClientSandbox();

  test("openssl verifies each certificate strictly", async function () {
    if (!hasProgram("openssl")) return this.skip();
    const folder = temporaryFolder();
    const verify = async (authority: string, pem: string) => {
      const file = path.join(folder, "certificate.pem");
      fs.writeFileSync(file, pem);
      const { stdout } = await runWell("openssl", ["verify", "-x509_strict", "-CAfile", authority, file]);
      assert.match(stdout, /: OK\s*$/);
    };
    const { ca, gateway } = sandbox.info;
    await verify(ca, sandbox.ca);
    await verify(ca, await shownBy(gateway, sandbox.ca));
    for (const { certificate } of tenant.state.signingKeys) {
      const own = path.join(folder, "tenant.pem");
      const pem = new X509Certificate(Buffer.from(certificate, "base64")).toString();
      fs.writeFileSync(own, pem);
      await verify(own, pem);
    }
  });

  test("Python talks to each part with strict verification", async function () {
    if (!hasProgram("python3")) return this.skip();
    const { auth0, azure, gateway, portal, ca } = sandbox.info;
    const urls = [
      `https://${auth0.domain}/.well-known/jwks.json`,
      `${azure.authorityHost}/common/discovery/instance`,
      `${azure.resourceManager}/tenants`,
      `${gateway}/calc/add?a=1&b=2`,
      portal,
    ];
    const script = [
      "import ssl, sys, urllib.request, urllib.error",
      "context = ssl.create_default_context(cafile=sys.argv[1])",
      "context.verify_flags |= ssl.VERIFY_X509_STRICT",
      "for url in sys.argv[2:]:",
      "    try:",
      "        print(urllib.request.urlopen(url, context=context).status)",
      "    except urllib.error.HTTPError as error:",
      "        print(error.code)",
    ].join("\n");
    const { stdout, stderr, status } = await run("python3", ["-c", script, ca, ...urls]);
    assert.deepEqual([status, stdout.trim().split("\n")], [0, ["200", "200", "401", "401", "200"]], stderr);
  });
});

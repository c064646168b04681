import assert from "node:assert/strict";
import { generateKeyPairSync, type KeyObject, randomUUID } from "node:crypto";
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import * as path from "node:path";
import { createCredential } from "../../src/adapters/azure/credential.ts";
import { httpOptions } from "../../src/adapters/azure/http-options.ts";
import { SdkAzureCloud } from "../../src/adapters/azure/sdk-azure-cloud.ts";
import { SdkCloudFactory } from "../../src/adapters/cloud-factory.ts";
import type { Failure } from "../../src/core/failure.ts";
import { type AzureAccount, type AzureCredentials, azureAccountKey } from "../../src/domain/account.ts";
import type { Principal } from "../../src/sandbox/azure/state.ts";
import { issueCertificate } from "../../src/sandbox/tls/certificates.ts";
import { collect } from "../support/collect.ts";
import { failsWith } from "../support/failing.ts";
import { withSandbox } from "../support/sandbox.ts";
import { azureAccount } from "../support/sandbox-accounts.ts";

const { signal } = new AbortController();
const day = 24 * 60 * 60 * 1000;
const isWindows = process.platform === "win32";

/** A certificate of its own for `key`. */
function certify(key: KeyObject, issuedAt = new Date(), days = 365): string {
  const name = "service principal";
  return issueCertificate({
    subject: name,
    subjectKey: key,
    issuer: name,
    issuerKey: key,
    issuedAt,
    days,
    extensions: [],
  });
}

function rsaKey(): KeyObject {
  return generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey;
}

suite("signing in to Azure, each way, against the sandbox", () => {
  const sandbox = withSandbox();
  const key = rsaKey();
  const certificate = certify(key);
  const plain = String(key.export({ type: "pkcs8", format: "pem" }));
  const encrypted = String(
    key.export({ type: "pkcs8", format: "pem", cipher: "aes-256-cbc", passphrase: "open sesame" }),
  );
  let folder = "";
  let account: Extract<AzureAccount, { kind: "service-principal" }>;

  setup(() => {
    folder = mkdtempSync(path.join(tmpdir(), "azure-sign-in-"));
    const given = azureAccount(sandbox.info);
    assert.ok(given.kind === "service-principal");
    account = given;
    const [principal] = sandbox.state.azure.principals;
    assert.ok(principal);
    Object.assign(principal, { certificates: [certificate] } satisfies Partial<Principal>);
  });

  teardown(() => rmSync(folder, { recursive: true, force: true }));

  const file = (text: string | Buffer, name = "certificate.pem"): string => {
    const where = path.join(folder, name);
    writeFileSync(where, text);
    return where;
  };

  async function subscriptions(changed: Partial<typeof account>, credentials: AzureCredentials) {
    const azure = await new SdkCloudFactory().openAzure({ ...account, ...changed }, credentials);
    return collect(azure.listSubscriptions(signal));
  }

  const withFile = (text: string | Buffer, certificatePassword?: string) =>
    subscriptions({ certificatePath: file(text) }, { ...(certificatePassword && { certificatePassword }) });

  suite("a service principal", () => {
    test("with its secret", async () => {
      const [found] = await subscriptions({}, { clientSecret: sandbox.info.azure.clientSecret });
      assert.equal(found?.id, sandbox.info.azure.subscriptionId);
    });

    for (const [what, text] of [
      ["certificate and key", () => certificate + plain],
      ["key and certificate", () => plain + certificate],
      ["lines that end as in Windows", () => (certificate + plain).replaceAll("\n", "\r\n")],
      ["a key in PKCS#1", () => certificate + String(key.export({ type: "pkcs1", format: "pem" }))],
    ] as const) {
      test(`with a PEM file: ${what}`, async () => {
        const [found] = await withFile(text());
        assert.equal(found?.id, sandbox.info.azure.subscriptionId);
      });
    }

    test("with an encrypted key and its password", async () => {
      assert.equal((await withFile(certificate + encrypted, "open sesame")).length, 1);
    });

    test("with a certificate that Entra does not know", async () => {
      const other = rsaKey();
      const text = certify(other) + String(other.export({ type: "pkcs8", format: "pem" }));
      const failure = await failureOf(withFile(text));
      assert.match(failure.text, /does not know the certificate\. Upload its public part/);
      assert.equal(failure.details[0]?.target, "certificatePath");
    });
  });

  suite("a file that will not do is told by what is wrong with it", () => {
    const elliptic = generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey;
    const past = new Date(Date.now() - 900 * day);
    const future = new Date(Date.now() + 9 * day);
    for (const [what, text, says] of [
      ["a PFX", () => Buffer.from([0x30, 0x82, 0x0a, 0x0b, 0x02, 0x01, 0x03]), /binary one, such as a PFX/],
      ["no PEM at all", () => "hello", /neither a certificate nor a private key/],
      ["no key", () => certificate, /a certificate, but no private key/],
      ["no certificate", () => plain, /a private key, but no certificate/],
      ["a key that is cut off", () => certificate + plain.replace(/\n.{64}\n/, "\n"), /cannot be read/],
      [
        "another key",
        () => certificate + String(rsaKey().export({ type: "pkcs8", format: "pem" })),
        /not that of/,
      ],
      [
        "a key that is not RSA",
        () => certify(elliptic) + String(elliptic.export({ type: "pkcs8", format: "pem" })),
        /key of the kind “ec”.*RSA keys only/,
      ],
      ["an expired certificate", () => certify(key, past, 30) + plain, /that expired on \d{4}-\d\d-\d\d/],
      ["one that is not valid yet", () => certify(key, future) + plain, /valid from \d{4}-\d\d-\d\d on only/],
      [
        "a certificate that is none",
        () => certificate.replace(/\n.{64}\n/, "\n") + plain,
        /certificate that cannot be read/,
      ],
    ] as const) {
      test(what, async () => {
        const failure = await failureOf(withFile(text()));
        assert.equal(failure.code, "invalid-input");
        assert.match(failure.text, says);
        assert.equal(failure.details[0]?.target, "certificatePath");
      });
    }

    for (const [what, password, says] of [
      ["an encrypted key without a password", undefined, /encrypted private key\. Give its password/],
      ["an encrypted key with another password", "guess", /this password does not open/],
    ] as const) {
      test(what, async () => {
        const failure = await failureOf(withFile(certificate + encrypted, password));
        assert.match(failure.text, says);
        assert.equal(failure.details[0]?.target, "certificatePassword");
      });
    }

    test("none, and a folder", async () => {
      const missing = subscriptions({ certificatePath: path.join(folder, "missing.pem") }, {});
      assert.match((await failureOf(missing)).text, /missing\.pem is not there/);
      assert.match((await failureOf(subscriptions({ certificatePath: folder }, {}))).text, /is a folder/);
    });

    test("checked alone, before anybody is asked for anything", async () => {
      const factory = new SdkCloudFactory();
      await factory.checkCertificate(file(certificate + plain), undefined);
      await failsWith("invalid-input", factory.checkCertificate(file(plain), undefined), "no certificate");
    });
  });

  suite("a wrong answer has its own words", () => {
    const secret = () => ({ clientSecret: sandbox.info.azure.clientSecret });
    for (const [what, attempt, says, target] of [
      [
        "secret",
        () => subscriptions({}, { clientSecret: "wrong" }),
        /refused the client secret/,
        "clientSecret",
      ],
      [
        "application",
        () => subscriptions({ clientId: randomUUID() }, secret()),
        /no such application in this directory/,
        "clientId",
      ],
      [
        "directory",
        () => subscriptions({ tenantId: randomUUID() }, secret()),
        /no such directory/,
        "tenantId",
      ],
    ] as const) {
      test(what, async () => {
        const failure = await failureOf(attempt());
        assert.equal(failure.code, "unauthorized");
        assert.match(failure.message, says);
        assert.equal(failure.details[0]?.target, target);
      });
    }

    test("nobody at the address of Entra is unreachable, not unauthorized", async () => {
      const nobody = { ...account, cloud: ownCloud("https://127.0.0.1:9") };
      const { sandbox: _, ...own } = nobody;
      for (const [changed, credentials] of [
        [{}, { clientSecret: "s" }],
        [{ certificatePath: file(certificate + plain) }, {}],
      ] as const) {
        const http = { retryOptions: { maxRetries: 0 } };
        const azure = new SdkAzureCloud({ account: { ...own, ...changed }, credentials, http });
        const failure = await failureOf(collect(azure.listSubscriptions(signal)));
        assert.equal(failure.code, "unreachable", failure.text);
        assert.deepEqual(failure.signIns, []);
      }
    });
  });

  suite("the variables of the environment", () => {
    const names = ["TENANT_ID", "CLIENT_ID", "CLIENT_SECRET", "CLIENT_CERTIFICATE_PATH"].map(
      (name) => `AZURE_${name}`,
    );
    let before: (string | undefined)[] = [];
    setup(() => {
      before = names.map((name) => process.env[name]);
      for (const name of names) delete process.env[name];
    });
    teardown(() => {
      for (const [index, name] of names.entries()) {
        const value = before[index];
        if (value === undefined) delete process.env[name];
        else process.env[name] = value;
      }
    });

    async function throughEnvironment() {
      const { authorityHost, resourceManager } = sandbox.info.azure;
      const cloud = { ...ownCloud(authorityHost), resourceManager, audience: resourceManager };
      const own: AzureAccount = { kind: "environment", cloud };
      const azure = new SdkAzureCloud({ account: own, credentials: {}, http: await httpOptions(account) });
      return collect(azure.listSubscriptions(signal));
    }

    test("with a secret, and with a certificate", async () => {
      const { tenantId, clientId, clientSecret } = sandbox.info.azure;
      Object.assign(process.env, { AZURE_TENANT_ID: tenantId, AZURE_CLIENT_ID: clientId });
      process.env["AZURE_CLIENT_SECRET"] = clientSecret;
      assert.equal((await throughEnvironment()).length, 1);
      delete process.env["AZURE_CLIENT_SECRET"];
      process.env["AZURE_CLIENT_CERTIFICATE_PATH"] = file(certificate + plain);
      assert.equal((await throughEnvironment()).length, 1);
    });

    test("without them it is said which is missing, and which account is meant", async () => {
      const failure = await failureOf(throughEnvironment());
      assert.match(failure.text, /AZURE_TENANT_ID is not set\./);
      assert.match(failure.account ?? "", /^azure\/environment\//);
    });
  });

  suite("the Azure CLI", () => {
    let searched = process.env["PATH"] ?? "";
    setup(function () {
      if (isWindows) this.skip();
      searched = process.env["PATH"] ?? "";
    });
    teardown(() => {
      process.env["PATH"] = searched;
    });

    /** An `az` that prints what it is told, before anything else of that name. */
    function install(script: string): void {
      const bin = path.join(folder, "bin");
      mkdirSync(bin);
      writeFileSync(path.join(bin, "az"), `#!/bin/sh\n${script}\n`);
      chmodSync(path.join(bin, "az"), 0o755);
      process.env["PATH"] = `${bin}:${searched}`;
    }

    async function throughCli(tenantId?: string) {
      const own: AzureAccount = { kind: "azure-cli", ...(tenantId && { tenantId }) };
      const azure = await new SdkCloudFactory().openAzure(own, {});
      return collect(azure.listSubscriptions(signal));
    }

    test("its token is used, for the directory of the account", async () => {
      install(`echo '{"accessToken":"cli-token","expires_on":4102444800}'; echo "$@" > ${folder}/asked`);
      const tenantId = randomUUID();
      const credential = createCredential(
        { kind: "azure-cli", tenantId },
        {},
        { retryOptions: { maxRetries: 0 } },
      );
      const given = await credential.getToken(`${sandbox.info.azure.resourceManager}/.default`);
      assert.equal(given?.token, "cli-token");
      const asked = readFileSync(path.join(folder, "asked"), "utf8");
      assert.match(
        asked,
        new RegExp(`get-access-token .*${sandbox.info.azure.resourceManager} --tenant ${tenantId}`),
      );
    });

    for (const [what, script, code, says] of [
      [
        "not signed in",
        `echo "Please run 'az login' to setup account." >&2; exit 1`,
        "unauthorized",
        /CLI is not signed in\. Run “az login”/,
      ],
      [
        "not there",
        `echo "/bin/sh: 1: az: not found" >&2; exit 127`,
        "unauthorized",
        /not installed, or not in the PATH/,
      ],
      [
        "signed in too long ago",
        `echo "AADSTS700082: The refresh token has expired due to inactivity. To re-authenticate, please run: az login --scope x" >&2; exit 1`,
        "unauthorized",
        /sign-in has expired/,
      ],
      [
        "asked for more",
        `echo "AADSTS50076: Due to a configuration change …" >&2; exit 1`,
        "unauthorized",
        /multi-factor authentication/,
      ],
      [
        "without a network",
        `echo "HTTPSConnectionPool(host='login'): Max retries exceeded with url (Caused by NewConnectionError)" >&2; exit 1`,
        "unreachable",
        /CLI could not reach Microsoft Entra ID/,
      ],
      [
        "in another language",
        `echo "FEHLER: Unbekannt. Mehr" >&2; exit 1`,
        "unauthorized",
        /gave no token: FEHLER: Unbekannt.*az cloud set -n AzureCloud/,
      ],
      ["talking nonsense", "echo nonsense", "unauthorized", /gave no token/],
    ] as const) {
      test(what, async () => {
        install(script);
        const failure = await failureOf(throughCli());
        assert.equal(failure.code, code, failure.text);
        assert.match(failure.text, says);
        if (code === "unauthorized") assert.equal(failure.account, azureAccountKey({ kind: "azure-cli" }));
      });
    }

    test("a hanging one is ended, and a cancelled one waited for no longer", async () => {
      install("exec tail -f /dev/null");
      const { cliCredential } = await import("../../src/adapters/azure/cli-credential.ts");
      const slow = cliCredential({ kind: "azure-cli" }, 50);
      await failsWith(
        "unreachable",
        slow.getToken("https://management.azure.com/.default"),
        "did not answer in time",
      );
      const controller = new AbortController();
      const azure = await new SdkCloudFactory().openAzure({ kind: "azure-cli" }, {});
      const listing = collect(azure.listSubscriptions(controller.signal));
      controller.abort();
      await failsWith("cancelled", listing, "");
    });
  });

  test("the directories of an account", async () => {
    const azure = await new SdkCloudFactory().openAzure(account, {
      clientSecret: sandbox.info.azure.clientSecret,
    });
    assert.deepEqual(await collect(azure.listDirectories(signal)), [
      { id: sandbox.info.azure.tenantId, name: "Sandbox directory", domain: "sandbox.onmicrosoft.com" },
    ]);
  });
});

/** A cloud whose Entra is at `authority`, and nobody at its Resource Manager. */
function ownCloud(authority: string) {
  return { name: "Own", authority, resourceManager: "https://127.0.0.1:9", audience: "https://127.0.0.1:9" };
}

async function failureOf(attempt: Promise<unknown>): Promise<Failure> {
  try {
    await attempt;
  } catch (error) {
    return error as Failure;
  }
  return assert.fail("It was not refused.");
}

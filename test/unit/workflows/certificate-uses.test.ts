import assert from "node:assert/strict";
import { suite, test } from "mocha";
import { Failure } from "../../../src/core/failure.ts";
import { known } from "../../../src/core/known.ts";
import { instancePath } from "../../../src/domain/instance-path.ts";
import { readerOf, storeIn } from "../../../src/resources/clouds.ts";
import type { Reader, Stored } from "../../../src/resources/kind.ts";
import { backend } from "../../../src/resources/kinds/backend.ts";
import { type Certificate, certificate } from "../../../src/resources/kinds/certificate.ts";
import { apimInstance, type InstanceHost } from "../../../src/resources/kinds/instance.ts";
import { namedValue } from "../../../src/resources/kinds/named-value.ts";
import { readCertificateUses } from "../../../src/workflows/certificate-uses.ts";
import { contosoApim } from "../../support/in-memory/index.ts";
import { add, type InMemoryClouds, signal, twoClouds } from "./clouds.ts";
import { inbound, scopes } from "./policy-situations.ts";

const owner = instancePath(contosoApim);
const thumbprint = "0123456789ABCDEF0123456789ABCDEF01234567";
const stored: Stored<Certificate> = {
  ref: { kind: certificate.id, owner, id: "client.1" },
  value: {
    subject: "CN=client",
    thumbprint,
    expirationDate: "2030-01-01T00:00:00Z",
    keyVault: "https://v.vault.azure.net/secrets/client/1",
  },
};

/** What names it among `clouds`, of which the instance has these hosts. */
async function uses(clouds: InMemoryClouds, hosts: readonly InstanceHost[] = []) {
  const reader = readerOf({ auth0: clouds.auth0, azure: clouds.azure });
  const settings = {
    location: "x",
    sku: { name: "Developer", capacity: 1 },
    publisherName: "",
    publisherEmail: "",
  };
  const value = { ...settings, hosts };
  const read: Reader["read"] = async (kind, ref, aborted) =>
    kind.id === apimInstance.id ? ({ ref, value } as never) : reader.read(kind, ref, aborted);
  return readCertificateUses(stored, { ...reader, read }, signal);
}

suite("what names a certificate", () => {
  for (const [what, line] of [
    ["its id", '<authentication-certificate certificate-id="client.1" />'],
    ["its id, in a list of keys", '<key certificate-id = "Client.1" />'],
    ["its id, as an issuer", "<identity issuer-certificate-id='client.1' />"],
    [
      "its thumbprint, as people copy it",
      `<identity thumbprint="${thumbprint.toLowerCase().match(/../g)?.join(":")}" />`,
    ],
    [
      "an expression",
      '<set-variable name="a" value="@(context.Deployment.Certificates["client.1"].Subject)" />',
    ],
  ] as const) {
    test(`a policy, by ${what}`, async () => {
      const clouds = twoClouds();
      clouds.azure.putPolicy(scopes.api, inbound(line));
      const other = '<authentication-certificate certificate-id="client-1" />';
      clouds.azure.putPolicy(scopes.global, inbound(other));
      const { policies } = await uses(clouds);
      assert.deepEqual(policies, known(["apis/basic-calculator"]));
    });
  }

  test("a backend, by the id of the resource or by thumbprint, and no other", async () => {
    const clouds = twoClouds();
    const named = {
      a: { certificateIds: ["/subscriptions/s/certificates/CLIENT.1"] },
      b: { certificate: [thumbprint] },
      c: { certificateIds: ["/x/certificates/client.11"] },
    };
    for (const [id, credentials] of Object.entries(named))
      await add(clouds, backend, { url: "https://a.example", protocol: "http", credentials }, id);
    assert.deepEqual((await uses(clouds)).backends, known(["backends/a", "backends/b"]));
  });

  test("a host name of the instance, by thumbprint or by the secret of the key vault, whatever version", async () => {
    const hosts = [
      { name: "api.contoso.example", thumbprint: thumbprint.toLowerCase() },
      { name: "portal.contoso.example", keyVault: "https://V.vault.azure.net/secrets/client" },
      {
        name: "other.contoso.example",
        keyVault: "https://v.vault.azure.net/secrets/client2",
        thumbprint: "",
      },
      { name: "contoso.azure-api.net" },
    ];
    const found = (await uses(twoClouds(), hosts)).hosts;
    assert.deepEqual(found, known(["api.contoso.example", "portal.contoso.example"]));
  });

  test("a named value, by thumbprint; of secret ones it is only told that there are some", async () => {
    const clouds = twoClouds();
    const open = { displayName: "thumb", value: thumbprint.toLowerCase(), secret: false };
    await add(clouds, namedValue, open, "thumb");
    await add(clouds, namedValue, { displayName: "other", value: "1234", secret: false }, "other");
    const before = await uses(clouds);
    assert.deepEqual([before.namedValues, before.hasSecretValues], [known(["thumb"]), false]);
    const secret = { displayName: "hidden", secretValue: thumbprint, secret: true };
    await add(clouds, namedValue, secret, "hidden");
    const after = await uses(clouds);
    assert.deepEqual([after.namedValues, after.hasSecretValues], [known(["thumb"]), true]);
  });

  test("what may not be read is unknown, and the rest is told", async () => {
    const clouds = twoClouds();
    const refuse = (): never => {
      throw new Failure("forbidden", "No right.");
    };
    Object.assign(storeIn(clouds.azure, backend), { list: refuse });
    Object.assign(storeIn(clouds.azure, namedValue), { list: refuse });
    const { policies, backends, namedValues } = await uses(clouds);
    assert.deepEqual([policies.known, backends.known, namedValues.known], [true, false, false]);
  });
});

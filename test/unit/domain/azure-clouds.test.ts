import assert from "node:assert/strict";
import { addressesOf } from "../../../src/adapters/azure/addresses.ts";
import type { AzureAccount } from "../../../src/domain/account.ts";
import { environmentOf, publicAzure, resourceManagerScope } from "../../../src/domain/azure-clouds.ts";
import { sourceFiles } from "../../support/source/source-files.ts";

const contosoCloud = {
  name: "Contoso",
  authority: "https://login.contoso.cloud/",
  resourceManager: "https://management.contoso.cloud/",
  audience: "https://management.core.contoso.cloud/",
};

suite("the clouds of Azure", () => {
  for (const [choice, name, suffix] of [
    [undefined, "AzureCloud", "azure-api.net"],
    ["USGovernment", "AzureUSGovernment", "azure-api.us"],
    ["ChinaCloud", "AzureChinaCloud", "azure-api.cn"],
  ] as const) {
    test(`${name}: every address is its own, whole, and without a slash at its end`, () => {
      const environment = environmentOf(choice);
      assert.equal(environment.name, name);
      assert.equal(environment.instanceSuffix, suffix);
      const { authority, resourceManager, audience, classicAudience, portal, v1Issuer } = environment;
      for (const address of [authority, resourceManager, audience, classicAudience, portal, v1Issuer]) {
        assert.match(address ?? "", /^https:\/\/[a-z\d.-]+[a-z]$/);
        const isShared = address === v1Issuer && choice === "USGovernment";
        const elsewhere = Object.values(publicAzure).includes(address ?? "");
        assert.equal(elsewhere, choice === undefined || isShared, address);
      }
    });
  }

  test("Consumption is offered in the public cloud only", () => {
    assert.deepEqual(publicAzure.missingTiers, []);
    for (const choice of ["USGovernment", "ChinaCloud"] as const)
      assert.deepEqual(environmentOf(choice).missingTiers, ["Consumption"]);
  });

  test("a cloud of its own keeps what it says, and knows nothing that it does not say", () => {
    const environment = environmentOf(contosoCloud);
    assert.equal(environment.authority, "https://login.contoso.cloud");
    assert.equal(resourceManagerScope(environment), "https://management.core.contoso.cloud/.default");
    assert.deepEqual(
      [environment.portal, environment.instanceSuffix, environment.v1Issuer],
      [undefined, undefined, undefined],
    );
  });

  test("the sandbox is reached at its own addresses", () => {
    const sandbox = {
      ca: "ca.pem",
      authorityHost: "https://127.0.0.1:1",
      resourceManager: "https://127.0.0.1:2",
    };
    const account: AzureAccount = { kind: "service-principal", tenantId: "t", clientId: "c", sandbox };
    assert.deepEqual(addressesOf(account), {
      authority: "https://127.0.0.1:1",
      resourceManager: "https://127.0.0.1:2",
      audience: "https://127.0.0.1:2",
    });
  });
});

/** Hosts of the public cloud, and those below them. */
const publicHosts =
  /(?:[\w-]+\.)*(?:azure\.com|azure\.net|azure-api\.net|microsoftonline\.com|windows\.net|windowsazure\.com|cloudapp\.net|(?:entra|graph)\.microsoft\.com)\b/g;

/** Where such a host stands all the same, and why; documentation (learn.microsoft.com) is no part of a cloud. */
const exceptions: Readonly<Record<string, { readonly hosts: readonly string[]; readonly why: string }>> = {
  "src/domain/azure-clouds.ts": {
    hosts: [
      "login.microsoftonline.com",
      "management.azure.com",
      "management.core.windows.net",
      "portal.azure.com",
      "azure-api.net",
      "contoso.azure-api.net",
      "sts.windows.net",
    ],
    why: "the table",
  },
  "src/access/issuers.ts": {
    hosts: ["sts.windows.net", "login.microsoftonline.com"],
    why: "issuers as policies name them, which are compared: nobody goes there, and a folder of policies does not say its cloud",
  },
  "src/sandbox/gateway/policies/validate-azure-ad-token.ts": {
    hosts: ["login.microsoftonline.com", "microsoftonline.com"],
    why: "the sandbox stands in for the public cloud: policies name its sign-in as the reference of the policy does",
  },
  "src/sandbox/entra/access-token.ts": {
    hosts: ["management.azure.com", "management.core.windows.net"],
    why: "the sandbox stands in for the public cloud: it knows Resource Manager by the names that clients call it there",
  },
  "src/shell/resources/named-value-questions.ts": {
    hosts: ["contoso.vault.azure.net"],
    why: "an example of what may be typed; a vault of any cloud is taken",
  },
  "src/sandbox/seed/resources.ts": {
    hosts: ["mail.windowsazure.com"],
    why: "data of the stand-in's instance, as the service fills it in: nobody goes there",
  },
};

suite("addresses of the public cloud", () => {
  test("stand in one table", () => {
    const elsewhere = sourceFiles("src").flatMap(({ path, text }) =>
      [...text.matchAll(publicHosts)]
        .map(([host]) => host)
        .filter((host) => !exceptions[path]?.hosts.includes(host))
        .map((host) => `${path}: ${host}`),
    );
    assert.deepEqual(elsewhere, []);
  });

  test("each exception is needed still", () => {
    const texts = new Map(sourceFiles("src").map(({ path, text }) => [path, text]));
    for (const [path, { hosts }] of Object.entries(exceptions))
      for (const host of hosts) assert.ok(texts.get(path)?.includes(host), `${path} no longer names ${host}`);
  });
});

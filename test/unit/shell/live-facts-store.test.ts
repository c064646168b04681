import assert from "node:assert/strict";
import type { TextDocument } from "vscode";
import { Failure } from "../../../src/core/failure.ts";
import { known, unknown } from "../../../src/core/known.ts";
import type { PolicyLevel } from "../../../src/domain/apim.ts";
import type { LiveFacts } from "../../../src/policy/index.ts";
import { contosoApim as instance } from "../../support/in-memory/index.ts";
import { connectedShell, contoso, shellInMemory } from "../../support/shell.ts";
import { Uri, workspace } from "../../support/vscode/index.ts";

const { LiveFactsStore } = await import("../../../src/shell/session/live-facts-store.ts");
const { policyUri } = await import("../../../src/shell/policy-uri.ts");

/** All that is looked at of a document. */
const documentAt = (uri: unknown) => ({ uri }) as TextDocument;
const policy = documentAt(policyUri({ kind: "global", instance }));
const whoCalls: PolicyLevel = { kind: "fragment", instance, fragmentId: "who-calls" };

/** A store on an instance that holds one of each. */
async function filled() {
  const shell = await connectedShell();
  const held = shell.azure.instance(instance);
  shell.azure.putPolicy(whoCalls, "<fragment />");
  held.namedValues = [{ displayName: "host", secret: false, value: "contoso.example" }];
  held.backendIds = ["orders"];
  held.certificateIds = ["partner"];
  const store = new LiveFactsStore(shell.accounts, shell.services.logger);
  /** The facts of `document`, as soon as they are as `wanted`. */
  const facts = (wanted: (facts: LiveFacts) => boolean, document = policy) =>
    new Promise<LiveFacts>((resolve) => {
      const look = () => {
        const now = store.current(document);
        if (now && wanted(now)) resolve(now);
      };
      store.onDidChange(look);
      look();
    });
  return { ...shell, held, store, facts };
}

suite("what the connected clouds hold, for the editor", () => {
  test("nothing is waited for: at first everything is unknown", async () => {
    const { store } = await filled();
    assert.deepEqual(store.current(policy), {
      tenants: unknown,
      namedValues: unknown,
      fragments: unknown,
      backends: unknown,
      certificates: unknown,
    });
  });

  test("then what the policy's instance holds, by the names that policies use", async () => {
    const { facts } = await filled();
    const { tenants, ...instance } = await facts((now) => Object.values(now).every((fact) => fact.known));
    assert.deepEqual(instance, {
      namedValues: known([{ displayName: "host", secret: false, value: known("contoso.example") }]),
      fragments: known(["who-calls"]),
      backends: known(["orders"]),
      certificates: known(["partner"]),
    });
  });

  for (const [list, fact] of [
    ["list azure-named-value", "namedValues"],
    ["listFragments", "fragments"],
    ["listBackendIds", "backends"],
    ["listCertificateIds", "certificates"],
  ] as const) {
    test(`${fact} that cannot be read hide nothing else`, async () => {
      const { azure, facts } = await filled();
      azure.calls.failNext(list, new Failure("forbidden", "No right to read."));
      const readable = (now: LiveFacts) => Object.values(now).filter((one) => one.known).length === 4;
      assert.equal((await facts(readable))[fact], unknown);
    });
  }

  test("without the right to read the tenant's settings only its custom domains are unknown", async () => {
    const { auth0, facts } = await filled();
    auth0.calls.failNext("readTenant", new Failure("forbidden", "No read:tenant_settings."));
    const { tenants } = await facts((now) => now.tenants.known);
    assert.deepEqual(tenants.known && tenants.value.map(({ customDomains }) => customDomains), [unknown]);
  });

  test("a fragment that was just saved is known", async () => {
    const { azure, facts } = await filled();
    await facts(({ fragments }) => fragments.known);
    azure.putPolicy({ ...whoCalls, fragmentId: "new-one" }, "<fragment />");
    const uri = policyUri({ ...whoCalls, fragmentId: "new-one" });
    workspace.saved.fire({ uri: Uri.parse(uri.toString()), isDirty: false });
    const after = await facts(({ fragments }) => fragments.known && fragments.value.length === 2);
    assert.deepEqual(after.fragments, known(["who-calls", "new-one"]));
  });

  test("asks nothing and tells nobody once the extension has ended", async () => {
    const { accounts, store, azure } = await filled();
    let told = 0;
    store.onDidChange(() => {
      told += 1;
    });
    store.current(policy);
    store.dispose();
    await accounts.disconnectTenant(contoso);
    await new Promise((resolve) => setImmediate(resolve));
    assert.deepEqual([told, azure.calls.made.includes("list azure-named-value")], [0, false]);
  });

  test("a file belongs to no instance, and nothing is asked for it", async () => {
    const { azure, facts } = await filled();
    const file = documentAt(Uri.parse("file:///home/me/api.policy.xml"));
    const { fragments, backends } = await facts(({ tenants }) => tenants.known, file);
    assert.deepEqual([fragments, backends], [unknown, unknown]);
    assert.ok(!azure.calls.made.includes("listFragments"));
  });

  test("without any account there is nothing to know of a file", () => {
    const { accounts, services } = shellInMemory();
    const store = new LiveFactsStore(accounts, services.logger);
    assert.equal(store.current(documentAt(Uri.parse("file:///home/me/api.policy.xml"))), undefined);
  });
});

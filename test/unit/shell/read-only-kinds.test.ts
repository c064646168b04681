import assert from "node:assert/strict";
import { suite, test } from "mocha";
import type { Kind } from "../../../src/resources/kind.ts";
import { customDomain } from "../../../src/resources/kinds/custom-domain.ts";
import { settingsId, tenantSettings } from "../../../src/resources/kinds/tenant-settings.ts";
import { connectedShell, contoso } from "../../support/shell.ts";

const { Auth0Nodes } = await import("../../../src/shell/tree/auth0-nodes.ts");
const { FilePermission } = await import("../../support/vscode/index.ts");
const { resourceUri } = await import("../../../src/shell/documents/resource-uri.ts");
const { DocumentMarks } = await import("../../../src/shell/documents/document-marks.ts");

const signal = new AbortController().signal;

/** A tenant with a custom domain and settings of its own. */
async function tenant() {
  const shell = await connectedShell();
  const { stores } = shell.auth0;
  stores.settings.put(contoso.domain, settingsId, { friendly_name: "Contoso", default_audience: "orders" });
  stores.domains.put(contoso.domain, "cd_1", {
    id: "cd_1",
    domain: "login.contoso.example",
    type: "auth0_managed_certs",
    status: "ready",
  });
  return shell;
}

const places: readonly (readonly [Kind, string, RegExp])[] = [
  [customDomain as Kind, "cd_1", /"domain": "login\.contoso\.example"/],
  [tenantSettings as Kind, settingsId, /"default_audience": "orders"/],
];

suite("kinds that are read only", () => {
  test("stand in the tree with nothing to create, delete or begin from a template", async () => {
    const shell = await tenant();
    for await (const root of new Auth0Nodes(shell.accounts, shell.links).roots()) {
      for await (const group of root.children?.(signal) ?? []) {
        const { target } = group;
        if (target?.kind !== "resource-group" || !places.some(([kind]) => kind === target.of)) continue;
        const nodes = [group];
        for await (const node of group.children?.(signal) ?? []) nodes.push(node);
        assert.equal(nodes.length, 2);
        const words = nodes.flatMap(({ capabilities = [] }) => capabilities);
        for (const word of ["create", "delete", "template"] as const) assert.ok(!words.includes(word), word);
        assert.ok(words.includes("document"));
      }
    }
  });

  for (const [kind, id, said] of places) {
    test(`${kind.noun}: a document that cannot be saved, and says why in its first line`, async () => {
      const shell = await tenant();
      const { resources } = await shell.services.resourceDocuments.load();
      const uri = resourceUri(kind, { kind: kind.id, owner: contoso.domain, id });
      const text = new TextDecoder().decode(await resources.readFile(uri));
      assert.match(text, said);
      assert.equal((await resources.stat(uri)).permissions, FilePermission.Readonly);
      const marks = new DocumentMarks({ drafts: { read: () => undefined } as never, documents: resources });
      const [lens, ...more] = await marks.provideCodeLenses({ uri, isDirty: false } as never);
      assert.match(lens?.command?.title ?? "", /Read only\. .*Auth0 Dashboard/);
      assert.deepEqual([more, lens?.command?.command], [[], ""]);
    });
  }
});

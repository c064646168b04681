import assert from "node:assert/strict";
import type { Position, TextDocument } from "vscode";
import type { PolicyLevel } from "../../../src/domain/apim.ts";
import "../../support/vscode/install.ts";
import { splitCursor } from "../../support/cursor.ts";
import { contosoApim as instance } from "../../support/in-memory/index.ts";
import { type Location, Uri, workspace } from "../../support/vscode/index.ts";

const { FragmentDefinitionProvider } = await import("../../../src/shell/language/fragment-definitions.ts");
const { PolicyParser } = await import("../../../src/shell/language/policy-engine.ts");
const { policyUri } = await import("../../../src/shell/policy-uri.ts");

const api: PolicyLevel = { kind: "api", instance, apiId: "calc" };
const including = '<policies><inbound><include-fragment fragment-id="who-‸calls" /></inbound></policies>';

/** Where “Go to Definition” leads from the cursor in a policy at `uri`. */
async function definitions(uri: unknown, marked: string): Promise<string[]> {
  const { text, offset } = splitCursor(marked);
  // as much of a document as is looked at
  const document = {
    uri,
    version: 1,
    getText: () => text,
    offsetAt: () => offset,
  } as unknown as TextDocument;
  const found = await new FragmentDefinitionProvider(new PolicyParser()).provideDefinition(
    document,
    {} as Position,
  );
  return ((found ?? []) as unknown as Location[]).map((location) => location.uri.toString());
}

suite("from include-fragment to the fragment", () => {
  setup(() => {
    workspace.found = [];
    workspace.searches.length = 0;
  });

  test("in a policy of an instance: its document there, without a search", async () => {
    const fragment = policyUri({ kind: "fragment", instance, fragmentId: "who-calls" });
    assert.deepEqual(await definitions(policyUri(api), including), [fragment.toString()]);
    assert.deepEqual(workspace.searches, []);
  });

  test("an id that no fragment can have leads nowhere", async () => {
    assert.deepEqual(await definitions(policyUri(api), including.replace("who-", "../")), []);
  });

  test("in a file: files of that name in the workspace", async () => {
    workspace.found = [Uri.parse("file:///home/me/fragments/who-calls.xml")];
    const found = await definitions(Uri.parse("file:///home/me/api.policy.xml"), including);
    assert.deepEqual(found, ["file:///home/me/fragments/who-calls.xml"]);
    assert.deepEqual(workspace.searches, [
      "**/{who-calls.xml,who-calls.fragment.xml,who-calls.policy.xml,who-calls/policy.xml}",
    ]);
  });

  test("anywhere else: nowhere", async () => {
    assert.deepEqual(await definitions(policyUri(api), "<policies><inb‸ound /></policies>"), []);
  });
});

import assert from "node:assert/strict";
import { instancePath } from "../../../src/domain/instance-path.ts";
import { namedValue } from "../../../src/resources/kinds/named-value.ts";
import { contosoApim } from "../../support/in-memory/index.ts";
import { connectedShell } from "../../support/shell.ts";
import { person, window } from "../../support/vscode/index.ts";

const { runCommand } = await import("../../../src/shell/commands/run-command.ts");
const { createResourceCommand } = await import("../../../src/shell/resources/create-resource.ts");

type Moves = typeof person.moves;

/** Creates one from the palette, by a plan that is applied, and answers with what was sent to the cloud. */
async function created(...moves: Moves) {
  const { services, azure } = await connectedShell();
  window.panels.length = 0;
  window.onPanel = (panel) => panel.press("apply");
  const sent: object[] = [];
  const store = azure.shelves.get(namedValue.id)?.store ?? assert.fail();
  const create = store.create.bind(store);
  store.create = (ref, draft, signal) => {
    sent.push(draft);
    return create(ref, draft, signal);
  };
  const taken = { displayName: "taken", secret: false, value: "1" };
  const ref = { kind: namedValue.id, owner: instancePath(contosoApim), id: "taken" };
  await create(ref, taken, new AbortController().signal);
  person.moves = [{ pick: "Named value" }, ...moves];
  await runCommand(createResourceCommand(services), undefined, services.logger);
  return sent[0];
}

suite("a named value", () => {
  test("whose value may be read", async () => {
    const draft = await created({ type: "host" }, { pick: "Plain" }, { type: "contoso.example" });
    assert.deepEqual(draft, { displayName: "host", secret: false, value: "contoso.example" });
  });

  test("that is secret: typed out of sight, and on no page", async () => {
    const draft = await created({ type: "key" }, { pick: "Secret" }, { type: "hunter2" });
    assert.deepEqual(draft, { displayName: "key", secret: true, secretValue: "hunter2" });
    assert.equal(person.prompts.at(-1)?.password, true);
    assert.ok(!(window.panels[0]?.webview.html ?? "hunter2").includes("hunter2"));
  });

  test("that a key vault keeps: its address is asked for, and no value", async () => {
    const secretIdentifier = "https://contoso.vault.azure.net/secrets/backend-key";
    const draft = await created({ type: "key" }, { pick: "In a key vault" }, { type: secretIdentifier });
    assert.deepEqual(draft, { displayName: "key", secret: true, keyVault: { secretIdentifier } });
  });

  test("going back from the vault's address leaves no trace of it", async () => {
    const draft = await created(
      { type: "key" },
      { pick: "In a key vault" },
      "back",
      { pick: "Plain" },
      { type: "1" },
    );
    assert.deepEqual(draft, { displayName: "key", secret: false, value: "1" });
  });

  for (const [what, moves, complaint] of [
    ["a name with a space", [{ type: "my key" }], /letters, digits, dashes/],
    ["a name of another one", [{ type: "taken" }], /that of the named value “taken” already/],
    ["a name that is too long", [{ type: "x".repeat(257) }], /256 of them at most/],
    [
      "an address of no secret",
      [{ type: "key" }, { pick: "In a key vault" }, { type: "https://contoso.vault.azure.net/keys/k" }],
      /must be the address of a secret/,
    ],
    ["a value that is too long", [{ type: "key" }, { pick: "Plain" }, { type: "x".repeat(4097) }], /4096/],
  ] as const) {
    test(`${what} is refused where it is typed`, async () => {
      assert.equal(await created(...moves, "escape"), undefined);
      assert.match(person.complaint ?? "", complaint);
    });
  }
});

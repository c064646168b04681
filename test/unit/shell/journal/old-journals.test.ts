import assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import { createLogger } from "../../../../src/core/logger.ts";
import { shellInMemory } from "../../../support/shell.ts";
import { person, window } from "../../../support/vscode/index.ts";

const { OldJournals } = await import("../../../../src/shell/journal/old-journals.ts");
const { showOldPlan } = await import("../../../../src/shell/journal/old-plan-tab.ts");
const { openPlansCommand } = await import("../../../../src/shell/journal/open-plans.ts");
const { undoLastCommand } = await import("../../../../src/shell/journal/undo-last.ts");
const { runCommand } = await import("../../../../src/shell/commands/run-command.ts");

/** Written by 0.1.0's code: three plans with every kind of entry. */
const recorded = fs.readFileSync(
  path.resolve(import.meta.dirname, "../../../fixtures/journals/0.1.0.json"),
  "utf8",
);

async function oldShell() {
  const shell = shellInMemory();
  await shell.secrets.write("undoJournals", recorded);
  await shell.memento.update("undoCount", 3);
  window.panels.length = 0;
  window.onPanel = () => {};
  return shell;
}

suite("what plans of an earlier version did", () => {
  test("every entry is listed with where it is taken back by hand", async () => {
    const { services } = await oldShell();
    const entries = (await services.oldJournals.list()).flatMap((journal) => journal.entries);
    const kinds = new Set(
      JSON.parse(recorded).flatMap(({ entries: all }: { entries: { action: { kind: string } }[] }) =>
        all.map(({ action }) => action.kind),
      ),
    );
    assert.equal(kinds.size, 12);
    assert.equal(
      entries.length,
      JSON.parse(recorded).flatMap(({ entries: all }: { entries: unknown[] }) => all).length,
    );
    const places = entries.map(({ byHand }) => byHand);
    for (const place of places)
      assert.match(
        place,
        /^(?:Auth0 dashboard of contoso\.eu\.auth0\.com|Azure portal: API Management contoso-apim) ?[:›]/,
      );
    assert.deepEqual(
      places.filter((place) => /\{\d\}|undefined|› ›| {2}|: take out \.|delete \./.test(place)),
      [],
    );
    const one = (pattern: RegExp) =>
      assert.ok(
        places.some((place) => pattern.test(place)),
        String(pattern),
      );
    one(/APIs › basic-calculator › Delete/);
    one(/APIs › basic-calculator › Permissions: delete \w/);
    one(/client ID client_\d › Delete/);
    one(/Settings: take out https:.*authorization_code/);
    one(/Applications: switch off the one with the client ID client_\d/);
    one(/Database › apim-users › Delete/);
    one(/Users › apim-tester@example\.com › Delete/);
    one(/client grant \w+/);
    one(/OAuth 2\.0 \+ OpenID Connect › auth0-basic-calculator › Delete/);
    one(/APIs › basic-calculator › Settings › User authorization: take out auth0-basic-calculator/);
    one(/the policy of basic-calculator: put back/);
    one(/Developer portal › Portal overview › Publish/);
  });

  test("Undo does not touch them, and Show Plans shows them until they are dismissed", async () => {
    const { services, auth0, azure, secrets, memento } = await oldShell();
    await runCommand(undoLastCommand(services), undefined, services.logger);
    assert.match(person.heard, /nothing to undo/);
    for (let left = 3; left > 0; left -= 1) {
      person.moves = ["enter"];
      await runCommand(openPlansCommand(services), undefined, services.logger);
      assert.equal(person.prompts.at(-1)?.lines?.length, left + 1, "with the heading");
      const panel = window.panels.at(-1);
      assert.match(panel?.webview.html ?? "", /cannot be undone by this one[\s\S]*Auth0 dashboard of/);
      panel?.press("dismiss");
      while (memento.get("undoCount", 0) === left) await new Promise(setImmediate);
    }
    assert.equal(await secrets.read("undoJournals"), undefined);
    assert.deepEqual([auth0.calls.made, azure.calls.made], [[], []]);
    person.messages.length = 0;
    await runCommand(openPlansCommand(services), undefined, services.logger);
    assert.match(person.heard, /No plan was applied yet/);
  });

  test("a policy can be opened as it was before, and stands on no page", async () => {
    const { services } = await oldShell();
    const all = await services.oldJournals.list();
    const journal = all.find(({ entries }) => entries.some(({ policy }) => policy !== undefined));
    assert.ok(journal);
    showOldPlan(services, journal);
    const panel = window.panels.at(-1);
    const action = /data-action="(open-old-policy:\d+)"/.exec(panel?.webview.html ?? "")?.[1];
    panel?.press(action ?? "none");
    const uri = window.activeTextEditor?.document.uri;
    type Address = Parameters<typeof services.documents.provideTextDocumentContent>[0];
    assert.match(services.documents.provideTextDocumentContent(uri as Address), /keep {3}this/);
    assert.doesNotMatch(panel?.webview.html ?? "", /keep {3}this/);
  });

  test("what cannot be read is left as it is", async () => {
    const { secrets, memento } = await oldShell();
    await secrets.write("undoJournals", "{");
    const lines: string[] = [];
    const store = new OldJournals(secrets, memento, createLogger({ write: (_, line) => lines.push(line) }));
    assert.deepEqual(await store.list(), []);
    assert.equal(await secrets.read("undoJournals"), "{");
    assert.match(lines.join("\n"), /left as it is/);
  });

  test("the keychain is not asked where no earlier version has left anything", async () => {
    const { memento } = shellInMemory();
    const asked = () => Promise.reject(new Error("asked"));
    const store = new OldJournals(
      { read: asked, write: asked, delete: asked },
      memento,
      createLogger({ write: () => assert.fail() }),
    );
    assert.deepEqual(await store.list(), []);
  });
});

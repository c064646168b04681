import assert from "node:assert/strict";
import { commandIds } from "../../../src/shell/ids.ts";
import "../../support/vscode/install.ts";
import { commands, Uri } from "../../support/vscode/index.ts";
import { InMemoryMemento } from "../../support/vscode/memento.ts";

const { DraftMarks } = await import("../../../src/shell/editor/draft-marks.ts");
const { PolicyDrafts } = await import("../../../src/shell/editor/policy-drafts.ts");
const { SessionSecretStore } = await import("../../../src/shell/session/secret-storage.ts");

const uri = Uri.parse("apim-policy://s.g/n/apis/a/a.policy.xml");
const kept = Date.UTC(2026, 0, 2, 12);

function marked(secrets = new SessionSecretStore()) {
  const drafts = new PolicyDrafts(secrets, new InMemoryMemento(), true);
  const marks = new DraftMarks(drafts);
  const told: string[] = [];
  marks.onDidChangeFileDecorations((changed) => told.push(changed.toString()));
  marks.register();
  const lenses = () => marks.provideCodeLenses({ uri } as never).map(({ command }) => command);
  const decoration = (address = uri) => marks.provideFileDecoration(address as never);
  return { drafts, told, lenses, decoration };
}

suite("the marks of a draft", () => {
  test("are none where there is none", () => {
    const { lenses, decoration } = marked();
    assert.deepEqual(lenses(), []);
    assert.equal(decoration(), undefined);
    assert.equal(decoration(Uri.parse("file:///a/policy.xml")), undefined);
  });

  test("stand on tab and tree item, and in the first line with what can be done", async () => {
    const { drafts, told, lenses, decoration } = marked();
    await drafts.keep(uri.toString(), { text: "mine", kept, base: {} });
    assert.deepEqual(told, [uri.toString()]);
    assert.equal(decoration()?.badge, "D");
    assert.match(String(decoration()?.tooltip), /not applied/);
    const [words, ...buttons] = lenses();
    assert.match(words?.title ?? "", /Draft, not applied to API Management$/);
    assert.match(words?.tooltip ?? "", /2026/);
    assert.equal(words?.command, "");
    assert.deepEqual(
      buttons.map((button) => [button?.title, button?.command, button?.arguments]),
      [
        ["Save to API Management", commandIds.savePolicy, [uri]],
        ["Compare with Server", commandIds.comparePolicy, [uri]],
        ["Discard Draft", commandIds.discardDraft, [uri]],
      ],
    );
    assert.deepEqual(commands.context("auth0Apim.drafts"), [uri.toString()]);
    await drafts.drop(uri.toString());
    assert.deepEqual(lenses(), []);
    assert.deepEqual(commands.context("auth0Apim.drafts"), []);
  });

  test("say when its base is not known, and when it lasts no longer than the window", async () => {
    const secrets = new SessionSecretStore();
    secrets.write = () => Promise.reject(new Error("The keychain is locked."));
    const { drafts, lenses } = marked(secrets);
    await drafts.keep(uri.toString(), { text: "mine", kept });
    const [words] = lenses();
    assert.match(words?.title ?? "", /of an unknown version/);
    assert.match(words?.title ?? "", /only in this window/);
  });
});

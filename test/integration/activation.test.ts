import * as assert from "node:assert/strict";
import * as vscode from "vscode";
import manifest from "../../package.json" with { type: "json" };
import { buildOutputs, bytesLoadedBy, filesHolding } from "./build-outputs.ts";
import { loadedScripts } from "./loaded-scripts.ts";
import { activated, closeEditors } from "./support.ts";

const heavyParts = ["node_modules/auth0/", "node_modules/@azure/", "node_modules/undici/", "src/sandbox/"];

/** Files of our build that this extension host has loaded. */
function ours(): string[] {
  return loadedScripts()
    .filter((url) => /\/dist\/(chunks\/|program\/)?[^/]+\.m?js$/.test(url))
    .map((url) => url.slice(url.lastIndexOf("/") + 1))
    .filter((name) => Object.keys(buildOutputs()).some((file) => file.endsWith(`/${name}`)));
}

suite("activation", () => {
  suiteSetup(activated);
  teardown(closeEditors);

  test("the entry is loaded as a module, so the list of loaded scripts can be trusted", () => {
    assert.ok(ours().includes("extension.js"), ours().join());
  });

  test("the build has files that hold each SDK and the sandbox, so they could be noticed", () => {
    for (const name of heavyParts) assert.ok(filesHolding(name).length > 0, name);
  });

  test("loads neither SDK nor the sandbox", () => {
    const heavy = new Set(filesHolding(...heavyParts));
    assert.deepEqual(
      ours().filter((name) => heavy.has(name)),
      [],
    );
  });

  test("still loads neither after a policy file was opened", async () => {
    const [file] = await vscode.workspace.findFiles("*.policy.xml");
    assert.ok(file);
    const document = await vscode.workspace.openTextDocument(file);
    await vscode.window.showTextDocument(document);
    assert.equal(document.languageId, "apim-policy");
    const heavy = new Set(filesHolding(...heavyParts));
    assert.deepEqual(
      ours().filter((name) => heavy.has(name)),
      [],
    );
  });

  test("the entry with all it imports at once is at most 200 kB", () => {
    const bytes = bytesLoadedBy("dist/extension.js");
    assert.ok(bytes > 0 && bytes <= 200 * 1024, `${bytes} bytes`);
  });

  test("every command of the manifest is registered", async () => {
    const registered = new Set(await vscode.commands.getCommands(true));
    assert.deepEqual(
      manifest.contributes.commands.map(({ command }) => command).filter((id) => !registered.has(id)),
      [],
    );
  });
});

import assert from "node:assert/strict";
import manifest from "../../../package.json" with { type: "json" };
import "../../support/vscode/install.ts";
import { languages, workspace } from "../../support/vscode/index.ts";

const { tellOfRestrictedSettings } = await import("../../../src/shell/language/trust-status.ts");

suite("settings of a folder that is not trusted", () => {
  teardown(() => {
    workspace.isTrusted = true;
    languages.statusItems.length = 0;
  });

  test("are said to be ignored beside the language of a policy, until it is trusted", () => {
    workspace.isTrusted = false;
    tellOfRestrictedSettings();
    const [item] = languages.statusItems;
    assert.match(item?.text ?? "", /settings ignored/);
    assert.equal(item?.command?.command, "workbench.trust.manage");
    assert.equal(item?.severity, 1);
    workspace.trusted.fire();
    assert.ok(item?.disposed);
  });

  test("need no word where it is trusted", () => {
    tellOfRestrictedSettings();
    assert.deepEqual(languages.statusItems, []);
  });

  test("are left out as far as they can silence a rule: every one that a folder can set for a document", () => {
    const { untrustedWorkspaces } = manifest.capabilities;
    assert.equal(untrustedWorkspaces.supported, "limited");
    const ofDocuments = Object.entries(manifest.contributes.configuration.properties).flatMap(
      ([key, setting]) => ("scope" in setting && setting.scope === "resource" ? [key] : []),
    );
    assert.ok(ofDocuments.includes("auth0Apim.lint.rules"));
    assert.deepEqual([...untrustedWorkspaces.restrictedConfigurations].sort(), ofDocuments.sort());
  });
});

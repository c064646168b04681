import assert from "node:assert/strict";
import "../../support/vscode/install.ts";
import { languages, Position, Range, Uri, workspace } from "../../support/vscode/index.ts";

const { recognizePolicies } = await import("../../../src/shell/language/xml-documents.ts");

const setting = "auth0Apim.language.recognizeXml";

/** A document of XML, as much of it as is looked at. */
function xmlOf(text: string, languageId = "xml", name = "a.xml") {
  return {
    uri: Uri.parse(`file:///${name}`),
    isDirty: false,
    languageId,
    text,
    positionAt: (offset: number) => new Position(0, offset),
    lineAt: () => ({ range: new Range(0, 0, 0, 0) }),
    getText({ end }: Range) {
      return this.text.slice(0, end.character);
    },
  };
}

suite("XML that is a policy", () => {
  let listening: { dispose(): unknown };
  const start = (on: boolean) => {
    workspace.settings.set(setting, on);
    listening = recognizePolicies();
  };
  const chosen = () => languages.chosen.map(({ document }) => document);
  teardown(() => {
    listening.dispose();
    workspace.settings.clear();
    workspace.textDocuments = [];
    languages.chosen.length = 0;
  });

  test("is told by its root, in XML only", () => {
    start(true);
    const policies = xmlOf('<?xml version="1.0"?>\n<!-- a --><policies>');
    const fragment = xmlOf("<fragment/>");
    for (const document of [policies, fragment, xmlOf("<project/>"), xmlOf("<policies/>", "plaintext")])
      workspace.opened.fire(document);
    assert.deepEqual(chosen(), [policies, fragment]);
  });

  test("is told in templates by their names, too, whatever language they are in", () => {
    start(true);
    const names = ["a.xml.tpl", "a.tpl", "a.tftpl", "a.xml.j2", "a.xml.erb"];
    const templates = names.map((name) => xmlOf("%{ if x ~}\n<policies>", "plaintext", name));
    const others = ["a.txt", "a.j2", "a.html.erb"].map((name) => xmlOf("<policies>", "plaintext", name));
    for (const document of [...templates, ...others, xmlOf("<div>", "plaintext", "a.tpl")])
      workspace.opened.fire(document);
    assert.deepEqual(chosen(), templates);
  });

  test("is told behind a long licence, too", () => {
    start(true);
    const document = xmlOf(`<!--${" all rights reserved".repeat(1000)} -->\n<policies>`);
    workspace.opened.fire(document);
    assert.deepEqual(chosen(), [document]);
  });

  test("that is open already is seen when the setting is switched on", () => {
    const document = xmlOf("<policies/>");
    workspace.textDocuments = [document];
    start(false);
    workspace.settings.set(setting, true);
    workspace.configured.fire({ affectsConfiguration: (key) => key === setting });
    assert.deepEqual(chosen(), [document]);
  });

  test("is seen when it was written after its document was opened, and is saved", () => {
    start(true);
    const document = xmlOf("");
    workspace.opened.fire(document);
    document.text = "<policies/>";
    workspace.saved.fire(document);
    assert.deepEqual(chosen(), [document]);
  });

  test("stays XML when somebody turns it back", () => {
    start(true);
    const document = xmlOf("<policies/>");
    workspace.opened.fire(document);
    workspace.opened.fire(document);
    assert.deepEqual(chosen(), [document]);
  });
});

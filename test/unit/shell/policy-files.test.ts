import assert from "node:assert/strict";
import "../../support/vscode/install.ts";
import { ConfigurationTarget, Uri, workspace } from "../../support/vscode/index.ts";

const { globsToRemember, isPolicyFile, rememberPolicyFiles } = await import(
  "../../../src/shell/language/policy-files.ts"
);

const setting = "auth0Apim.language.files";

type TextDocument = Parameters<typeof isPolicyFile>[0];

/** As much of a document as its name. */
function documentAt(uri: string, isUntitled = false): TextDocument {
  return Object.assign(Object.create(null), { uri: Uri.parse(uri), isUntitled });
}

suite("files that a setting makes policies", () => {
  setup(() => {
    workspace.workspaceFolders = [{ uri: Uri.parse("file:///home/apis") }];
  });
  teardown(() => {
    workspace.settings.clear();
    workspace.updates.length = 0;
    workspace.workspaceFolders = undefined;
  });

  const names = (globs: unknown, uri: string) => {
    workspace.settings.set(setting, globs);
    return isPolicyFile(documentAt(uri));
  };

  test("are named by their path in the folder", () => {
    assert.ok(names(["orders/in.xml"], "file:///home/apis/orders/in.xml"));
    assert.ok(names(["x", "orders/*.tpl"], "file:///home/apis/orders/in.tpl"));
    assert.ok(!names(["orders/*.tpl"], "file:///home/apis/deep/orders/in.tpl"));
    assert.ok(!names(["orders/in.xml"], "file:///elsewhere/orders/in.xml"));
  });

  test("are named wherever they are", () => {
    for (const path of ["/work/apis/a.xml.tpl", "/work/apis/b/c.xml.tpl", "/elsewhere/d.xml.tpl"])
      assert.ok(names(["**/*.xml.tpl"], `file://${path}`), path);
  });

  test("are none where the setting holds nothing, or nothing that is a glob", () => {
    for (const value of [undefined, [], "orders/in.xml", [1, null, ""], { a: 1 }])
      assert.ok(!names(value, "file:///home/apis/orders/in.xml"), JSON.stringify(value));
  });

  test("may be remembered one by one, and templates by their ending", () => {
    assert.deepEqual(globsToRemember(documentAt("file:///home/apis/a.xml")), ["a.xml"]);
    for (const ending of [".tpl", ".tftpl", ".xml.tpl", ".xml.j2", ".xml.erb"]) {
      const globs = globsToRemember(documentAt(`file:///home/apis/b/a${ending}`));
      assert.deepEqual(globs, [`b/a${ending}`, `**/*${ending}`]);
    }
  });

  test("with signs of globs in their names are remembered as they are called", () => {
    const document = documentAt("file:///home/apis/a[1]/{b}*.xml");
    const [glob] = globsToRemember(document);
    assert.equal(glob, "a[[]1[]]/[{]b[}][*].xml");
    assert.ok(names([glob], "file:///home/apis/a[1]/{b}*.xml"));
  });

  test("are not asked about when they are no files, or named already", () => {
    assert.deepEqual(globsToRemember(documentAt("untitled:Untitled-1", true)), []);
    workspace.settings.set(setting, ["a.xml"]);
    assert.deepEqual(globsToRemember(documentAt("file:///home/apis/a.xml")), []);
  });

  test("are added to those of the workspace, or of the person where none is open", async () => {
    workspace.settings.set(setting, ["a.xml"]);
    const document = documentAt("file:///home/apis/b.xml");
    await rememberPolicyFiles("b.xml", document);
    workspace.workspaceFolders = undefined;
    await rememberPolicyFiles("c.xml", document);
    assert.deepEqual(workspace.updates, [
      { key: setting, value: ["a.xml", "b.xml"], target: ConfigurationTarget.Workspace },
      { key: setting, value: ["a.xml", "b.xml", "c.xml"], target: ConfigurationTarget.Global },
    ]);
  });
});

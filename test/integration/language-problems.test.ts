import * as assert from "node:assert/strict";
import * as vscode from "vscode";
import { commandIds, settingKeys } from "../../src/shell/ids.ts";
import { inbound, open, problems, withSettings, workspaceFile } from "./language-support.ts";
import { activated, closeEditors, eventually, retype } from "./support.ts";

const clean = inbound('<set-header name="X-Day" exists-action="delete" />');
const misspelt = clean.replace("set-header", "set-headr");
const withoutSlash = inbound(
  '<validate-jwt header-name="Authorization" failed-validation-httpcode="401" require-scheme="Bearer" clock-skew="60">\n\t\t\t<openid-config url="https://tenant.eu.auth0.com/.well-known/openid-configuration" />\n\t\t\t<audiences>\n\t\t\t\t<audience>https://api.example.com</audience>\n\t\t\t</audiences>\n\t\t\t<issuers>\n\t\t\t\t<issuer>https://tenant.eu.auth0.com</issuer>\n\t\t\t</issuers>\n\t\t</validate-jwt>',
);
const withSlash = withoutSlash.replace(".com</issuer>", ".com/</issuer>");

async function actions(document: vscode.TextDocument, range: vscode.Range): Promise<vscode.CodeAction[]> {
  return vscode.commands.executeCommand<vscode.CodeAction[]>(
    "vscode.executeCodeActionProvider",
    document.uri,
    range,
    vscode.CodeActionKind.QuickFix.value,
  );
}

async function apply(all: readonly vscode.CodeAction[], title: RegExp): Promise<void> {
  const action = all.find((candidate) => title.test(candidate.title));
  assert.ok(action?.edit, `${title} is not among ${all.map((candidate) => candidate.title)}`);
  assert.ok(await vscode.workspace.applyEdit(action.edit));
}

suite("the policy language: problems", () => {
  suiteSetup(activated);
  teardown(closeEditors);

  test("appear after typing, where they are, with the rule's id, and go when they are mended", async () => {
    const { document } = await open(clean);
    await retype(document, misspelt);
    const [problem] = await problems(document, "known-policy");
    assert.ok(problem);
    assert.equal(document.getText(problem.range), "set-headr");
    assert.equal(problem.severity, vscode.DiagnosticSeverity.Error);
    assert.equal(problem.source, "apim-policy");
    assert.match(problem.message, /set-header/);
    await retype(document, clean);
    await problems(document);
  });

  test("follow the text: of two changes in a row, the last one counts", async () => {
    const { document } = await open(clean);
    await retype(document, misspelt);
    await retype(document, withoutSlash);
    const [problem] = await problems(document, "auth0-issuer-slash");
    assert.ok(problem);
    assert.equal(document.getText(problem.range), "https://tenant.eu.auth0.com");
  });

  test("go with the document", async () => {
    const { document } = await open(misspelt);
    await problems(document, "known-policy");
    const gone = problems(document);
    await closeEditors();
    await gone;
  });

  test("a quick fix mends one", async () => {
    const { document } = await open(misspelt);
    const [problem] = await problems(document, "known-policy");
    assert.ok(problem);
    await apply(await actions(document, problem.range), /set-header/);
    assert.equal(document.getText(), clean);
    await problems(document);
  });

  test("another quick fix silences one on its line", async () => {
    const { document } = await open(misspelt);
    const [problem] = await problems(document, "known-policy");
    assert.ok(problem);
    await apply(await actions(document, problem.range), /Do not report known-policy on this line/);
    assert.match(
      document.getText(),
      /\t\t<!-- auth0-apim-disable-next-line known-policy -->\n\t\t<set-headr/,
    );
    await problems(document);
  });

  test("what can be fixed is fixed on saving, when the settings say so", async () => {
    const uri = await workspaceFile("fix-on-save.policy.xml", "");
    const document = await vscode.workspace.openTextDocument(uri);
    assert.equal(document.languageId, "apim-policy");
    await vscode.window.showTextDocument(document);
    await withSettings(
      { "editor.codeActionsOnSave": { "source.fixAll.auth0Apim": "explicit" } },
      async () => {
        await retype(document, withoutSlash);
        assert.ok(await document.save());
      },
    );
    assert.equal(document.getText(), withSlash);
    assert.equal(new TextDecoder().decode(await vscode.workspace.fs.readFile(uri)), withSlash);
    await problems(document);
  });

  test("nothing is fixed on saving otherwise", async () => {
    const document = await vscode.workspace.openTextDocument(await workspaceFile("as-it-is.policy.xml", ""));
    await vscode.window.showTextDocument(document);
    await retype(document, withoutSlash);
    assert.ok(await document.save());
    assert.equal(document.getText(), withoutSlash);
  });

  test("a rule can be switched off, or have another severity", async () => {
    const { document } = await open(misspelt);
    await problems(document, "known-policy");
    await withSettings({ [settingKeys.lintRules]: { "known-policy": "off" } }, async () => {
      await problems(document);
    });
    await withSettings({ [settingKeys.lintRules]: { "known-policy": "hint" } }, async () => {
      await eventually(vscode.languages.onDidChangeDiagnostics, () =>
        vscode.languages
          .getDiagnostics(document.uri)
          .find(({ severity }) => severity === vscode.DiagnosticSeverity.Hint),
      );
    });
    await problems(document, "known-policy");
  });
});

suite("the policy language: which documents are policies", () => {
  suiteSetup(activated);
  teardown(closeEditors);

  const becomesPolicy = (uri: vscode.Uri) =>
    eventually(vscode.workspace.onDidOpenTextDocument, () =>
      vscode.workspace.textDocuments.find(
        (document) => document.uri.toString() === uri.toString() && document.languageId === "apim-policy",
      ),
    );

  test("*.policy.xml and policy.xml are", async () => {
    for (const name of ["orders.policy.xml", "policy.xml", "deep/policy.xml"]) {
      const document = await vscode.workspace.openTextDocument(await workspaceFile(name, clean));
      assert.equal(document.languageId, "apim-policy", name);
    }
  });

  test("templates of them are by their names", async () => {
    for (const name of [
      "orders.policy.xml.tpl",
      "policy.xml.tftpl",
      "orders.policy.xml.j2",
      "policy.xml.erb",
    ]) {
      const document = await vscode.workspace.openTextDocument(await workspaceFile(name, clean));
      assert.equal(document.languageId, "apim-policy", name);
    }
  });

  test("files that the setting names are, whatever they are called, and others are not", async () => {
    const other = await vscode.workspace.openTextDocument(await workspaceFile("other.txt", misspelt));
    await withSettings({ [settingKeys.policyFiles]: ["listed/*.txt", "**/*.xml.tpl"] }, async () => {
      for (const name of ["listed/a.txt", "deep/b.xml.tpl"]) {
        const uri = await workspaceFile(name, misspelt);
        const found = becomesPolicy(uri);
        await vscode.workspace.openTextDocument(uri);
        await problems(await found, "known-policy");
      }
    });
    assert.equal(other.languageId, "plaintext");
  });

  test("templates with the root of a policy are when the setting says so", async () => {
    await withSettings({ [settingKeys.recognizeXml]: true }, async () => {
      const uri = await workspaceFile("found.tftpl", `%{ if a ~}\n${misspelt}%{ endif ~}\n`);
      const found = becomesPolicy(uri);
      await vscode.workspace.openTextDocument(uri);
      await problems(await found, "known-policy");
    });
  });

  test("another XML document is when the command says so", async () => {
    const { document } = await open(misspelt, "xml");
    assert.equal(document.languageId, "xml");
    await vscode.commands.executeCommand(commandIds.treatAsPolicy);
    await problems(await becomesPolicy(document.uri), "known-policy");
  });

  test("XML with the root of a policy is when the setting says so, and other XML is not", async () => {
    await withSettings({ [settingKeys.recognizeXml]: true }, async () => {
      const other = await vscode.workspace.openTextDocument(await workspaceFile("other.xml", "<project />"));
      const found = becomesPolicy(await workspaceFile("found.xml", `<?xml version="1.0"?>\n${misspelt}`));
      const [folder] = vscode.workspace.workspaceFolders ?? [];
      assert.ok(folder);
      await vscode.workspace.openTextDocument(vscode.Uri.joinPath(folder.uri, "found.xml"));
      await problems(await found, "known-policy");
      assert.equal(other.languageId, "xml");
    });
  });

  test("XML that is open when the setting is switched on is, until somebody turns it back", async () => {
    const document = await vscode.workspace.openTextDocument(await workspaceFile("later.xml", misspelt));
    assert.equal(document.languageId, "xml");
    await withSettings({ [settingKeys.recognizeXml]: true }, async () => {
      await problems(await becomesPolicy(document.uri), "known-policy");
      await vscode.languages.setTextDocumentLanguage(document, "xml");
      await problems(document);
      assert.equal(document.languageId, "xml");
    });
  });

  test("the read-only side of a comparison is one, without problems of its own", async () => {
    const registered = vscode.workspace.registerFileSystemProvider(
      "stored-version",
      storedVersions(misspelt),
      { isReadonly: true },
    );
    try {
      const before = vscode.Uri.from({ scheme: "stored-version", path: "/orders.policy.xml" });
      const document = await vscode.workspace.openTextDocument(before);
      assert.equal(document.languageId, "apim-policy");
      await vscode.window.showTextDocument(document);
      const { document: own } = await open(misspelt);
      await problems(own, "known-policy");
      assert.deepEqual(vscode.languages.getDiagnostics(before), []);
    } finally {
      registered.dispose();
    }
  });

  test("XML with the root of a policy stays XML otherwise", async () => {
    const uri = await workspaceFile("stays.xml", misspelt);
    assert.equal((await vscode.workspace.openTextDocument(uri)).languageId, "xml");
    assert.deepEqual(vscode.languages.getDiagnostics(uri), []);
  });
});

/** A read-only file system in which every file has this text, like the one that shows older versions of a file. */
function storedVersions(text: string): vscode.FileSystemProvider {
  const refuse = () => {
    throw vscode.FileSystemError.NoPermissions();
  };
  const bytes = new TextEncoder().encode(text);
  return {
    onDidChangeFile: new vscode.EventEmitter<vscode.FileChangeEvent[]>().event,
    watch: () => new vscode.Disposable(() => {}),
    stat: () => ({ type: vscode.FileType.File, ctime: 0, mtime: 0, size: bytes.length }),
    readFile: () => bytes,
    readDirectory: () => [],
    createDirectory: refuse,
    writeFile: refuse,
    delete: refuse,
    rename: refuse,
  };
}

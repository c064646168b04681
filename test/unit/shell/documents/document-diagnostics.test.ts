import assert from "node:assert/strict";
import { DiagnosticSeverity, languages, Range, Uri, workspace } from "../../../support/vscode/index.ts";
import { shellWithServer, uri } from "./opened.ts";

const { DocumentDiagnostics } = await import("../../../../src/shell/documents/document-diagnostics.ts");
const { commandIds } = await import("../../../../src/shell/ids.ts");
const { kindOfDocument } = await import("../../../../src/shell/documents/document-kind.ts");

interface Shown {
  readonly message: string;
  readonly code: string;
  readonly severity: number;
}

async function checked() {
  const shell = await shellWithServer();
  const diagnostics = new DocumentDiagnostics(shell.resources, shell.services.logger);
  const registered = diagnostics.register();
  const collection = languages.collections.get("auth0-apim") ?? assert.fail();
  const document = await shell.open();
  workspace.opened.fire(document);
  /** The problems that stand there once everything was looked for. */
  const problems = async () => {
    await diagnostics.provideCodeActions(document as never, new Range(0, 0, 0, 0) as never);
    await new Promise((resolve) => setImmediate(resolve));
    return (collection.entries.get(uri.toString()) ?? []) as unknown as readonly Shown[];
  };
  const fixes = (part: string) =>
    diagnostics.provideCodeActions(document as never, document.rangeOf(part) as never);
  const end = () => {
    for (const one of registered) one.dispose();
  };
  return { ...shell, diagnostics, document, problems, fixes, collection, end };
}

suite("the problems of a document", () => {
  test("are none as it was opened", async () => {
    const { problems, end } = await checked();
    assert.deepEqual(await problems(), []);
    end();
  });

  test("are what no schema can say: what is fixed, unknown, or a secret", async () => {
    const { document, problems, end } = await checked();
    document.retype('"auth0-calculator"', '"auth0-other"');
    document.retype('"clientId"', '"clientld"');
    document.retype('{ "secret": "keep" }', '"typed-here"');
    const found = await problems();
    assert.deepEqual(
      found.map(({ code, severity }) => [code, severity]),
      [
        ["immutable-changed", DiagnosticSeverity.Error],
        ["unknown-field", DiagnosticSeverity.Error],
        ["secret-in-clear", DiagnosticSeverity.Error],
      ],
    );
    assert.ok(!JSON.stringify(found).includes("typed-here"));
    end();
  });

  test("leave to VS Code's own support of JSON what that says", async () => {
    const { document, problems, end } = await checked();
    document.type("{ broken");
    assert.deepEqual(await problems(), []);
    end();
  });

  test("come with what mends them", async () => {
    const { document, fixes, end } = await checked();
    document.retype('"auth0-calculator"', '"auth0-other"');
    const [fix] = await fixes('"auth0-other"');
    assert.equal(fix?.title, "Put “id” back");
    assert.deepEqual(await fixes('"grantTypes"'), []);
    end();
  });

  test("that are secrets are taken out for good: the document is opened anew, without Undo", async () => {
    const { document, fixes, end } = await checked();
    for (const [kept, typed] of [
      ['{ "secret": "keep" }', '"typed-here"'],
      ['"typed-here"', '{ "secret": "typed-there" }'],
    ] as const) {
      document.retype(kept, typed);
      const [fix] = await fixes(typed.replace('{ "secret": ', "").replace(" }", ""));
      assert.equal(fix?.command?.command, commandIds.openWithoutUndo);
      assert.deepEqual(fix?.command?.arguments, [uri]);
    }
    document.retype('"typed-there"', '"kee"');
    assert.deepEqual(
      (await fixes('"kee"')).map(({ command }) => command),
      [undefined],
      "half a wish",
    );
    document.retype('"auth0-calculator"', '"auth0-other"');
    assert.equal((await fixes('"auth0-other"'))[0]?.command, undefined);
    end();
  });

  test("are those of the newest version only", async () => {
    const { document, diagnostics, problems, end } = await checked();
    document.retype('"clientId"', '"clientld"');
    const late = diagnostics.provideCodeActions(document as never, document.rangeOf('"clientld"') as never);
    document.retype('"clientld"', '"clientId"');
    assert.deepEqual(await late, []);
    assert.deepEqual(await problems(), []);
    end();
  });

  test("go with their editor", async () => {
    const { document, problems, collection, end } = await checked();
    document.retype('"clientId"', '"clientld"');
    assert.equal((await problems()).length, 1);
    document.close();
    assert.equal(collection.entries.has(uri.toString()), false);
    end();
  });

  test("are looked for in templates on disk, and not in what can only be looked at", () => {
    const kindAt = (address: string) => kindOfDocument({ uri: Uri.parse(address) as never })?.id;
    assert.equal(kindAt("file:///a/portal.authorization-server.json"), "azure-authorization-server");
    assert.equal(kindAt("git:///a/portal.authorization-server.json"), undefined);
    assert.equal(kindAt("auth0-apim-document:/1/now.json"), undefined);
    assert.equal(kindAt("file:///a/package.json"), undefined);
  });
});

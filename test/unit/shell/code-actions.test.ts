import assert from "node:assert/strict";
import type { CancellationToken, CodeActionContext, Range as EditorRange, TextDocument } from "vscode";
import { createLogger } from "../../../src/core/logger.ts";
import "../../support/vscode/install.ts";
import {
  type CodeAction,
  CodeActionKind,
  CodeActionTriggerKind,
  Diagnostic,
  Position,
  Range,
  Uri,
} from "../../support/vscode/index.ts";

const { fixAllKind, PolicyCodeActions } = await import("../../../src/shell/language/code-actions.ts");
const { PolicyDiagnostics } = await import("../../../src/shell/language/policy-diagnostics.ts");
const { PolicyParser } = await import("../../../src/shell/language/policy-engine.ts");

const issuer = "https://tenant.eu.auth0.com";
const jwt = `<validate-jwt header-name="Authorization" failed-validation-httpcode="401" require-scheme="Bearer" clock-skew="60"><openid-config url="${issuer}/.well-known/openid-configuration" /><audiences><audience>https://api.example.com</audience></audiences><issuers><issuer>${issuer}</issuer></issuers></validate-jwt>`;
const policyText = `<policies><inbound><base /><set-headr /><set-headr />${jwt}</inbound></policies>`;
/** The two places of the misspelt policy. */
const [FIRST, SECOND] = [policyText.indexOf("set-headr"), policyText.lastIndexOf("set-headr")];

/** As much of a document of one line as is looked at. */
function documentOf(text: string) {
  return {
    uri: Uri.parse("file:///a.policy.xml"),
    version: 1,
    getText: () => text,
    positionAt: (offset: number) => new Position(0, offset),
  };
}

const range = (start: number, end: number) => new Range(0, start, 0, end);

function diagnosticAt(start: number): Diagnostic {
  const diagnostic = new Diagnostic(range(start, start + "set-headr".length), "", 0);
  diagnostic.source = "apim-policy";
  diagnostic.code = { value: "known-policy" };
  return diagnostic;
}

suite("code actions in a policy", () => {
  const facts = { current: () => undefined };
  let parser: InstanceType<typeof PolicyParser>;
  let diagnostics: InstanceType<typeof PolicyDiagnostics>;
  setup(() => {
    parser = new PolicyParser();
    diagnostics = new PolicyDiagnostics(parser, facts, createLogger({ write: () => {} }));
  });
  teardown(() => diagnostics.dispose());

  async function ask(
    document: ReturnType<typeof documentOf>,
    place: Range,
    only?: CodeActionKind,
    known: readonly Diagnostic[] = [],
    triggerKind: number = CodeActionTriggerKind.Automatic,
  ): Promise<CodeAction[]> {
    const actions = await new PolicyCodeActions(parser, diagnostics, facts).provideCodeActions(
      document as unknown as TextDocument,
      place as unknown as EditorRange,
      { only, diagnostics: known, triggerKind } as unknown as CodeActionContext,
      { isCancellationRequested: false } as CancellationToken,
    );
    return actions as unknown as CodeAction[];
  }

  const kinds = (actions: readonly CodeAction[]) => [...new Set(actions.map(({ kind }) => kind.value))];

  test("are quick fixes where no kind is asked for, and “fix all” too where any kind is", async () => {
    const place = range(FIRST, FIRST);
    assert.deepEqual(kinds(await ask(documentOf(policyText), place)), ["quickfix"]);
    assert.deepEqual(kinds(await ask(documentOf(policyText), place, CodeActionKind.Empty)), [
      "source.fixAll.auth0Apim",
      "quickfix",
    ]);
  });

  test("are “fix all” alone where it, or a kind that holds it, is asked for", async () => {
    for (const kind of [CodeActionKind.Source, CodeActionKind.SourceFixAll, fixAllKind as unknown]) {
      const actions = await ask(documentOf(policyText), range(0, 0), kind as CodeActionKind);
      assert.deepEqual(kinds(actions), ["source.fixAll.auth0Apim"]);
      const [edit] = actions[0]?.edit?.edits.get("file:///a.policy.xml") ?? [];
      assert.equal(edit?.newText, "/");
    }
  });

  test("are none of a kind that we have not", async () => {
    assert.deepEqual(
      await ask(documentOf(policyText), range(0, policyText.length), CodeActionKind.Refactor),
      [],
    );
  });

  test("belong to the problem they mend, not to another of the same rule", async () => {
    const known = [diagnosticAt(FIRST), diagnosticAt(SECOND)];
    const actions = await ask(
      documentOf(policyText),
      range(FIRST, SECOND + 1),
      CodeActionKind.QuickFix,
      known,
    );
    const mended = actions.flatMap(({ diagnostics: own }) => (own ? [own] : []));
    assert.deepEqual(mended, [[known[0]], [known[1]]]);
  });

  test("of a version that the document is no longer in are none", async () => {
    const document = documentOf(policyText);
    const asked = ask(document, range(FIRST, FIRST));
    document.version = 2;
    assert.deepEqual(await asked, []);
  });

  test("are none that would make a new error at their place", async () => {
    const doubled = documentOf("<policies><inbound><base /></inbound><inbond><base /></inbond></policies>");
    const at = doubled.getText().indexOf("inbond");
    const titles = (await ask(doubled, range(at, at))).map(({ title }) => title);
    assert.deepEqual(titles, ["Do not report known-policy on this line"]);
  });

  suite("that leave fixes out", () => {
    const { Invoke, Automatic } = CodeActionTriggerKind;
    const all = CodeActionKind.SourceFixAll;

    test("tell which, where they are after the fix, and whether somebody asked", async () => {
      for (const [kind, asked] of [
        [Invoke, true],
        [Automatic, false],
      ] as const) {
        const [action] = await ask(documentOf(policyText), range(0, 0), all, [], kind);
        assert.equal(action?.command?.command, "auth0Apim.showLeftOutFixes");
        const places = [`1:${FIRST + 1} known-policy`, `1:${SECOND + 1} known-policy`];
        assert.deepEqual(action?.command?.arguments, [{ places, asked }]);
      }
    });

    test("tell nothing when there is nothing to tell", async () => {
      const [action] = await ask(
        documentOf(policyText.replaceAll("<set-headr />", "")),
        range(0, 0),
        all,
        [],
        Invoke,
      );
      assert.ok(action?.edit);
      assert.equal(action.command, undefined);
    });

    test("are there without an edit only for somebody who asks", async () => {
      const text = "<policies><inbound><base /><set-headr /></inbound></policies>";
      assert.deepEqual(await ask(documentOf(text), range(0, 0), all, [], Automatic), []);
      const [action] = await ask(documentOf(text), range(0, 0), all, [], Invoke);
      assert.equal(action?.command?.command, "auth0Apim.showLeftOutFixes");
    });
  });
});

import { Disposable, languages, type TextDocument, window, workspace } from "vscode";
import { hasPolicyRoot } from "../../domain/policy-root.ts";
import { policyLanguageId, settingKeys } from "../ids.ts";

/** How many characters are looked at: room for any licence in front of the root. */
const LOOK_AT = 64 * 1024;

/** Whether `document` is XML that begins as a policy does. */
function looksLikePolicy(document: TextDocument): boolean {
  if (document.languageId !== "xml") return false;
  const end = document.positionAt(LOOK_AT);
  return hasPolicyRoot(document.getText(document.lineAt(0).range.with(undefined, end)));
}

/**
 * Treats XML documents with a policy's root as policies when the setting says so: when they are opened or saved, and when
 * the setting is switched on. Who turns such a document back into XML is not contradicted.
 */
export function recognizePolicies(): Disposable {
  const recognized = new WeakSet<TextDocument>();
  const consider = (document: TextDocument) => {
    const wanted = workspace.getConfiguration(undefined, document.uri).get(settingKeys.recognizeXml, false);
    if (!wanted || recognized.has(document) || !looksLikePolicy(document)) return;
    recognized.add(document);
    void languages.setTextDocumentLanguage(document, policyLanguageId);
  };
  const considerAll = () => workspace.textDocuments.forEach(consider);
  considerAll();
  return Disposable.from(
    workspace.onDidOpenTextDocument(consider),
    workspace.onDidSaveTextDocument(consider),
    workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration(settingKeys.recognizeXml)) considerAll();
    }),
  );
}

/** Treats the document in the active editor as a policy; `false` when there is none. */
export async function treatActiveDocumentAsPolicy(): Promise<boolean> {
  const document = window.activeTextEditor?.document;
  if (!document) return false;
  await languages.setTextDocumentLanguage(document, policyLanguageId);
  return true;
}

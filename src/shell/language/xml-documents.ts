import { Disposable, languages, type TextDocument, window, workspace } from "vscode";
import { hasPolicyRoot } from "../../domain/policy-root.ts";
import { policyLanguageId, settingKeys } from "../ids.ts";
import { isPolicyFile } from "./policy-files.ts";

/** How many characters are looked at: room for any licence in front of the root. */
const lookAt = 64 * 1024;

/** What deployment tools call the XML that they fill in. */
const template = /\.(?:tpl|tftpl)$|\.xml\.(?:j2|erb)$/i;

/** Whether `document` is XML, or a template of some, that begins as a policy does. */
export function looksLikePolicy(document: TextDocument): boolean {
  if (document.languageId !== "xml" && !template.test(document.uri.path)) return false;
  const end = document.positionAt(lookAt);
  return hasPolicyRoot(document.getText(document.lineAt(0).range.with(undefined, end)));
}

/** Whether the settings make a policy of `document`. */
function isWanted(document: TextDocument): boolean {
  if (document.languageId === policyLanguageId) return false;
  const recognizes = workspace.getConfiguration(undefined, document.uri).get(settingKeys.recognizeXml, false);
  return isPolicyFile(document) || (recognizes && looksLikePolicy(document));
}

/**
 * Treats documents as policies that the settings say are: files by their names, and XML by its root. When they are opened
 * or saved, and when a setting changes. Who turns such a document back is not contradicted.
 */
export function recognizePolicies(): Disposable {
  const recognized = new WeakSet<TextDocument>();
  const consider = (document: TextDocument) => {
    if (recognized.has(document) || !isWanted(document)) return;
    recognized.add(document);
    void languages.setTextDocumentLanguage(document, policyLanguageId);
  };
  const considerAll = () => workspace.textDocuments.forEach(consider);
  considerAll();
  return Disposable.from(
    workspace.onDidOpenTextDocument(consider),
    workspace.onDidSaveTextDocument(consider),
    workspace.onDidChangeConfiguration((event) => {
      const settings = [settingKeys.recognizeXml, settingKeys.policyFiles];
      if (settings.some((key) => event.affectsConfiguration(key))) considerAll();
    }),
  );
}

/** Treats the document in the active editor as a policy and returns it; `undefined` when there is none. */
export async function treatActiveDocumentAsPolicy(): Promise<TextDocument | undefined> {
  const document = window.activeTextEditor?.document;
  return document && languages.setTextDocumentLanguage(document, policyLanguageId);
}

import { type Disposable, languages, type TextDocument, window, workspace } from "vscode";
import { policyLanguageId, settingKeys } from "../ids.ts";

/** The first element, behind a byte order mark, declaration and comments; only the beginning of a document is looked at. */
const POLICY_ROOT = /^\uFEFF?(?:\s|<\?[^>]*\?>|<!--(?:(?!-->)[\s\S])*-->)*<(?:policies|fragment)[\s/>]/;
const LOOK_AT = 4000;

/** Whether `document` is XML that begins as a policy does. */
function looksLikePolicy(document: TextDocument): boolean {
  if (document.languageId !== "xml") return false;
  const end = document.positionAt(LOOK_AT);
  return POLICY_ROOT.test(document.getText(document.lineAt(0).range.with(undefined, end)));
}

/** Treats XML documents with a policy's root as policies when the setting says so. */
export function recognizePolicies(): Disposable {
  const consider = (document: TextDocument) => {
    const wanted = workspace.getConfiguration(undefined, document.uri).get(settingKeys.recognizeXml, false);
    if (wanted && looksLikePolicy(document))
      void languages.setTextDocumentLanguage(document, policyLanguageId);
  };
  for (const document of workspace.textDocuments) consider(document);
  return workspace.onDidOpenTextDocument(consider);
}

/** Treats the document in the active editor as a policy; `false` when there is none. */
export async function treatActiveDocumentAsPolicy(): Promise<boolean> {
  const document = window.activeTextEditor?.document;
  if (!document) return false;
  await languages.setTextDocumentLanguage(document, policyLanguageId);
  return true;
}

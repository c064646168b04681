import * as assert from "node:assert/strict";
import * as vscode from "vscode";
import { cursor } from "../support/marked-text.ts";
import { eventually, retype } from "./support.ts";

/** A document in an editor, with the cursor where the text had its mark, if it had one. */
export interface Opened {
  readonly document: vscode.TextDocument;
  readonly editor: vscode.TextEditor;
  readonly position: vscode.Position;
}

/** The ending that gives a document its language. */
const endings: Readonly<Record<string, string>> = {
  "apim-policy": "policy.xml",
  xml: "xml",
  plaintext: "txt",
};

/** Gives each document a name of its own: the host may show a closed one to whoever opens another of its name. */
let documents = 0;

/** Shows `marked` in an editor as a policy, or as another language. */
export async function open(marked: string, language = "apim-policy"): Promise<Opened> {
  const content = marked.replace(cursor, "");
  documents += 1;
  const path = `language-${documents}.${endings[language]}`;
  const document = await vscode.workspace.openTextDocument(vscode.Uri.from({ scheme: "untitled", path }));
  assert.equal(document.languageId, language);
  const editor = await vscode.window.showTextDocument(document);
  await retype(document, content);
  assert.equal(document.getText(), content);
  const position = document.positionAt(Math.max(0, marked.indexOf(cursor)));
  editor.selection = new vscode.Selection(position, position);
  return { document, editor, position };
}

/** A whole document with `body`, which may hold the cursor, in its inbound section. */
export function inbound(body: string): string {
  return `<policies>\n\t<inbound>\n\t\t<base />\n\t\t${body}\n\t</inbound>\n\t<backend>\n\t\t<base />\n\t</backend>\n\t<outbound>\n\t\t<base />\n\t</outbound>\n\t<on-error>\n\t\t<base />\n\t</on-error>\n</policies>\n`;
}

/** The rule that a diagnostic names. */
export function ruleOf({ code }: vscode.Diagnostic): string {
  return String(typeof code === "object" ? code.value : code);
}

/** The problems of `document` by rule, as soon as they are the ones that are wanted. */
export function problems(document: vscode.TextDocument, ...wanted: string[]): Promise<vscode.Diagnostic[]> {
  return eventually(vscode.languages.onDidChangeDiagnostics, () => {
    const list = vscode.languages.getDiagnostics(document.uri);
    return JSON.stringify(list.map(ruleOf).sort()) === JSON.stringify([...wanted].sort()) ? list : undefined;
  });
}

/** What the editor offers at `position`. */
export async function completions({ document, position }: Opened): Promise<vscode.CompletionItem[]> {
  const { items } = await vscode.commands.executeCommand<vscode.CompletionList>(
    "vscode.executeCompletionItemProvider",
    document.uri,
    position,
  );
  return items;
}

/** What a list of offers shows. */
export function labelOf({ label }: vscode.CompletionItem): string {
  return typeof label === "string" ? label : label.label;
}

/** The offer called `label`. */
export function offer(items: readonly vscode.CompletionItem[], label: string): vscode.CompletionItem {
  const found = items.find((item) => labelOf(item) === label);
  assert.ok(found, `${label} is not among ${items.map(labelOf).join(", ")}`);
  return found;
}

/** Does what the editor does when an offer is chosen. */
export async function accept(editor: vscode.TextEditor, item: vscode.CompletionItem): Promise<void> {
  assert.ok(item.range);
  const range = item.range instanceof vscode.Range ? item.range : item.range.replacing;
  const text = item.insertText;
  assert.ok(text !== undefined);
  if (text instanceof vscode.SnippetString) await editor.insertSnippet(text, range);
  else assert.ok(await editor.edit((edit) => edit.replace(range, text)));
}

/** Changes settings of the workspace for the time of `work`. */
export async function withSettings(
  settings: Readonly<Record<string, unknown>>,
  work: () => Promise<void>,
): Promise<void> {
  const set = async (key: string, value: unknown) =>
    vscode.workspace.getConfiguration().update(key, value, vscode.ConfigurationTarget.Workspace);
  try {
    for (const [key, value] of Object.entries(settings)) await set(key, value);
    await work();
  } finally {
    for (const key of Object.keys(settings)) await set(key, undefined);
  }
}

/** A file of the workspace with `text` in it. */
export async function workspaceFile(name: string, text: string): Promise<vscode.Uri> {
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  assert.ok(folder);
  const uri = vscode.Uri.joinPath(folder.uri, name);
  await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text));
  return uri;
}

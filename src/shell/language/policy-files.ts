import {
  ConfigurationTarget,
  type DocumentFilter,
  languages,
  RelativePattern,
  type TextDocument,
  workspace,
} from "vscode";
import { settingKeys } from "../ids.ts";

/** Globs of the setting for the folder of `document`; what is no text in it says nothing. */
function globsFor(document: TextDocument): string[] {
  const value: unknown = workspace.getConfiguration(undefined, document.uri).get(settingKeys.policyFiles);
  return Array.isArray(value) ? value.filter((glob) => typeof glob === "string" && glob !== "") : [];
}

/** Whether the setting names the file of `document`, by its path in the folder or anywhere. */
export function isPolicyFile(document: TextDocument): boolean {
  const globs = globsFor(document);
  if (globs.length === 0) return false;
  const folder = workspace.getWorkspaceFolder(document.uri);
  const filters = globs.flatMap((pattern): DocumentFilter[] => [
    { pattern },
    ...(folder ? [{ pattern: new RelativePattern(folder, pattern) }] : []),
  ]);
  return languages.match(filters, document) > 0;
}

/**
 * Globs that would make a policy of `document` for good: one for its file and, where the name has a template's ending,
 * one for all files of that ending. None for what is no file yet, or named already.
 */
export function globsToRemember(document: TextDocument): string[] {
  if (document.isUntitled || document.uri.scheme === "apim-policy" || isPolicyFile(document)) return [];
  const path = workspace.asRelativePath(document.uri, false);
  const ending = /(?:\.policy)?(?:\.xml)?\.(?:tpl|tftpl|j2|erb)$/i.exec(path)?.[0];
  return [literal(path), ...(ending ? [`**/*${ending}`] : [])];
}

/** A glob for this very path. */
function literal(path: string): string {
  return path.replaceAll("\\", "/").replace(/[[\]{}*?]/g, "[$&]");
}

/** Adds `glob` to the setting: of the workspace, or of the person where none is open. */
export async function rememberPolicyFiles(glob: string, document: TextDocument): Promise<void> {
  const target = workspace.workspaceFolders ? ConfigurationTarget.Workspace : ConfigurationTarget.Global;
  const settings = workspace.getConfiguration(undefined, document.uri);
  await settings.update(settingKeys.policyFiles, [...globsFor(document), glob], target);
}

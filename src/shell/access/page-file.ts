import { env, l10n, Uri, window, workspace } from "vscode";
import type { AccessReport, InstanceSnapshot } from "../../access/index.ts";
import { renderAccessPage } from "../../access/page/index.ts";
import { showMarks } from "../../core/visible-marks.ts";
import type { Report } from "../commands/command.ts";
import { newNonce } from "../review/page.ts";

/** What an access page shows. */
export interface ShownAccess extends AccessReport {
  readonly title: string;
  readonly instances: readonly InstanceSnapshot[];
  readonly readAt: string;
}

/** Writes the page into a file that needs no editor, where the person says; nothing when they give up. */
export async function savePage(shown: ShownAccess): Promise<Report | undefined> {
  const [folder] = workspace.workspaceFolders ?? [];
  const name = `${shown.title.replace(/[^\p{L}\p{N}._-]+/gu, "-")}.html`;
  const file = await window.showSaveDialog({
    title: l10n.t("Save as HTML"),
    ...(folder && { defaultUri: Uri.joinPath(folder.uri, name) }),
    filters: { HTML: ["html"] },
  });
  if (!file) return undefined;
  await workspace.fs.writeFile(file, new TextEncoder().encode(renderAccessPage(shown, newNonce())));
  return { quiet: true, text: l10n.t("Saved as {0}", file.path) };
}

/** Copies what the command line tells with `--format json`. */
export async function copyReport({ entries, notes, title }: ShownAccess): Promise<Report> {
  await env.clipboard.writeText(showMarks(JSON.stringify({ entries, notes }, undefined, 2)));
  return { quiet: true, text: l10n.t("Copied as JSON: {0}", title) };
}

import { commands, l10n, Uri, window, workspace } from "vscode";
import { Failure } from "../../core/failure.ts";
import { commandIds } from "../ids.ts";
import { treatActiveDocumentAsPolicy } from "../language/xml-documents.ts";
import type { Command } from "./command.ts";

/** Commands of the policy language. `extensionUri` is where the rules' pages are. */
export function languageCommands(extensionUri: Uri): Command[] {
  return [
    {
      id: commandIds.showRule,
      title: l10n.t("Explain Rule"),
      run: async (argument) => {
        const pages = Uri.joinPath(extensionUri, "docs", "rules");
        const rule = typeof argument === "string" ? argument : await chooseRule(pages);
        if (rule === undefined) return undefined;
        await showRule(pages, rule);
        return undefined;
      },
    },
    {
      id: commandIds.treatAsPolicy,
      title: l10n.t("Treat as API Management Policy"),
      run: async () => {
        if (await treatActiveDocumentAsPolicy()) return undefined;
        throw new Failure("invalid-input", l10n.t("No text document is open."), {
          remedy: l10n.t("Open the XML file first."),
        });
      },
    },
  ];
}

async function chooseRule(pages: Uri): Promise<string | undefined> {
  const files = await workspace.fs.readDirectory(pages);
  const rules = files.flatMap(([name]) => (name.endsWith(".md") ? [name.slice(0, -".md".length)] : []));
  return window.showQuickPick(rules.sort(), { placeHolder: l10n.t("Which rule?") });
}

async function showRule(pages: Uri, rule: string): Promise<void> {
  const page = Uri.joinPath(pages, `${rule.replace(/[^a-z0-9-]/g, "")}.md`);
  try {
    await workspace.fs.stat(page);
  } catch (error) {
    throw new Failure("not-found", l10n.t("There is no rule called {0}.", rule), { cause: error });
  }
  await commands.executeCommand("markdown.showPreview", page);
}

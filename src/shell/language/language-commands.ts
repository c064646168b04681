import { commands, l10n, type TextDocument, Uri, workspace } from "vscode";
import { Failure } from "../../core/failure.ts";
import type { Command, Report } from "../commands/command.ts";
import { commandIds } from "../ids.ts";
import { back, pick } from "../prompts.ts";
import { leftOutFixesCommand } from "./left-out-fixes.ts";
import { globsToRemember, rememberPolicyFiles } from "./policy-files.ts";
import { treatActiveDocumentAsPolicy } from "./xml-documents.ts";

/** Commands of the policy language. `extensionUri` is where the rules' pages are. */
export function languageCommands(extensionUri: Uri): Command[] {
  return [
    leftOutFixesCommand(),
    {
      id: commandIds.showRule,
      title: l10n.t("Explain Rule"),
      run: async (argument) => {
        const pages = Uri.joinPath(extensionUri, "docs", "rules");
        const rule = typeof argument === "string" ? argument : await chooseRule();
        if (rule === back) return undefined;
        await showRule(pages, rule);
        return undefined;
      },
    },
    {
      id: commandIds.treatAsPolicy,
      title: l10n.t("Treat as API Management Policy"),
      run: async () => {
        const document = await treatActiveDocumentAsPolicy();
        if (document) return offerToRemember(document);
        throw new Failure("invalid-input", l10n.t("No text document is open."), {
          remedy: l10n.t("Open the XML file first."),
        });
      },
    },
  ];
}

/** Files may be policies for good; other documents are until they are closed. */
function offerToRemember(document: TextDocument): Report | undefined {
  const globs = globsToRemember(document);
  if (globs.length === 0) return undefined;
  return {
    text: l10n.t(
      "This document is treated as a policy until it is closed. To make it last, choose the files that are policies.",
    ),
    choices: globs.map((glob) => ({ title: glob, run: () => rememberPolicyFiles(glob, document) })),
  };
}

/** The rules themselves are asked, not the folder of their pages, which holds more than pages of rules. */
async function chooseRule(): Promise<string | typeof back> {
  const { rules } = await import("../../policy/index.ts");
  const options = rules
    .map(({ id, doc, severity }) => ({ label: id, description: severity, detail: doc, value: id }))
    .sort((a, b) => (a.label < b.label ? -1 : 1));
  return pick({ title: l10n.t("Explain Rule"), placeholder: l10n.t("Which rule?"), options });
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

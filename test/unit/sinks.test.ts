import assert from "node:assert/strict";
import { type SourceFile, sourceFiles } from "../support/source/source-files.ts";

/** A way out to a screen or a log, the files that may take it, and what they must call before. */
interface Sink {
  readonly name: string;
  readonly calls: RegExp;
  readonly through: readonly string[];
  /** What must stand in those files: the text passes it on its way. */
  readonly passing: RegExp;
}

const shown = /\b(?:shown|shownInLine|withoutLinks|withoutIcons)\(/;
const cleaned = /\bredact\(/;

const sinks: readonly Sink[] = [
  {
    name: "notifications and dialogs",
    calls: /\bshow(?:Information|Warning|Error)Message\b/,
    through: ["src/shell/messages.ts"],
    passing: shown,
  },
  {
    name: "quick picks and input boxes",
    calls: /\b(?:create(?:QuickPick|InputBox)|show(?:QuickPick|InputBox))\b/,
    through: ["src/shell/prompts.ts"],
    passing: shown,
  },
  {
    name: "the status bar",
    calls: /\b(?:setStatusBarMessage|createStatusBarItem)\b/,
    through: ["src/shell/commands/run-command.ts"],
    passing: shown,
  },
  {
    name: "progress",
    calls: /\bwindow\.withProgress\b/,
    through: ["src/shell/cancellation.ts"],
    passing: shown,
  },
  {
    name: "tabs of pages",
    calls: /\bcreateWebviewPanel\b|\bwebview\.(?:html|postMessage)\b/,
    through: ["src/shell/review/page-panel.ts"],
    passing: shown,
  },
  {
    name: "HTML of pages",
    calls: /\bnew Html\(/,
    through: ["src/shell/review/html.ts"],
    passing: shown,
  },
  {
    name: "items of trees",
    calls: /\bTreeItem\b(?!CollapsibleState)/,
    through: ["src/shell/tree/lazy-tree.ts"],
    passing: shown,
  },
  {
    name: "titles of comparisons",
    calls: /"vscode\.diff"/,
    through: ["src/shell/text-documents.ts"],
    passing: shown,
  },
  {
    name: "problems",
    calls: /\bnew Diagnostic(?:RelatedInformation)?\(/,
    through: [
      "src/shell/documents/document-diagnostics.ts",
      "src/shell/editor/service-diagnostics.ts",
      "src/shell/language/effective/compose.ts",
      "src/shell/language/policy-diagnostics.ts",
    ],
    passing: shown,
  },
  {
    name: "help in the editor",
    calls: /\bnew (?:MarkdownString|CompletionItem|DocumentSymbol)\(/,
    through: [
      "src/shell/documents/live-value-provider.ts",
      "src/shell/language/completion-provider.ts",
      "src/shell/language/hover-provider.ts",
      "src/shell/language/structure-providers.ts",
    ],
    passing: shown,
  },
  {
    name: "errors of documents, which the editor shows",
    calls: /\bFileSystemError\.(?!NoPermissions\(uri\))\w+\(/,
    through: ["src/shell/documents/document-errors.ts", "src/shell/editor/policy-refusals.ts"],
    passing: shown,
  },
  {
    name: "the log",
    calls: /\bchannel\.(?:debug|info|warn|error|trace|append|appendLine|replace)\b/,
    through: ["src/shell/log.ts"],
    passing: /\bcreateLogger\(/,
  },
  {
    name: "standard error of the command line",
    calls: /\bprocess\.stderr\.write\b/,
    through: ["src/cli/output.ts", "src/sandbox/complain.ts"],
    passing: cleaned,
  },
];

/** Standard output: what a command is asked for. The sandbox prints the credentials it was started for, the rest is our words. */
const standardOutput = ["src/cli/main.ts", "src/cli/output.ts", "src/sandbox/command.ts"];

const files = sourceFiles("src");
const withoutComments = ({ text }: SourceFile) => text.replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, "");
const callersOf = (calls: RegExp) =>
  files.filter((file) => calls.test(withoutComments(file))).map(({ path }) => path);

suite("every way out to a screen or a log", () => {
  for (const { name, calls, through, passing } of sinks) {
    test(`${name}: only where the text passes redaction and the showing of marks`, () => {
      const callers = callersOf(calls);
      assert.deepEqual(callers, [...through].sort(), "write it through the file that is there for it");
      for (const { path, text } of files.filter((file) => through.includes(file.path)))
        assert.match(text, passing, path);
    });
  }

  test("standard output and the console are used where they are meant", () => {
    assert.deepEqual(callersOf(/\bprocess\.stdout\.write\b/), standardOutput);
    const consoles = callersOf(/\bconsole\.\w/);
    assert.deepEqual(consoles, ["src/sandbox/auth0/authentication/load-oidc-provider.ts"]);
  });
});

import {
  type CancellationToken,
  type CompletionContext,
  type CompletionItem,
  CompletionItemKind,
  type CompletionItemProvider,
  type Position,
  type TextDocument,
} from "vscode";
import type { Completion } from "../../policy/index.ts";
import { policyLanguageId } from "../ids.ts";
import { toItem } from "./completion-provider.ts";
import { contextOf, type LiveFactsSource } from "./policy-context.ts";
import type { PolicyParser } from "./policy-engine.ts";
import { looksLikePolicy } from "./xml-documents.ts";

/** One entry of `snippets/apim-policy.json`, in the form that VS Code gave to snippet files. */
interface SnippetEntry {
  readonly prefix: string;
  readonly description: string;
  readonly body: readonly string[];
}

/** The one character behind which snippets may open by themselves: a tag was begun. */
export const snippetTrigger = "<";

/**
 * Whole policies to fill in, in policies and in XML that is one. A snippet file of the manifest would be offered at every
 * place of the language, in expressions and values too; these are offered where the policy that they begin with may stand.
 */
export class PolicySnippetProvider implements CompletionItemProvider {
  constructor(
    private readonly parser: PolicyParser,
    private readonly facts: LiveFactsSource,
  ) {}

  async provideCompletionItems(
    document: TextDocument,
    position: Position,
    token: CancellationToken,
    { triggerCharacter }: CompletionContext,
  ): Promise<CompletionItem[]> {
    if (triggerCharacter !== undefined && triggerCharacter !== snippetTrigger) return [];
    if (document.languageId !== policyLanguageId && !looksLikePolicy(document)) return [];
    const { engine, policy, version } = await this.parser.parse(document);
    if (token.isCancellationRequested || version !== document.version) return [];
    const offers = engine.complete(policy, document.offsetAt(position), contextOf(document, this.facts));
    const { default: entries } = await import("../../../snippets/apim-policy.json", {
      with: { type: "json" },
    });
    return Object.values(entries).flatMap((entry) => {
      const offer = offers.find((one) => beginsWith(entry, one));
      return offer ? [snippetItem(document, position, entry, offer)] : [];
    });
  }
}

/** Whether the whole policy that `offer` would write is the first one of the snippet. */
function beginsWith({ body }: SnippetEntry, { kind, label, insertText }: Completion): boolean {
  return (
    kind === "policy" && insertText.startsWith("<") && /<([a-z][\w-]*)/.exec(body.join("\n"))?.[1] === label
  );
}

function snippetItem(
  document: TextDocument,
  position: Position,
  { prefix, description, body }: SnippetEntry,
  { span }: Completion,
): CompletionItem {
  const item = toItem(document, position, {
    label: prefix,
    kind: "policy",
    span,
    insertText: body.join("\n"),
    isSnippet: true,
    documentation: description,
  });
  item.kind = CompletionItemKind.Snippet;
  return item;
}

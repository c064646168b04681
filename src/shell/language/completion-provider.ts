import {
  type CancellationToken,
  type CompletionContext,
  CompletionItem,
  CompletionItemKind,
  type CompletionItemProvider,
  CompletionList,
  MarkdownString,
  type Position,
  SnippetString,
  type TextDocument,
} from "vscode";
import type { Completion, CompletionKind } from "../../policy/index.ts";
import { toRange } from "../editor/range.ts";
import { shown, shownInLine } from "../plain-text.ts";
import { contextOf, type LiveFactsSource } from "./policy-context.ts";
import type { PolicyParser } from "./policy-engine.ts";

/** Characters behind which completion opens by itself. */
export const completionTriggers = ["<", " ", '"', "'", "/", ">", ".", "{", "("];

const values: readonly CompletionKind[] = ["value", "live-value"];
const code: readonly CompletionKind[] = ["property", "method", "type", "variable"];

/** What may open by itself behind a character; anything else would get in the way of typing. */
const openedBy: Readonly<Record<string, readonly CompletionKind[]>> = {
  " ": ["attribute"],
  '"': values,
  "'": values,
  "/": ["closing-tag"],
  ">": values,
  ".": code,
  "{": [...code, "named-value"],
  "(": code,
};

/** The kinds to offer; `undefined` for all, when the person asked or a tag was begun. */
function kindsBehind(trigger: string | undefined): readonly CompletionKind[] | undefined {
  return trigger === undefined ? undefined : openedBy[trigger];
}

const kinds: Readonly<Record<CompletionKind, CompletionItemKind>> = {
  policy: CompletionItemKind.Class,
  element: CompletionItemKind.Property,
  attribute: CompletionItemKind.Field,
  value: CompletionItemKind.EnumMember,
  "live-value": CompletionItemKind.Value,
  "closing-tag": CompletionItemKind.Property,
  "named-value": CompletionItemKind.Constant,
  property: CompletionItemKind.Property,
  method: CompletionItemKind.Method,
  type: CompletionItemKind.Struct,
  variable: CompletionItemKind.Variable,
};

/** Completion in policy documents. */
export class PolicyCompletionProvider implements CompletionItemProvider {
  constructor(
    private readonly parser: PolicyParser,
    private readonly facts: LiveFactsSource,
  ) {}

  async provideCompletionItems(
    document: TextDocument,
    position: Position,
    token: CancellationToken,
    context: CompletionContext,
  ): Promise<CompletionList | undefined> {
    const { engine, policy, version } = await this.parser.parse(document);
    if (token.isCancellationRequested || version !== document.version) return undefined;
    const items = engine.complete(policy, document.offsetAt(position), contextOf(document, this.facts));
    const wanted = kindsBehind(context.triggerCharacter);
    return new CompletionList(
      items
        .filter(({ kind }) => wanted === undefined || wanted.includes(kind))
        .map((item) => toItem(document, position, item)),
    );
  }
}

/** An offer of the policy language as one of the editor. */
export function toItem(document: TextDocument, position: Position, completion: Completion): CompletionItem {
  const item = new CompletionItem(shownInLine(completion.label), kinds[completion.kind]);
  const range = toRange(document, completion.span);
  // The editor wants what is replaced on the cursor's own line; a value over several lines is completed at its cursor.
  item.range = range.isSingleLine && range.contains(position) ? range : range.with(position, position);
  item.insertText = completion.isSnippet ? new SnippetString(completion.insertText) : completion.insertText;
  item.documentation = new MarkdownString(shown(completion.documentation));
  if (completion.detail !== undefined) item.detail = shownInLine(completion.detail);
  if (completion.sortText !== undefined) item.sortText = completion.sortText;
  item.filterText = completion.filterText ?? completion.label;
  if (completion.thenComplete) {
    item.command = { command: "editor.action.triggerSuggest", title: completion.label };
  }
  return item;
}

import { type Disposable, type Event, languages } from "vscode";
import type { Logger } from "../../core/logger.ts";
import { policyLanguageId } from "../ids.ts";
import { fixAllKind, PolicyCodeActions } from "./code-actions.ts";
import { completionTriggers, PolicyCompletionProvider } from "./completion-provider.ts";
import { PolicyFormattingProvider } from "./formatting-provider.ts";
import { FragmentDefinitionProvider } from "./fragment-definitions.ts";
import { PolicyHoverProvider } from "./hover-provider.ts";
import type { LiveFactsSource } from "./policy-context.ts";
import { PolicyDiagnostics } from "./policy-diagnostics.ts";
import { PolicyParser } from "./policy-engine.ts";
import {
  PolicyLinkProvider,
  PolicySemanticTokensProvider,
  semanticTokensLegend,
} from "./reference-providers.ts";
import { PolicySnippetProvider, snippetTrigger } from "./snippet-provider.ts";
import {
  PolicyFoldingProvider,
  PolicySelectionProvider,
  PolicySymbolProvider,
  PolicyTagProvider,
} from "./structure-providers.ts";
import { tellOfRestrictedSettings } from "./trust-status.ts";
import { recognizePolicies } from "./xml-documents.ts";

/** Registers the policy language with the editor. Its code is loaded when the first policy is looked at. */
export function registerLanguage(
  facts: LiveFactsSource & { readonly onDidChange: Event<void> },
  logger: Logger,
): Disposable[] {
  const selector = { language: policyLanguageId };
  const parser = new PolicyParser();
  const diagnostics = new PolicyDiagnostics(parser, facts, logger);
  const actions = new PolicyCodeActions(parser, diagnostics, facts);
  const formatting = new PolicyFormattingProvider(parser);
  const tags = new PolicyTagProvider(parser);
  return [
    diagnostics,
    facts.onDidChange(() => diagnostics.refresh()),
    recognizePolicies(),
    tellOfRestrictedSettings(),
    languages.registerCompletionItemProvider(
      selector,
      new PolicyCompletionProvider(parser, facts),
      ...completionTriggers,
    ),
    languages.registerCompletionItemProvider(
      [policyLanguageId, "xml"],
      new PolicySnippetProvider(parser, facts),
      snippetTrigger,
    ),
    languages.registerHoverProvider(selector, new PolicyHoverProvider(parser, facts)),
    languages.registerCodeActionsProvider(selector, actions, {
      providedCodeActionKinds: [...PolicyCodeActions.kinds, fixAllKind],
    }),
    languages.registerDocumentFormattingEditProvider(selector, formatting),
    languages.registerDocumentRangeFormattingEditProvider(selector, formatting),
    languages.registerDocumentSymbolProvider(selector, new PolicySymbolProvider(parser)),
    languages.registerFoldingRangeProvider(selector, new PolicyFoldingProvider(parser)),
    languages.registerSelectionRangeProvider(selector, new PolicySelectionProvider(parser)),
    languages.registerLinkedEditingRangeProvider(selector, tags),
    languages.registerDocumentHighlightProvider(selector, tags),
    languages.registerDocumentLinkProvider(selector, new PolicyLinkProvider(parser)),
    languages.registerDefinitionProvider(selector, new FragmentDefinitionProvider(parser)),
    languages.registerDocumentSemanticTokensProvider(
      selector,
      new PolicySemanticTokensProvider(parser),
      semanticTokensLegend,
    ),
  ];
}

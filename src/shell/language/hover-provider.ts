import { Hover, type HoverProvider, MarkdownString, type Position, type TextDocument } from "vscode";
import { toRange } from "../editor/range.ts";
import { shown } from "../plain-text.ts";
import { contextOf, type LiveFactsSource } from "./policy-context.ts";
import type { PolicyParser } from "./policy-engine.ts";

/** What the policy language knows about the place under the pointer. */
export class PolicyHoverProvider implements HoverProvider {
  constructor(
    private readonly parser: PolicyParser,
    private readonly facts: LiveFactsSource,
  ) {}

  async provideHover(document: TextDocument, position: Position): Promise<Hover | undefined> {
    const { engine, policy } = await this.parser.parse(document);
    const { live } = contextOf(document, this.facts);
    const found = engine.hover(policy, document.offsetAt(position), live);
    return found && new Hover(new MarkdownString(shown(found.text)), toRange(document, found.span));
  }
}

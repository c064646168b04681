import type {
  DocumentFormattingEditProvider,
  DocumentRangeFormattingEditProvider,
  FormattingOptions,
  Range,
  TextDocument,
  TextEdit,
} from "vscode";
import { span } from "../../core/span.ts";
import { toTextEdits } from "../editor/range.ts";
import type { PolicyParser } from "./policy-engine.ts";

/** Formats a policy or a selection of it; expressions, comments and texts stay as they are. */
export class PolicyFormattingProvider
  implements DocumentFormattingEditProvider, DocumentRangeFormattingEditProvider
{
  constructor(private readonly parser: PolicyParser) {}

  provideDocumentFormattingEdits(document: TextDocument, options: FormattingOptions): Promise<TextEdit[]> {
    return this.format(document, options);
  }

  provideDocumentRangeFormattingEdits(
    document: TextDocument,
    range: Range,
    options: FormattingOptions,
  ): Promise<TextEdit[]> {
    return this.format(document, options, range);
  }

  private async format(
    document: TextDocument,
    { insertSpaces, tabSize }: FormattingOptions,
    range?: Range,
  ): Promise<TextEdit[]> {
    const { engine, policy } = await this.parser.parse(document);
    const options = { indent: insertSpaces ? " ".repeat(tabSize) : "\t", tabSize };
    const part = range && span(document.offsetAt(range.start), document.offsetAt(range.end));
    return toTextEdits(document, engine.format(policy, options, part));
  }
}

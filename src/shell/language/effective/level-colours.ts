import {
  type Disposable,
  OverviewRulerLane,
  type Range,
  type TextEditor,
  type TextEditorDecorationType,
  ThemeColor,
  type Uri,
  window,
  workspace,
} from "vscode";
import type { PolicyLevelName } from "../../../policy/index.ts";
import { schemes } from "../../ids.ts";

/** A colour of every theme for each level; the words in front of each part say the same. */
const colours: Readonly<Record<PolicyLevelName, string>> = {
  global: "charts.purple",
  workspace: "charts.red",
  product: "charts.orange",
  api: "charts.blue",
  operation: "charts.green",
  fragment: "charts.yellow",
};

/** Of a document, which lines were taken from which level. */
type LinesOf = (
  uri: Uri,
) => { readonly lines: readonly { readonly level: PolicyLevelName; readonly range: Range }[] } | undefined;

/** A bar beside the lines of an effective policy, in the colour of the level that they come from. */
export class LevelColours implements Disposable {
  private types: ReadonlyMap<string, TextEditorDecorationType> | undefined;
  private readonly subscriptions: Disposable[];

  constructor(private readonly linesOf: LinesOf) {
    this.subscriptions = [
      window.onDidChangeVisibleTextEditors((editors) => this.dress(editors)),
      workspace.onDidChangeTextDocument(({ document }) =>
        this.dress(window.visibleTextEditors.filter((editor) => editor.document === document)),
      ),
    ];
  }

  dispose(): void {
    for (const subscription of this.subscriptions) subscription.dispose();
    for (const type of this.types?.values() ?? []) type.dispose();
  }

  private dress(editors: readonly TextEditor[]): void {
    for (const editor of editors) {
      const { uri } = editor.document;
      if (uri.scheme !== schemes.effective) continue;
      this.types ??= new Map(Object.entries(colours).map(([level, colour]) => [level, barOf(colour)]));
      const lines = this.linesOf(uri)?.lines ?? [];
      for (const [level, type] of this.types) {
        editor.setDecorations(
          type,
          lines.filter((one) => one.level === level).map(({ range }) => range),
        );
      }
    }
  }
}

function barOf(colour: string): TextEditorDecorationType {
  return window.createTextEditorDecorationType({
    isWholeLine: true,
    borderColor: new ThemeColor(colour),
    borderStyle: "solid",
    borderWidth: "0 0 0 3px",
    overviewRulerColor: new ThemeColor(colour),
    overviewRulerLane: OverviewRulerLane.Left,
  });
}

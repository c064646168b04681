import { type MessageOptions, window } from "vscode";
import { shown, withoutLinks } from "./plain-text.ts";

type MessageKind = "information" | "warning" | "error";

/** A message in the corner of the window, or a dialog that waits for an answer. */
export interface Message {
  readonly kind: MessageKind;
  readonly text: string;
  /** What stands below the text of a dialog; a message that has it is one. */
  readonly detail?: string;
}

/** The one way to tell something: shows `message` with `buttons`, and answers with the button that was pressed. */
export function showMessage(
  { kind, text, detail }: Message,
  buttons: readonly string[],
): Thenable<string | undefined> {
  const show = {
    information: window.showInformationMessage,
    warning: window.showWarningMessage,
    error: window.showErrorMessage,
  }[kind];
  const options: MessageOptions = detail === undefined ? {} : { modal: true, detail: shown(detail) };
  return show(withoutLinks(text), options, ...buttons);
}

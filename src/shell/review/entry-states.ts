import { l10n } from "vscode";
import { kindOf } from "../../resources/all-kinds.ts";
import { fieldOf } from "../../resources/fields.ts";
import type { Entry } from "../../resources/journal.ts";
import type { Change } from "../../resources/kind.ts";
import { type Html, html } from "./html.ts";
import { icon, type Shape, type Tone } from "./icons.ts";

/** How a row says what became of a change: a shape, and a word. */
interface State {
  readonly shape: Shape;
  readonly tone: Tone;
  readonly word: string;
}

/** What became of a change, while its plan runs or after it. */
function stateOf(entry: Entry, isRunning: boolean): State {
  return entry.undo ? undoState(entry.undo.state, isRunning) : doState(entry, isRunning);
}

function doState({ change, state, wrote, message }: Entry, isRunning: boolean): State {
  switch (state) {
    case "waiting":
      return isRunning
        ? { shape: "wait", tone: "wait", word: l10n.t("waits") }
        : { shape: "skip", tone: "wait", word: l10n.t("not started") };
    case "sent":
      return isRunning
        ? { shape: "run", tone: "run", word: l10n.t("running") }
        : { shape: "unknown", tone: "warn", word: l10n.t("not known") };
    case "made":
      return wrote?.length === 0 && !setsSecret(change)
        ? { shape: "pass", tone: "pass", word: l10n.t("was so already") }
        : { shape: "pass", tone: "pass", word: l10n.t("made") };
    case "not-made":
      return message === undefined
        ? { shape: "skip", tone: "wait", word: l10n.t("not made") }
        : { shape: "fail", tone: "fail", word: l10n.t("failed, not made") };
    case "unknown":
      return { shape: "unknown", tone: "warn", word: l10n.t("not known") };
  }
}

/** What is secret is written without a trace in what was written. */
function setsSecret({ ref, fields }: Change): boolean {
  const kind = kindOf(ref.kind);
  return kind !== undefined && fields.some(({ path }) => fieldOf(kind, path)?.secret);
}

function undoState(state: NonNullable<Entry["undo"]>["state"], isRunning: boolean): State {
  switch (state) {
    case "sent":
      return isRunning
        ? { shape: "run", tone: "run", word: l10n.t("is taken back") }
        : { shape: "unknown", tone: "warn", word: l10n.t("not known whether it is taken back") };
    case "undone":
      return { shape: "back", tone: "pass", word: l10n.t("taken back") };
    case "left":
      return { shape: "warn", tone: "warn", word: l10n.t("left as it is") };
    case "failed":
      return { shape: "fail", tone: "fail", word: l10n.t("could not be taken back") };
    case "unknown":
      return { shape: "unknown", tone: "warn", word: l10n.t("not known whether it is taken back") };
  }
}

/** The inside of a row: state, title, word, how long it took, and why. */
export function renderRow(entry: Entry, isRunning: boolean, took: string | undefined): Html {
  const { shape, tone, word } = stateOf(entry, isRunning);
  const why = entry.undo ? entry.undo.message : entry.message;
  const isTold = tone === "run" || tone === "fail" || tone === "warn";
  return html`${icon(shape, tone)}<div><div class="head"><span><span class="${isTold ? "strong" : ""}">${entry.change.title}</span> <span class="quiet">· ${took === undefined ? word : `${word} · ${took}`}</span></span></div>${why === undefined ? undefined : html`<p>${why}</p>`}</div>`;
}

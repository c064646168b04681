import {
  type Disposable,
  type Event,
  type InputBoxValidationMessage,
  InputBoxValidationSeverity,
  l10n,
  type QuickInput,
  type QuickInputButton,
  QuickInputButtons,
  type QuickPick,
  type QuickPickItem,
  QuickPickItemKind,
  window,
} from "vscode";
import { Failure } from "../core/failure.ts";
import { shownInLine, withoutIcons, withoutLinks } from "./plain-text.ts";

/** Answered by a prompt when the person went back to the one before. */
export const back = Symbol("back");

/** What a person answered last, by what was asked: the marks of the lines that were picked, or the text that was typed. */
export type Memory = Map<string, string | readonly string[]>;

/** What stands above a prompt. */
export interface PromptFrame {
  readonly title: string;
  /** What is answered is kept in it, and suggested when the same is asked again. */
  readonly memory?: Memory;
  readonly step?: number;
  readonly totalSteps?: number;
  /** Shows a Back button. */
  readonly canGoBack?: boolean;
  /** Told when the person is asked. */
  readonly whenAsked?: () => void;
}

/** One line to pick. */
export interface Option<T> {
  /** A codicon's name. */
  readonly icon?: string;
  readonly label: string;
  readonly description?: string;
  readonly detail?: string;
  /** What must be read before it is chosen, each below the one before; whoever picks one of these lines picks the option. */
  readonly effects?: readonly string[];
  readonly value: T;
  /** Why it cannot be chosen, as a sentence: it is shown with that, and picking it does nothing. */
  readonly unfit?: string | undefined;
  readonly picked?: boolean;
  /** Heading above this line and those after it. */
  readonly group?: string;
}

/** Puts the line that creates something first and picks it, or last when something else is suggested. */
export function addNew<T>(
  options: Option<T>[],
  isSuggested: boolean,
  line: Pick<Option<T>, "label" | "description" | "value">,
): void {
  const option = { ...line, icon: "add", picked: isSuggested };
  if (isSuggested) options.unshift(option);
  else options.push(option);
}

/** A question with lines to choose from. */
export interface PickPrompt<T> extends PromptFrame {
  readonly placeholder: string;
  readonly options: readonly Option<T>[];
}

/** A question with a text for an answer. */
export interface TextPrompt extends PromptFrame {
  readonly prompt: string;
  readonly value?: string;
  readonly placeholder?: string;
  readonly password?: boolean;
  /** What is wrong with a text, or `undefined`. */
  readonly validate?: (text: string) => string | undefined;
  /** What was wrong with the last answer, shown until another is typed. */
  readonly problem?: string | undefined;
  /** What is to be known of a text that is taken all the same, or `undefined`. */
  readonly note?: (text: string) => string | undefined;
}

type Item<T> = QuickPickItem & { readonly value?: T };

/** Asks for one of `options`. Esc is a `cancelled` failure. */
export async function pick<T>(prompt: PickPrompt<T>): Promise<T | typeof back> {
  const box = window.createQuickPick<Item<T>>();
  fillPick(box, prompt);
  const before = prompt.memory?.get(prompt.placeholder);
  const known = prompt.options.findIndex((option) => markOf(option) === before);
  const chosen = known >= 0 ? known : prompt.options.findIndex(({ picked }) => picked);
  const active = chosen >= 0 ? box.items.filter((item) => item.value === prompt.options[chosen]?.value) : [];
  if (active.length > 0) box.activeItems = active.slice(0, 1);
  return shown(box, (accept) => [
    box.onDidAccept(() => {
      const value = box.selectedItems[0]?.value;
      if (value === undefined) return;
      const option = prompt.options.find((one) => one.value === value);
      if (option) prompt.memory?.set(prompt.placeholder, markOf(option));
      accept(value);
    }),
  ]);
}

/** Asks for any number of `options`. */
export async function pickMany<T>(prompt: PickPrompt<T>): Promise<readonly T[] | typeof back> {
  const box = window.createQuickPick<Item<T>>();
  fillPick(box, prompt);
  box.canSelectMany = true;
  const before = prompt.memory?.get(prompt.placeholder);
  const isPicked = (option: Option<T>) => (before ? before.includes(markOf(option)) : option.picked);
  const picked = new Set(prompt.options.filter(isPicked).map(({ value }) => value));
  box.selectedItems = box.items.filter((item) => item.value !== undefined && picked.has(item.value));
  return shown(box, (accept) => [
    box.onDidAccept(() => {
      const values = box.selectedItems.flatMap((item) => (item.value === undefined ? [] : [item.value]));
      const chosen = new Set<T>(values);
      const marks = prompt.options.filter(({ value }) => chosen.has(value)).map(markOf);
      prompt.memory?.set(prompt.placeholder, marks);
      accept(values);
    }),
  ]);
}

/** Asks for a line of text, checked while it is typed. */
export async function askText(prompt: TextPrompt): Promise<string | typeof back> {
  const box = window.createInputBox();
  frame(box, prompt);
  box.prompt = withoutLinks(prompt.prompt);
  const { value = "", memory } = prompt;
  // of a secret that was refused nobody can see what to correct
  const before = prompt.password && prompt.problem ? "" : memory?.get(prompt.prompt);
  box.value = typeof before === "string" ? before : value;
  box.placeholder = prompt.placeholder && shownInLine(prompt.placeholder);
  box.password = prompt.password ?? false;
  const check = () => {
    const text = box.value.trim();
    const problem = prompt.validate?.(text);
    box.validationMessage = problem ? withoutLinks(problem) : noteOn(text, prompt);
    return !problem;
  };
  if (prompt.problem) box.validationMessage = withoutLinks(prompt.problem);
  return shown(box, (accept) => [
    box.onDidChangeValue(check),
    box.onDidAccept(() => {
      if (!check()) return;
      const text = box.value.trim();
      // a suggestion that was taken is made anew after other answers
      if (text === value) memory?.delete(prompt.prompt);
      else memory?.set(prompt.prompt, text);
      accept(text);
    }),
  ]);
}

/** What a line is known by when it is shown again, maybe with another value behind it. */
function markOf({ label, description = "" }: Option<unknown>): string {
  return `${label}\n${description}`;
}

/** A note stands where problems do, and keeps nothing from being taken. */
function noteOn(text: string, { note }: TextPrompt): InputBoxValidationMessage | undefined {
  const message = text === "" ? undefined : note?.(text);
  return message ? { message: withoutLinks(message), severity: InputBoxValidationSeverity.Info } : undefined;
}

/** A text that must not be empty. */
export function required(text: string): string | undefined {
  return text === "" ? l10n.t("This is needed.") : undefined;
}

function fillPick<T>(box: QuickPick<Item<T>>, prompt: PickPrompt<T>): void {
  frame(box, prompt);
  box.placeholder = withoutLinks(prompt.placeholder);
  box.matchOnDescription = true;
  box.matchOnDetail = true;
  box.items = prompt.options.flatMap((option) => itemsOf(option));
}

/** Characters beside each other for which a list has room in a window of 760 pixels, and a few more where letters are narrow. */
const mostBeside = 60;

/** What has no room beside its label stands below it, where that is free. */
function placed({ label, description, detail, unfit }: Option<unknown>): {
  readonly description?: string | undefined;
  readonly detail?: string | undefined;
} {
  const below = unfit ?? detail;
  const hasRoom = label.length + (description?.length ?? 0) <= mostBeside;
  return below === undefined && !hasRoom ? { detail: description } : { description, detail: below };
}

function itemsOf<T>(option: Option<T>): Item<T>[] {
  const { group, icon, label, unfit, value, effects = [] } = option;
  const { description, detail } = placed(option);
  const sign = unfit === undefined ? icon : "circle-slash";
  const item: Item<T> = {
    label: `${sign === undefined ? "" : `$(${sign}) `}${withoutIcons(label)}`,
    ...(description !== undefined && { description: withoutIcons(description) }),
    ...(detail !== undefined && { detail: withoutIcons(detail) }),
    // what has no value is not taken
    ...(unfit === undefined && { value }),
  };
  const below = effects.flatMap((effect) => wrapped(shownInLine(effect), mostInNarrow));
  const lines = below.map((line) => ({ label: `$(blank) ${withoutIcons(line)}`, value }));
  return group === undefined
    ? [item, ...lines]
    : [{ label: withoutIcons(group), kind: QuickPickItemKind.Separator }, item, ...lines];
}

/** Characters for which a list has room in a window of 550 pixels, where VS Code cuts what is longer. */
const mostInNarrow = 44;

/** `text` in lines of at most `most` characters, broken between words; a longer word behind its signs, or anywhere. */
function wrapped(text: string, most: number): readonly string[] {
  const cut = (part: string) =>
    Array.from({ length: Math.ceil(part.length / most) }, (_, index) =>
      part.slice(index * most, (index + 1) * most),
    );
  const parts = text.split(/(?<=\s)/).flatMap((word) => {
    const pieces = word.length > most ? word.split(/(?<=[/._-])(?=[^/\s])/) : [word];
    return pieces.flatMap(cut);
  });
  const lines: string[] = [];
  let line = "";
  for (const part of parts) {
    if (line !== "" && line.length + part.trimEnd().length > most) {
      lines.push(line.trimEnd());
      line = "";
    }
    line += part;
  }
  return line.trim() === "" ? lines : [...lines, line.trimEnd()];
}

/** What quick picks and input boxes have in common. */
interface Box extends QuickInput {
  buttons: readonly QuickInputButton[];
  readonly onDidTriggerButton: Event<QuickInputButton>;
}

function frame(box: Box, prompt: PromptFrame): void {
  prompt.whenAsked?.();
  box.title = withoutLinks(prompt.title);
  box.step = prompt.step;
  box.totalSteps = prompt.totalSteps;
  box.ignoreFocusOut = true;
  if (prompt.canGoBack) box.buttons = [QuickInputButtons.Back];
}

function shown<T>(box: Box, listen: (accept: (value: T) => void) => Disposable[]): Promise<T | typeof back> {
  return new Promise<T | typeof back>((resolve, reject) => {
    listen(resolve);
    box.onDidTriggerButton((button) => {
      if (button === QuickInputButtons.Back) resolve(back);
    });
    box.onDidHide(() => reject(new Failure("cancelled", "Cancelled.")));
    box.show();
  }).finally(() => box.dispose());
}

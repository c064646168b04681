/** What a person does when they are asked. */
export type Move =
  /** Picks the line with this text, or each of these lines where several may be picked. */
  | { readonly pick: string | readonly string[] }
  /** Takes what is picked or typed already. */
  | "enter"
  | { readonly type: string }
  | "back"
  | "escape";

/** A prompt as the person saw it. */
export interface Seen {
  readonly title: string | undefined;
  readonly text: string | undefined;
  readonly value?: string;
  /** What stands in an empty box. */
  readonly example?: string | undefined;
  readonly lines?: readonly string[];
  /** What stands beside and below each line. */
  readonly details?: readonly (readonly [string | undefined, string | undefined])[];
  readonly picked?: readonly string[];
  readonly step?: number | undefined;
  readonly totalSteps?: number | undefined;
  readonly password?: boolean;
  /** What stood below it from the beginning. */
  readonly problem?: string | undefined;
}

/** A message that was shown. */
export interface Told {
  readonly kind: "information" | "warning" | "error";
  readonly text: string;
  readonly detail?: string | undefined;
  readonly modal: boolean;
  readonly buttons: readonly string[];
}

/** The one who sits before the editor: a list of moves to make, and a record of what was seen. */
class Person {
  moves: Move[] = [];
  /** Titles of message buttons to press; a message with none of them is left alone. */
  presses: string[] = [];
  /** What the person does before pressing this button. */
  readonly meanwhile = new Map<string, () => void>();
  readonly prompts: Seen[] = [];
  readonly messages: Told[] = [];
  readonly statusBar: string[] = [];
  /** What was told last, in a message or in the status bar. */
  private last = "";
  readonly progress: string[] = [];
  /** Titles of those that had no Cancel button. */
  readonly steady: string[] = [];
  /** Looks at other tabs than the pages of the extension. */
  looksAway = false;
  /** Presses Cancel in the progress notification with this title. */
  cancels: string | undefined;
  /** What the validation of an input said last. */
  complaint: string | undefined;
  /** What was remarked on texts that were taken. */
  readonly notes: string[] = [];

  /** Forgets everything, for the next test. */
  reset(): void {
    this.moves = [];
    this.presses = [];
    this.meanwhile.clear();
    this.cancels = undefined;
    this.complaint = undefined;
    this.last = "";
    this.looksAway = false;
    for (const record of [
      this.prompts,
      this.messages,
      this.notes,
      this.statusBar,
      this.progress,
      this.steady,
    ])
      record.length = 0;
  }

  /** The next move; a prompt that no move was planned for fails the test. */
  next(seen: Seen): Move {
    this.prompts.push(seen);
    tellApart(seen);
    callsByName(seen.title, seen.text);
    const move = this.moves.shift();
    if (move === undefined) throw new Error(`Nobody answers “${seen.title}: ${seen.text}”.`);
    return move;
  }

  hear(told: Told): string | undefined {
    callsByName(told.text, told.detail);
    this.messages.push(told);
    this.last = [told.text, told.detail ?? ""].join(" ").trim();
    const index = this.presses.findIndex((button) => told.buttons.includes(button));
    if (index < 0) return undefined;
    const [button = ""] = this.presses.splice(index, 1);
    this.meanwhile.get(button)?.();
    return button;
  }

  /** Reads a text in the status bar. */
  read(text: string): void {
    callsByName(text);
    this.statusBar.push(text);
    this.last = text;
  }

  /** What was told last: in a message, with what stood below it, or in the status bar. */
  get heard(): string {
    return this.last;
  }
}

/** Nobody knows an instance by its path: `subscription/group/name`. */
export function callsByName(...texts: readonly (string | undefined)[]): void {
  for (const text of texts) {
    const path = /(?<![/\w-])[\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12}\/[^/\s]+\/[^/\s]+/i.exec(
      text ?? "",
    )?.[0];
    if (path !== undefined) throw new Error(`An instance is called by its path: ${text}`);
  }
}

/** Whatever is to be picked can be told from the others, and says nothing twice. */
function tellApart({ title, lines = [], details = [] }: Seen): void {
  const seen = new Set<string>();
  for (const [index, line] of lines.entries()) {
    // what goes on below a line is read with it
    if (line.startsWith("$(blank) ")) continue;
    const label = line.replace(/^\$\([\w-]+\) /, "");
    const beside: readonly (string | undefined)[] = details[index] ?? [];
    const whole = [label, ...beside].join("\n");
    if (seen.has(whole)) throw new Error(`“${title}” has two lines that are the same: ${whole}`);
    seen.add(whole);
    if (/^[\w .-]+$/.test(label) && beside.includes(label))
      throw new Error(`“${title}” says twice: ${label}`);
  }
}

export const person = new Person();

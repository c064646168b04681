import { type Move, person, type Seen } from "./person.ts";
import { EventEmitter, QuickInputButtons, QuickPickItemKind } from "./values.ts";

/** What quick picks and input boxes have in common; the person answers as soon as one is shown. */
abstract class Box {
  title: string | undefined;
  step: number | undefined;
  totalSteps: number | undefined;
  ignoreFocusOut = false;
  placeholder: string | undefined;
  buttons: readonly unknown[] = [];
  protected readonly accepted = new EventEmitter<void>();
  private readonly hidden = new EventEmitter<void>();
  private readonly triggered = new EventEmitter<unknown>();
  readonly onDidAccept = this.accepted.event;
  readonly onDidHide = this.hidden.event;
  readonly onDidTriggerButton = this.triggered.event;

  show(): void {
    queueMicrotask(() => this.answer(person.next(this.seen())));
  }

  hide(): void {
    this.hidden.fire();
  }

  dispose(): void {
    this.hide();
  }

  protected abstract seen(): Seen;
  protected abstract obey(move: Exclude<Move, string>): void;

  private answer(move: Move): void {
    if (move === "escape") this.hide();
    else if (move === "back") this.goBack();
    else {
      if (move !== "enter") this.obey(move);
      this.accepted.fire();
      this.afterEnter();
    }
  }

  /** What the person does when Enter was not taken. */
  protected afterEnter(): void {}

  private goBack(): void {
    if (!this.buttons.includes(QuickInputButtons.Back)) throw new Error(`“${this.title}” has no way back.`);
    this.triggered.fire(QuickInputButtons.Back);
  }
}

interface Item {
  readonly label: string;
  readonly description?: string;
  readonly detail?: string;
  readonly kind?: number;
}

export class QuickPick extends Box {
  items: readonly Item[] = [];
  activeItems: readonly Item[] = [];
  selectedItems: readonly Item[] = [];
  canSelectMany = false;
  matchOnDescription = false;
  matchOnDetail = false;

  override show(): void {
    const first = this.items.filter(({ kind }) => kind !== QuickPickItemKind.Separator)[0];
    if (this.activeItems.length === 0 && first) this.activeItems = [first];
    if (!this.canSelectMany) this.selectedItems = this.activeItems;
    super.show();
  }

  protected seen(): Seen {
    const labels = (items: readonly Item[]) => items.map(({ label }) => label);
    const { title, placeholder, step, totalSteps } = this;
    return {
      title,
      text: placeholder,
      lines: labels(this.items),
      details: this.items
        .filter(({ kind }) => kind === undefined)
        .map(({ description, detail }) => [description, detail]),
      picked: labels(this.selectedItems),
      step,
      totalSteps,
    };
  }

  /** A person whose line is not taken gives up. */
  protected override afterEnter(): void {
    this.hide();
  }

  protected obey(move: Exclude<Move, string>): void {
    if (!("pick" in move)) throw new Error(`“${this.title}” cannot be typed into.`);
    this.selectedItems = [move.pick].flat().map((wanted) => {
      const item = this.items.find(({ label }) => label.includes(wanted));
      if (!item)
        throw new Error(`“${wanted}” is not among ${this.items.map(({ label }) => label).join(", ")}.`);
      return item;
    });
  }
}

export class InputBox extends Box {
  value = "";
  prompt: string | undefined;
  password = false;
  private message: string | { readonly message: string } | undefined;
  private readonly changed = new EventEmitter<string>();
  readonly onDidChangeValue = this.changed.event;

  get validationMessage(): string | { readonly message: string } | undefined {
    return this.message;
  }

  /** A person whose text is not taken gives up. */
  set validationMessage(message: string | { readonly message: string } | undefined) {
    this.message = message;
    if (typeof message === "string") person.complaint = message;
    else if (message) person.notes.push(message.message);
  }

  protected seen(): Seen {
    const { title, prompt, value, placeholder, step, totalSteps, password, message } = this;
    const problem = typeof message === "string" ? message : undefined;
    return { title, text: prompt, value, example: placeholder, step, totalSteps, password, problem };
  }

  protected obey(move: Exclude<Move, string>): void {
    if (!("type" in move)) throw new Error(`“${this.title}” has nothing to pick.`);
    this.value = move.type;
    this.changed.fire(this.value);
  }

  protected override afterEnter(): void {
    if (typeof this.message === "string") this.hide();
  }
}

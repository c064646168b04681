import { l10n } from "vscode";
import { isSame, listOf } from "../../resources/elements.ts";
import type { Ask, Change, Field, Json, Kind, Stored } from "../../resources/kind.ts";
import { askText, back, type PromptFrame, pick, pickMany, required } from "../prompts.ts";
import type { WizardStep } from "../wizard.ts";

/** What was answered, by the names of the kind's fields; names that are no field's are of the questions themselves. */
export type Answers = Readonly<Record<string, Json>>;

/** The answer that is no field's: the id, where it is chosen by whoever is asked. */
export const chosenId = "?id";

/** The answer that is no field's: the change, as plain JSON, that must be made before. */
const first = "?first";

/** `answers` with a change that must be made before. */
export function withFirst(answers: Answers, change: Change): Answers {
  return { ...answers, [first]: JSON.parse(JSON.stringify(change)) };
}

/** `answers` without one, as before it was asked for. */
export function withoutFirst({ [first]: _, ...answers }: Answers): Answers {
  return answers;
}

/** The changes that must be made before, as {@link withFirst} has put them there. */
export function firstChanges({ [first]: change }: Answers): readonly Change[] {
  return change === undefined ? [] : [change as unknown as Change];
}

/** One question about a new resource. */
export type Question = WizardStep<Answers>;

/** A question about one field. */
export interface FieldQuestion extends Question {
  readonly field: string;
}

/** A field with what is asked for it. */
interface Asked {
  readonly name: string;
  readonly field: Field;
  readonly ask: Ask;
  /** Those that are there already, as far as they could be read. */
  readonly others: readonly Stored[];
  readonly kind: Kind;
}

/** The questions that a kind's fields ask about a new one, in their order. */
export function questionsOf(kind: Kind, others: readonly Stored[]): FieldQuestion[] {
  return Object.entries<Field>(kind.fields).flatMap(([name, field]) =>
    field.ask ? [questionOf({ name, field, ask: field.ask, others, kind })] : [],
  );
}

function questionOf(asked: Asked): FieldQuestion {
  const { name, ask, field } = asked;
  return {
    field: name,
    skip: (answers) => ask.unless?.(answers) ?? false,
    async ask(answers, frame) {
      const before = answers[name];
      const answer = ask.choices
        ? await (isSeveral(field, ask) ? chooseSeveral(ask, before, frame) : chooseOne(ask, before, frame))
        : await typed(asked, before, frame);
      if (answer === back) return back;
      const { [name]: _, ...rest } = answers;
      return answer === undefined ? rest : { ...rest, [name]: answer };
    },
  };
}

/** Of a set several elements are chosen, unless every choice is a whole list. */
function isSeveral({ set }: Field, { choices = [] }: Ask): boolean {
  return set !== undefined && !choices.every(({ value }) => Array.isArray(value));
}

async function chooseOne({ prompt, choices = [] }: Ask, before: Json | undefined, frame: PromptFrame) {
  const options = choices.map((choice) => ({
    label: choice.label,
    ...(choice.detail !== undefined && { detail: choice.detail }),
    value: choice,
    picked: before !== undefined && isSame(choice.value, before),
  }));
  const chosen = await pick({ ...frame, placeholder: prompt, options });
  return chosen === back ? back : chosen.value;
}

async function chooseSeveral(
  { prompt, choices = [], optional }: Ask,
  before: Json | undefined,
  frame: PromptFrame,
) {
  const chosenBefore = before === undefined ? choices.slice(0, 1).map(({ value }) => value) : listOf(before);
  const options = choices.map(({ value, label, detail }) => ({
    label,
    ...(detail !== undefined && { detail }),
    value,
    picked: chosenBefore.some((one) => isSame(one, value)),
  }));
  for (;;) {
    const chosen = await pickMany<Json>({ ...frame, placeholder: prompt, options });
    if (chosen === back || chosen.length > 0 || optional) return chosen;
  }
}

async function typed(asked: Asked, before: Json | undefined, frame: PromptFrame) {
  const { ask, field } = asked;
  const { prompt, example, optional } = ask;
  const text = await askText({
    ...frame,
    prompt: optional ? l10n.t("{0} (may be left empty)", prompt) : prompt,
    value: textOf(field, before),
    ...(example !== undefined && { placeholder: example }),
    password: field.secret ?? false,
    validate: (answer) => problemOf(asked, answer),
  });
  if (text === back) return back;
  if (text === "") return undefined;
  return field.set ? elementsOf(text).map((one) => elementOf(field, one)) : text;
}

/** What is asked for again, and said as people type it. */
function textOf({ set }: Field, before: Json | undefined): string {
  if (!set) return typeof before === "string" ? before : "";
  const words = listOf(before).map((one) =>
    typeof one === "object" && one !== null ? Object.entries(one).find(([key]) => key === set.key)?.[1] : one,
  );
  return words.filter((word) => typeof word === "string").join(", ");
}

function elementsOf(text: string): string[] {
  return [...new Set(text.split(/[\s,]+/).filter(Boolean))];
}

function elementOf({ set }: Field, word: string): Json {
  return set?.key === undefined ? word : { [set.key]: word };
}

function problemOf(asked: Asked, text: string): string | undefined {
  const { ask, field } = asked;
  if (text === "") return ask.optional ? undefined : required(text);
  const words = field.set ? elementsOf(text) : [text];
  const problem = words.map((word) => ask.check?.(word)).find((one) => one !== undefined);
  return problem ?? (field.set ? undefined : (addressProblem(ask, text) ?? takenProblem(asked, text)));
}

function addressProblem({ example = "" }: Ask, text: string): string | undefined {
  const isAddress = URL.canParse(text) && new URL(text).protocol === "https:";
  return example.startsWith("https://") && !isAddress
    ? l10n.t("This must be an address that begins with https://.")
    : undefined;
}

/** Two may not have the same value of what a cloud tells them apart by. */
function takenProblem({ kind, name, field, ask, others }: Asked, text: string): string | undefined {
  const { identity, noun } = kind;
  const isIdentity = identity.by === "fields" && identity.unique && identity.fields.join() === name;
  if (!isIdentity && !ask.unique) return undefined;
  const other = others.find(
    ({ value }) => new Map<string, unknown>(Object.entries(value)).get(name) === text,
  );
  return (
    other &&
    l10n.t(
      "{0} is that of the {1} “{2}” already: {3}.",
      field.label,
      noun,
      kind.titleOf(other.value, other.ref),
      text,
    )
  );
}

import { l10n } from "vscode";
import { isCancelled, toFailure } from "../core/failure.ts";
import { back, type Memory, type PromptFrame } from "./prompts.ts";
import { askWayOnOrMend } from "./ways-on.ts";

/** One question of a wizard: the state with its answer in it, or back to the question before. */
export interface WizardStep<T> {
  /** Not asked when this says so. */
  readonly skip?: (state: T) => boolean;
  /** What is read for it may leave nothing to ask: then it answers without a prompt. */
  readonly mayAskNothing?: true;
  ask(state: T, frame: PromptFrame): Promise<T | typeof back>;
}

/**
 * Asks one question after the other, with a way back to each; answers given before are kept and can be suggested again. How many
 * there will be is said only where no answer changes it. What was answered without asking has no number, and nobody goes back to it.
 * What is answered is kept in `memory`, to be suggested when the same is asked again, in this wizard or another.
 * A question that fails, because something could not be read for it, costs no answer: it is asked again, or the one before it.
 * Begins with the question at `from`; those before it count as answered by `initial`. Esc throws `cancelled` from the prompt.
 */
export async function runWizard<T>(
  title: string,
  steps: readonly WizardStep<T>[],
  initial: T,
  from = 0,
  memory: Memory = new Map(),
): Promise<T> {
  const history = [...steps.keys()].filter((each) => each < from && !steps[each]?.skip?.(initial));
  const isCertain = steps.every(({ skip, mayAskNothing }) => !skip && !mayAskNothing);
  let state = initial;
  let index = nextStep(steps, from, state);
  while (index < steps.length) {
    const step = steps[index];
    if (!step) break;
    let isAsked = false;
    const answer = await answerTo(step, state, {
      title,
      step: history.length + 1,
      ...(isCertain && { totalSteps: steps.length }),
      canGoBack: history.length > 0,
      memory,
      whenAsked: () => {
        isAsked = true;
      },
    });
    if (answer === back) {
      index = history.pop() ?? index;
      continue;
    }
    if (isAsked) history.push(index);
    state = answer;
    index = nextStep(steps, index + 1, state);
  }
  return state;
}

/** Why answers were not taken, and the one that has to be another. */
export interface Refusal<N extends string> {
  readonly question: N;
  readonly text: string;
}

/** What became of answers: taken, or refused, and then which question comes next; none where the same are to be tried again. */
type Tried<T, N extends string, R> =
  | { readonly result: R }
  | { readonly refused: Refusal<N> | undefined; readonly answers: T };

/** Questions that are asked until their answers are taken. */
interface UntilTaken<T, N extends string, R> {
  readonly title: string;
  /** What the questions ask for, in their order. */
  readonly names: readonly N[];
  readonly answers: T;
  /** The first question; those before it are answered. */
  readonly from: N;
  /** A refusal stands where the answer that it is about is given. */
  questions(refusal: Refusal<N> | undefined): readonly WizardStep<T>[];
  /** Throws what no other answer mends. */
  take(answers: T): Promise<Tried<T, N, R>>;
}

/** Asks, tries, and asks again only what was wrong: what was typed survives a mistake. */
export async function askUntilTaken<T, N extends string, R>(
  asked: UntilTaken<T, N, R>,
): Promise<{ readonly answers: T; readonly result: R }> {
  const { title, names } = asked;
  let { answers } = asked;
  let next: number = names.indexOf(asked.from);
  let refusal: Refusal<N> | undefined;
  for (;;) {
    answers = await runWizard(title, asked.questions(refusal), answers, next);
    const tried = await asked.take(answers);
    if ("result" in tried) return { answers, result: tried.result };
    ({ refused: refusal, answers } = tried);
    next = refusal ? names.indexOf(refusal.question) : names.length;
  }
}

async function answerTo<T>(step: WizardStep<T>, state: T, frame: PromptFrame): Promise<T | typeof back> {
  for (;;) {
    try {
      return await step.ask(state, frame);
    } catch (error) {
      if (isCancelled(error)) throw error;
      const before = frame.canGoBack ? [{ title: l10n.t("Go Back"), value: "before" as const }] : [];
      const again = { title: l10n.t("Try Again"), value: "again" as const };
      const way = await askWayOnOrMend<"again" | "before">(toFailure(error), again, before);
      if (way === "before") return back;
    }
  }
}

function nextStep<T>(steps: readonly WizardStep<T>[], from: number, state: T): number {
  let index = from;
  while (steps[index]?.skip?.(state)) index += 1;
  return index;
}

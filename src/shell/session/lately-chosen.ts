import { l10n, type Memento } from "vscode";
import { type back, type Option, type PickPrompt, pick } from "../prompts.ts";

const storageKey = "latelyChosen";

/** How many are remembered, of all lists together. */
const mostRemembered = 40;

/** How many of them stand on top of a list. */
const mostOnTop = 3;

/** A list that is seen at a glance keeps its order. */
const shortestList = 8;

/** What was chosen lately in long lists, so that it stands on top of them the next time. Remembered in `memento`. */
export class LatelyChosen {
  constructor(private readonly memento: Memento) {}

  /**
   * Asks for one of the options, those that were chosen lately first. `keyOf` names an option among all lists; it is kept in
   * clear, and what must not be has none.
   */
  async pick<T>(prompt: PickPrompt<T>, keyOf: (value: T) => string | undefined): Promise<T | typeof back> {
    const chosen = await pick({ ...prompt, options: this.inOrder(prompt.options, keyOf) });
    const key = typeof chosen === "symbol" ? undefined : keyOf(chosen);
    if (key !== undefined) await this.remember(key);
    return chosen;
  }

  private inOrder<T>(
    options: readonly Option<T>[],
    keyOf: (value: T) => string | undefined,
  ): readonly Option<T>[] {
    if (options.length < shortestList) return options;
    const fit = options.filter(({ unfit }) => unfit === undefined);
    const byKey = new Map(fit.map((option) => [keyOf(option.value), option]));
    const top = this.keys()
      .flatMap((key) => byKey.get(key) ?? [])
      .slice(0, mostOnTop);
    if (top.length === 0) return options;
    const others = underTheirHeadings(options, l10n.t("All others")).filter(({ value }) =>
      top.every((one) => one.value !== value),
    );
    return oncePerHeading([...top.map((one) => ({ ...one, group: l10n.t("Chosen lately") })), ...others]);
  }

  private async remember(key: string): Promise<void> {
    const others = this.keys().filter((one) => one !== key);
    await this.memento.update(storageKey, [key, ...others].slice(0, mostRemembered));
  }

  private keys(): readonly string[] {
    return this.memento.get<readonly string[]>(storageKey, []);
  }
}

/** Each option with the heading it stands under; only the first below one says it. */
function underTheirHeadings<T>(options: readonly Option<T>[], otherwise: string): Option<T>[] {
  let group = otherwise;
  return options.map((option) => {
    group = option.group ?? group;
    return { ...option, group };
  });
}

function oncePerHeading<T>(options: readonly Option<T>[]): Option<T>[] {
  return options.map((option, index) => {
    const { group, ...rest } = option;
    return group === undefined || options[index - 1]?.group === group ? rest : { ...rest, group };
  });
}

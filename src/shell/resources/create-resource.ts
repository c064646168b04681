import { l10n } from "vscode";
import { Failure } from "../../core/failure.ts";
import { creation } from "../../resources/changes.ts";
import type { Field, Json, Kind, Store } from "../../resources/kind.ts";
import { slug } from "../../workflows/secure-api/names.ts";
import { reading } from "../cancellation.ts";
import type { Command } from "../commands/command.ts";
import { commandIds } from "../ids.ts";
import { askText, back, required } from "../prompts.ts";
import type { Services } from "../services.ts";
import { targetOf } from "../target.ts";
import { runWizard, type WizardStep } from "../wizard.ts";
import { openStoreOf, reviewAndRun } from "./review-and-run.ts";

/** With a number behind it, no longer than the 80 characters that ids may have. */
const maxId = 76;

type Answers = Readonly<Record<string, Json>>;

/** The command that creates one of any kind: ask, review, apply. */
export function createResourceCommand(services: Services): Command {
  return {
    id: commandIds.createResource,
    title: l10n.t("Create…"),
    async run(argument) {
      const target = targetOf(argument);
      if (target?.kind !== "resource-group") {
        throw new Failure("invalid-input", l10n.t("There is nothing to create here."), {
          remedy: l10n.t("Use the command from the context menu of a tree item."),
        });
      }
      const { of: kind, owner } = target;
      const { store } = await openStoreOf(services, target);
      const answers = await runWizard<Answers>(
        l10n.t("New {0} in {1}", kind.noun, owner.split("/").at(-1) ?? ""),
        questionsOf(kind),
        {},
      );
      const draft = { ...kind.defaults, ...answers };
      const refId = await reading(kind.plural, (signal) => freeId(kind, store, owner, draft, signal));
      return reviewAndRun(
        services,
        creation(kind, owner, draft, { id: "create", ...(refId !== undefined && { refId }) }),
      );
    },
  };
}

function questionsOf({ fields }: Kind): WizardStep<Answers>[] {
  return Object.entries<Field>(fields).flatMap(([name, { ask, secret }]) => {
    if (!ask) return [];
    const { prompt, example, optional } = ask;
    const step: WizardStep<Answers> = {
      async ask({ [name]: before, ...others }, frame) {
        const answer = await askText({
          ...frame,
          prompt: optional ? l10n.t("{0} (may be left empty)", prompt) : prompt,
          ...(typeof before === "string" && { value: before }),
          ...(example !== undefined && { placeholder: example }),
          password: secret ?? false,
          validate: (text) => problemOf(text, ask),
        });
        if (answer === back) return back;
        return answer === "" ? others : { ...others, [name]: answer };
      },
    };
    return [step];
  });
}

function problemOf(text: string, { example = "", optional }: NonNullable<Field["ask"]>): string | undefined {
  if (text === "") return optional ? undefined : required(text);
  const isAddress = URL.canParse(text) && new URL(text).protocol === "https:";
  return example.startsWith("https://") && !isAddress
    ? l10n.t("This must be an address that begins with https://.")
    : undefined;
}

/** An id from the title that none has yet; `undefined` where the cloud gives ids. */
async function freeId(
  kind: Kind,
  store: Store,
  owner: string,
  draft: object,
  signal: AbortSignal,
): Promise<string | undefined> {
  if (kind.identity.by !== "id") return undefined;
  const taken = new Set<string>();
  for await (const { ref } of store.list(owner, {}, signal)) taken.add(ref.id.toLowerCase());
  const base = (slug(kind.titleOf(draft, { kind: kind.id, owner })) || slug(kind.noun)).slice(0, maxId);
  let id = base;
  for (let next = 2; taken.has(id); next += 1) id = `${base}-${next}`;
  return id;
}

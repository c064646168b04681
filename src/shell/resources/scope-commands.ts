import { l10n } from "vscode";
import { Failure } from "../../core/failure.ts";
import { type Auth0Api, apiTitle, type Scope } from "../../domain/auth0.ts";
import { scopeDescriptionProblem, scopeProblem } from "../../domain/auth0-answers.ts";
import { changeOf } from "../../resources/changes.ts";
import { readerOf, type ShelvedClouds, storeOf } from "../../resources/clouds.ts";
import type { FieldElements, Kind, Stored } from "../../resources/kind.ts";
import { auth0Api } from "../../resources/kinds/auth0-api.ts";
import { clientGrant } from "../../resources/kinds/client-grant.ts";
import { collect } from "../../workflows/collect.ts";
import { reading } from "../cancellation.ts";
import { chooseResource, type ResourceRef } from "../choose-resource.ts";
import type { Command, Report } from "../commands/command.ts";
import { type CommandId, commandIds } from "../ids.ts";
import { openCloudOf } from "../open-store.ts";
import { askText, back, required } from "../prompts.ts";
import { readTitles } from "../read-names.ts";
import type { Services } from "../services.ts";
import { targetOf } from "../target.ts";
import type { WizardStep } from "../wizard.ts";
import { askAndMake } from "./ask-and-make.ts";
import { planOf, reviewAndRun } from "./review-and-run.ts";
import { requireRight } from "./rights.ts";
import { pickScopes } from "./scope-picks.ts";

/** The commands about the scopes that an API has, and those that a grant lets through. */
export function scopeCommands(services: Services): Command[] {
  const command = (id: CommandId, title: string, kind: Kind, act: Act): Command => ({
    id,
    title,
    run: async (argument) => {
      const target = targetOf(argument);
      const isIt = target?.kind === "resource" && target.of.id === kind.id;
      const { ref } = isIt
        ? target
        : await chooseResource(services.accounts, [kind], title, (one) => unfitFor(id, kind, one));
      await requireRight(services.accounts, kind, ref.owner, "update");
      return act(services, ref, title);
    },
  });
  return [
    command(commandIds.addScope, l10n.t("Add Scope…"), auth0Api, addScope),
    command(commandIds.removeScopes, l10n.t("Remove Scopes…"), auth0Api, removeScopes),
    command(commandIds.editGrantedScopes, l10n.t("Edit Granted Scopes…"), clientGrant, editGranted),
  ];
}

/** What the command would refuse once it was chosen. */
function unfitFor(id: CommandId, kind: Kind, { value }: Stored): string | undefined {
  const locked = kind.lockedBecause?.(value);
  if (locked !== undefined) return locked;
  if (
    id === commandIds.removeScopes &&
    "scopes" in value &&
    Array.isArray(value.scopes) &&
    value.scopes.length === 0
  )
    return l10n.t("It has no scopes.");
  return "allowsAllScopes" in value && value.allowsAllScopes === true
    ? l10n.t("This grant has all scopes of its API, and no list of them.")
    : undefined;
}

type Act = (services: Services, ref: ResourceRef["ref"], title: string) => Promise<Report | undefined>;

async function addScope(
  services: Services,
  ref: ResourceRef["ref"],
  title: string,
): Promise<Report | undefined> {
  const { stored } = await readOne(services, auth0Api, ref);
  const { scopes = [] } = unlocked(auth0Api, stored).value;
  return askAndMake<NewScope>(services, {
    command: { id: commandIds.addScope, title },
    title: `${title} ${apiTitle(stored.value)}`,
    questions: newScopeQuestions(scopes),
    answers: { value: "", description: "" },
    async plan({ value, description }) {
      const added = [{ value, ...(description !== "" && { description }) }];
      const planned = changeOf(auth0Api, stored, [{ path: "scopes", added, removed: [] }], { id: "scopes" });
      if (!planned) return { text: l10n.t("Nothing was changed: there is nothing to do.") };
      return planOf(planned, [
        l10n.t("Applications with a client grant get it only once their grant has it too."),
      ]);
    },
  });
}

/** What is asked of a new scope; its description may be empty. */
interface NewScope {
  readonly value: string;
  readonly description: string;
}

function newScopeQuestions(scopes: readonly Scope[]): readonly WizardStep<NewScope>[] {
  return [
    {
      async ask(state, frame) {
        const value = await askText({
          ...frame,
          prompt: l10n.t("The scope, as it stands in tokens"),
          placeholder: "read:orders",
          value: state.value,
          validate: (text) => required(text) ?? scopeProblem(text) ?? takenProblem(scopes, text),
        });
        return value === back ? back : { ...state, value };
      },
    },
    {
      async ask(state, frame) {
        const description = await askText({
          ...frame,
          prompt: l10n.t("What a user reads who is asked for consent (may be left empty)"),
          placeholder: l10n.t("Read orders"),
          value: state.description,
          validate: scopeDescriptionProblem,
        });
        return description === back ? back : { ...state, description };
      },
    },
  ];
}

async function removeScopes(services: Services, ref: ResourceRef["ref"], title: string): Promise<Report> {
  const { stored, clouds } = await readOne(services, auth0Api, ref);
  const { scopes = [] } = unlocked(auth0Api, stored).value;
  if (scopes.length === 0) throw withoutScopes(stored.value);
  const frame = { title: `${title} ${apiTitle(stored.value)}` };
  const chosen = answered(await pickScopes(frame, l10n.t("Which scopes shall go?"), scopes, () => false));
  if (chosen.length === 0) return { text: l10n.t("Nothing was changed: no scope was chosen.") };
  const removed = scopes.filter(({ value }) => chosen.includes(value)).map(plain);
  const change: FieldElements = { path: "scopes", added: [], removed };
  const breaks = await reading(clientGrant.plural, async (signal) =>
    auth0Api.breaks?.(stored, [change], readerOf(clouds), signal),
  );
  const notes = breaks?.known ? breaks.value : [l10n.t("Which grants have it could not be read.")];
  return review(services, auth0Api, stored, change, notes);
}

async function editGranted(services: Services, ref: ResourceRef["ref"], title: string): Promise<Report> {
  const { stored, clouds } = await readOne(services, clientGrant, ref);
  const { audience, scopes: granted, allowsAllScopes } = unlocked(clientGrant, stored).value;
  if (allowsAllScopes) {
    throw new Failure("unsupported", l10n.t("This grant has all scopes of its API, and no list of them."), {
      remedy: l10n.t("Take “allow_all_scopes” out in its document first."),
    });
  }
  const [[api], titleOf] = await reading(auth0Api.plural, (signal) =>
    Promise.all([
      collect(storeOf(clouds, auth0Api).list(ref.owner, { identifier: audience }, signal), signal),
      readTitles(services.accounts, clientGrant, [stored], signal),
    ]),
  );
  const { scopes = [] } = api?.value ?? {};
  if (api && scopes.length === 0) throw withoutScopes(api.value);
  const frame = { title: `${title} ${titleOf(stored)}` };
  const placeholder = l10n.t("Which scopes may its tokens have?");
  const chosen = answered(await pickScopes(frame, placeholder, scopes, (one) => granted.includes(one)));
  const added = chosen.filter((one) => !granted.includes(one));
  const removed = granted.filter((one) => !chosen.includes(one));
  if (added.length + removed.length === 0) {
    return { text: l10n.t("Nothing was changed: the grant has these scopes already.") };
  }
  return review(services, clientGrant, stored, { path: "scopes", added, removed }, [
    ...(removed.length > 0 ? [l10n.t("Tokens that were issued keep their scopes until they expire.")] : []),
  ]);
}

/** One as it is now, and the cloud that it is from. */
async function readOne<T extends object, D extends object>(
  { accounts }: Services,
  kind: Kind<T, D>,
  ref: ResourceRef["ref"],
): Promise<{ readonly stored: Stored<T>; readonly clouds: ShelvedClouds }> {
  return reading(kind.noun, async (signal) => {
    const clouds = await openCloudOf(accounts, kind, ref.owner, signal);
    const stored = await storeOf(clouds, kind).read(ref, signal);
    if (stored) return { stored, clouds };
    throw new Failure("not-found", l10n.t("The {0} “{1}” is gone.", kind.noun, ref.id), {
      remedy: l10n.t("Refresh the tree."),
    });
  });
}

function unlocked<T extends object, D extends object>(kind: Kind<T, D>, stored: Stored<T>): Stored<T> {
  const reason = kind.lockedBecause?.(stored.value);
  if (reason !== undefined)
    throw new Failure("rejected", `“${kind.titleOf(stored.value, stored.ref)}”: ${reason}`);
  return stored;
}

/** Element by element, so that what others added meanwhile stays. */
async function review<T extends object, D extends object>(
  services: Services,
  kind: Kind<T, D>,
  stored: Stored<T>,
  change: FieldElements,
  notes: readonly string[],
): Promise<Report> {
  const planned = changeOf(kind, stored, [change], { id: "scopes" });
  if (!planned) return { text: l10n.t("Nothing was changed: there is nothing to do.") };
  return reviewAndRun(services, planned, notes);
}

function answered<T>(answer: T | typeof back): T {
  if (answer === back) throw new Failure("cancelled", "Cancelled.");
  return answer;
}

function takenProblem(scopes: readonly Scope[], text: string): string | undefined {
  return scopes.some(({ value }) => value === text)
    ? l10n.t("The API has the scope {0} already.", text)
    : undefined;
}

function plain({ value, description }: Scope) {
  return { value, ...(description !== undefined && { description }) };
}

function withoutScopes(api: Auth0Api): Failure {
  return new Failure("unsupported", l10n.t("The API “{0}” has no scopes.", apiTitle(api)), {
    remedy: l10n.t("Add one with the command “Add Scope…”."),
  });
}

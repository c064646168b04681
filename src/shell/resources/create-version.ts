import { l10n } from "vscode";
import { Failure } from "../../core/failure.ts";
import { type ShelvedClouds, storeIn } from "../../resources/clouds.ts";
import type { Kind, Ref, Stored } from "../../resources/kind.ts";
import { type ApiSettings, apimApi } from "../../resources/kinds/apim-api.ts";
import { importedApi } from "../../resources/kinds/imported-api.ts";
import { versionSet, versionSetIdOf } from "../../resources/kinds/version-set.ts";
import { collect } from "../../workflows/collect.ts";
import type { KeyChoices } from "../../workflows/import-api/keys.ts";
import { planVersion, type VersionChoices } from "../../workflows/import-api/plan-version.ts";
import { slug } from "../../workflows/secure-api/names.ts";
import { reading } from "../cancellation.ts";
import { chooseResource } from "../choose-resource.ts";
import type { Command, Report } from "../commands/command.ts";
import { commandIds } from "../ids.ts";
import { openCloudOf } from "../open-store.ts";
import { back } from "../prompts.ts";
import { resourceIn } from "../resource-target.ts";
import type { Services } from "../services.ts";
import { targetOf } from "../target.ts";
import { askAndMake } from "./ask-and-make.ts";
import { askKeys, freeId } from "./key-questions.ts";
import { type SetAnswers, versionQuestions } from "./version-questions.ts";

/** Well within the 256 characters that ids of APIs may have, with a version and a number behind it. */
const maxId = 76;

/** The command that makes a new version of an API as a copy of it, or of one of its revisions: ask, show, make. */
export function createVersionCommand(services: Services): Command {
  const title = l10n.t("Create Version…");
  return {
    id: commandIds.createVersion,
    title,
    async run(argument) {
      const resource = resourceIn(targetOf(argument));
      const { ref } =
        resource?.kind === apimApi ? resource : await chooseResource(services.accounts, [apimApi], title);
      return createVersion(services, ref, title);
    },
  };
}

interface Answers extends SetAnswers {
  readonly keys?: KeyChoices;
}

async function createVersion(
  services: Services,
  ref: Required<Ref>,
  title: string,
): Promise<Report | undefined> {
  const { accounts } = services;
  const read = () =>
    reading(ref.id, async (signal) =>
      readAround(await openCloudOf(accounts, apimApi, ref.owner, signal), ref, signal),
    );
  const { api, apis, copied, sets } = await read();
  const own = versionSetIdOf(api.value.apiVersionSetId);
  const isOf = (setId: string) => (one: Stored<ApiSettings>) =>
    versionSetIdOf(one.value.apiVersionSetId)?.toLowerCase() === setId.toLowerCase();
  const idFor = ({ version = "" }: Answers) =>
    freeId(
      `${plainId(ref.id)}-${slug(version) || "version"}`.slice(-maxId).replace(/^-+/, ""),
      apis.map((one) => one.ref.id),
    );
  return askAndMake<Answers>(services, {
    command: { id: commandIds.createVersion, title },
    title: l10n.t("New version of “{0}”", api.value.displayName),
    questions: [
      ...versionQuestions<Answers>({
        api: api.value,
        sets,
        own: sets.find((one) => one.ref.id.toLowerCase() === own?.toLowerCase()),
        versionsIn: (setId) => apis.filter(isOf(setId)).flatMap(({ value }) => value.apiVersion ?? []),
      }),
      {
        async ask(state, frame) {
          const { subscriptionRequired, products } = copied.value;
          const about = { owner: ref.owner, apiId: idFor(state), subscriptionRequired, products };
          const keys = await askKeys(accounts, about, frame);
          return keys === back ? back : { ...state, keys };
        },
      },
    ],
    answers: {},
    // what is there may be other than when the questions began
    plan: async (answers) => planVersion(await read(), choicesOf(answers, idFor(answers))),
  });
}

function choicesOf({ set, version, keys = { products: [] } }: Answers, apiId: string): VersionChoices {
  if (!set || version === undefined) throw new Failure("internal", "The version has no name or no set.");
  return { ...keys, apiId, version, set };
}

async function readAround({ azure }: ShelvedClouds, { owner, id }: Required<Ref>, signal: AbortSignal) {
  const one = async <T extends object, D extends object>(kind: Kind<T, D>, name: string) => {
    const found = await storeIn(azure, kind).read({ kind: kind.id, owner, id: name }, signal);
    if (found) return found;
    throw new Failure("not-found", l10n.t("The API “{0}” is gone.", name), {
      remedy: l10n.t("Refresh the tree."),
    });
  };
  const [api, { value: settings }, copied, apis, sets] = await Promise.all([
    one(apimApi, plainId(id)),
    one(apimApi, id),
    one(importedApi, id),
    collect(storeIn(azure, apimApi).list(owner, {}, signal), signal),
    collect(storeIn(azure, versionSet).list(owner, {}, signal), signal),
  ]);
  return { api, settings, copied, apis, sets };
}

function plainId(id: string): string {
  return id.replace(/;rev=.*$/, "");
}

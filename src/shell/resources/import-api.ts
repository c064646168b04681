import { l10n } from "vscode";
import { Failure, toFailure } from "../../core/failure.ts";
import { instancePath } from "../../domain/instance-path.ts";
import { storeIn } from "../../resources/clouds.ts";
import type { Stored } from "../../resources/kind.ts";
import { type ApiSettings, apimApi } from "../../resources/kinds/apim-api.ts";
import type { Plan } from "../../resources/plan.ts";
import { collect } from "../../workflows/collect.ts";
import { planImport } from "../../workflows/import-api/plan-import.ts";
import { slug } from "../../workflows/secure-api/names.ts";
import { reading } from "../cancellation.ts";
import { chooseOwner } from "../choose-resource.ts";
import type { Command, Report } from "../commands/command.ts";
import { commandIds } from "../ids.ts";
import { openCloudOf } from "../open-store.ts";
import type { Services } from "../services.ts";
import { type Target, targetOf } from "../target.ts";
import { askAndMake } from "./ask-and-make.ts";
import { type ImportAnswers, importQuestions } from "./import-questions.ts";
import { freeId } from "./key-questions.ts";

/** With a number behind it, well within the 256 characters that ids of APIs may have. */
const maxId = 76;

/** The command that makes an API from its description: ask, show what will be made, make it. */
export function importApiCommand(services: Services): Command {
  const title = l10n.t("Import API…");
  return {
    id: commandIds.importApi,
    title,
    async run(argument) {
      const owner = ownerOf(targetOf(argument)) ?? (await chooseOwner(services.accounts, apimApi, title));
      return importApi(services, owner, title);
    },
  };
}

function ownerOf(target: Target | undefined): string | undefined {
  if (target?.kind === "resource-group" && target.of.id === apimApi.id) return target.owner;
  return target?.kind === "instance" ? instancePath(target.instance) : undefined;
}

async function importApi(services: Services, owner: string, title: string): Promise<Report | undefined> {
  const others = await reading(apimApi.plural, (signal) => thoseThere(services, owner, signal));
  const ids = others.map(({ ref }) => ref.id);
  const idFor = (name: string) => freeId((slug(name) || "api").slice(0, maxId), ids);
  const paths = others.map(({ value }) => value.path);
  return askAndMake<ImportAnswers>(services, {
    command: { id: commandIds.importApi, title },
    title: l10n.t("Import an API into {0}", owner.split("/").at(-1) ?? ""),
    questions: importQuestions(services.accounts, { owner, paths, idFor }),
    answers: {},
    plan: async (answers) => planOf(answers, owner, idFor),
  });
}

function planOf(answers: ImportAnswers, owner: string, idFor: (name: string) => string): Plan {
  const {
    given,
    description,
    problems = [],
    displayName = "",
    path = "",
    subscriptionRequired = true,
  } = answers;
  if (!given || !description) throw new Failure("internal", "The import has no document.");
  const apiId = idFor(displayName);
  const choices = { ...answers, owner, apiId, displayName, path, subscriptionRequired };
  return planImport({ description, problems, origin: given.origin }, choices);
}

/** Who may not list APIs may import one all the same: the service says what is taken. */
async function thoseThere(
  { accounts }: Services,
  owner: string,
  signal: AbortSignal,
): Promise<readonly Stored<ApiSettings>[]> {
  try {
    const { azure } = await openCloudOf(accounts, apimApi, owner, signal);
    return await collect(storeIn(azure, apimApi).list(owner, {}, signal), signal);
  } catch (error) {
    if (toFailure(error).code !== "forbidden") throw error;
    return [];
  }
}

import { l10n } from "vscode";
import { Failure } from "../../core/failure.ts";
import type { Ref, Stored } from "../../resources/kind.ts";
import { apimApi } from "../../resources/kinds/apim-api.ts";
import type { Plan } from "../../resources/plan.ts";
import { planReimport, readApiSnapshot } from "../../workflows/import-api/plan-reimport.ts";
import { reading } from "../cancellation.ts";
import { chooseResource } from "../choose-resource.ts";
import type { Command } from "../commands/command.ts";
import { commandIds } from "../ids.ts";
import { openCloudOf } from "../open-store.ts";
import { resourceIn } from "../resource-target.ts";
import type { Services } from "../services.ts";
import type { Accounts } from "../session/accounts.ts";
import { type Target, targetOf } from "../target.ts";
import { askAndMake } from "./ask-and-make.ts";
import { documentQuestion, type ImportAnswers } from "./import-questions.ts";

/** The command that imports a document over an API, which keeps its link: read all, show what goes, make a revision, release it. */
export function reimportApiCommand(services: Services): Command {
  const title = l10n.t("Re-import…");
  return {
    id: commandIds.reimportApi,
    title,
    async run(argument) {
      const { accounts } = services;
      const { ref, name } = await chosenApi(accounts, targetOf(argument), title);
      return askAndMake<ImportAnswers>(services, {
        command: { id: commandIds.reimportApi, title },
        title: l10n.t("Import “{0}” again", name),
        questions: [documentQuestion(accounts)],
        answers: {},
        plan: (answers) => planOf(accounts, answers, { ref, name }),
      });
    },
  };
}

async function planOf(
  accounts: Accounts,
  { given, description, problems = [] }: ImportAnswers,
  { ref, name }: { readonly ref: Required<Ref>; readonly name: string },
): Promise<Plan> {
  if (!given || !description) throw new Failure("internal", "The import has no document.");
  const snapshot = await reading(name, async (signal) => {
    const { azure } = await openCloudOf(accounts, apimApi, ref.owner, signal);
    return readApiSnapshot(azure, ref, signal);
  });
  return planReimport({ description, problems, origin: given.origin }, snapshot, new Date());
}

/** OpenAPI and WSDL describe no others. */
function otherTypes({ value }: Stored): string | undefined {
  const type = "type" in value ? String(value.type) : "http";
  return type === "http" || type === "soap"
    ? undefined
    : l10n.t("It is an API of the type {0}, which no document of OpenAPI or WSDL describes.", type);
}

/** The API that the command is about: that of the node, or one that is chosen. */
async function chosenApi(
  accounts: Accounts,
  target: Target | undefined,
  title: string,
): Promise<{ readonly ref: Required<Ref>; readonly name: string }> {
  const resource = resourceIn(target);
  if (target?.kind === "apim-api" && resource) return { ref: resource.ref, name: target.value.displayName };
  const { ref, value } = await chooseResource(accounts, [apimApi], title, otherTypes);
  return { ref, name: apimApi.titleOf(value, ref) };
}

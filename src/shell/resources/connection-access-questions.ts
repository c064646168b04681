import { l10n } from "vscode";
import type { ManagedIdentity } from "../../domain/apim.ts";
import { parseInstancePath } from "../../domain/azure-paths.ts";
import type { Stored } from "../../resources/kind.ts";
import { connectionAccess } from "../../resources/kinds/connection-access.ts";
import { reading } from "../cancellation.ts";
import { back, pick } from "../prompts.ts";
import type { Accounts } from "../session/accounts.ts";
import { type Question, questionsOf } from "./questions.ts";
import { accountOf } from "./tenant-questions.ts";

/** The answer that is no field's: whether the identity is named by hand. */
const byHand = "?byHand";

/** Asks who may use a connection: the managed identity of the instance, by which its policies get tokens, or another one. */
export function connectionAccessQuestions(
  accounts: Accounts,
  owner: string,
  others: readonly Stored[],
): readonly Question[] {
  const { serviceName } = parseInstancePath(owner);
  return [
    {
      async ask(answers, frame) {
        const identity = await reading(serviceName, (signal) => identityOf(accounts, owner, signal));
        const isThere = others.some(
          ({ value }) => "objectId" in value && value.objectId === identity?.principalId,
        );
        if (!identity || isThere) return { ...answers, [byHand]: true };
        const chosen = await pick<ManagedIdentity | "other">({
          ...frame,
          placeholder: l10n.t("Who may get tokens by the connection?"),
          options: [
            {
              icon: "cloud",
              label: l10n.t("The managed identity of {0}", serviceName),
              detail: l10n.t("As usual: policies get tokens by it"),
              value: identity,
            },
            {
              icon: "edit",
              label: l10n.t("Another identity of Microsoft Entra ID"),
              detail: l10n.t("Its object id and its directory are asked next"),
              value: "other",
            },
          ],
        });
        if (chosen === back) return back;
        const { objectId: _, tenantId: __, ...rest } = answers;
        return chosen === "other"
          ? { ...rest, [byHand]: true }
          : { ...rest, [byHand]: false, objectId: chosen.principalId, tenantId: chosen.tenantId };
      },
    },
    ...questionsOf(connectionAccess, others).map((question) => ({
      ...question,
      skip: ({ [byHand]: isByHand }: Parameters<NonNullable<Question["skip"]>>[0]) => isByHand !== true,
    })),
  ];
}

async function identityOf(
  accounts: Accounts,
  owner: string,
  signal: AbortSignal,
): Promise<ManagedIdentity | undefined> {
  const azure = await accounts.openAzure(await accountOf(accounts, owner));
  return (await azure.readInstance(parseInstancePath(owner), signal)).managedIdentity;
}

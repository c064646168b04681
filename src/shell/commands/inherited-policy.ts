import { l10n, type Uri } from "vscode";
import { Failure, isCancelled } from "../../core/failure.ts";
import type { PolicyLevel, WorkspaceRef } from "../../domain/apim.ts";
import type { AzureCloud } from "../../domain/azure-cloud.ts";
import { apiLevel, operationLevel, spaceOf } from "../../domain/azure-paths.ts";
import { collect } from "../../workflows/collect.ts";
import { reading } from "../cancellation.ts";
import { policyUri } from "../policy-uri.ts";
import { type Option, pick } from "../prompts.ts";
import type { Accounts } from "../session/accounts.ts";
import type { OperationTarget } from "../target.ts";

/** A level above an operation that has a policy, as a sentence names it. */
interface Above {
  readonly level: PolicyLevel;
  readonly name: string;
}

/** What an operation has of policies: its own, or what it inherits. */
interface Found {
  readonly hasOwn: boolean;
  readonly above: readonly Above[];
  /** Names of the levels that could not be read. */
  readonly unread: readonly string[];
}

/**
 * The document that opens for an operation: that of its own policy; where there is none, the one that the person chooses, a new
 * one or one that it inherits.
 */
export async function operationPolicy(accounts: Accounts, target: OperationTarget): Promise<Uri> {
  const { api, value: operation, account } = target;
  const level = operationLevel(api, operation.operationId);
  const found = await reading(operation.displayName, async (signal) =>
    look(await accounts.openAzure(account), target, level, signal),
  );
  if (found.hasOwn) return policyUri(level);
  const chosen = await pick<PolicyLevel>({
    title: l10n.t("{0} has no policy of its own", operation.displayName),
    placeholder: describe(found),
    options: [
      {
        icon: "add",
        label: l10n.t("Create a policy for {0}", operation.displayName),
        description: l10n.t("written when you save it"),
        value: level,
      },
      ...found.above.map(optionOf),
    ],
  });
  if (typeof chosen === "symbol") throw new Failure("cancelled", "Cancelled.");
  return policyUri(chosen);
}

function optionOf({ level, name }: Above, index: number): Option<PolicyLevel> {
  return {
    icon: "file-code",
    label: l10n.t("Open {0}", name),
    value: level,
    ...(index === 0 && { group: l10n.t("Inherited, the nearest first") }),
  };
}

function describe({ above, unread }: Found): string {
  const names = above.map(({ name }) => name).join(", ");
  return [
    names === "" ? l10n.t("No policy is inherited either.") : l10n.t("Inherited: {0}.", names),
    unread.length === 0 ? "" : l10n.t("Could not be read: {0}.", unread.join(", ")),
  ]
    .filter(Boolean)
    .join(" ");
}

function ofWorkspace(ref: WorkspaceRef): Above {
  const name = l10n.t("the policy of all APIs of the workspace {0}", ref.workspace);
  return { level: { kind: "workspace", ...ref }, name };
}

async function look(
  cloud: AzureCloud,
  { instance, api }: OperationTarget,
  level: PolicyLevel,
  signal: AbortSignal,
): Promise<Found> {
  const unread: string[] = [];
  const orUnread = <T>(name: string, work: Promise<T>): Promise<T | undefined> =>
    work.catch((error) => {
      if (isCancelled(error)) throw error;
      unread.push(name);
      return undefined;
    });
  if (await cloud.readPolicy(level, signal)) return { hasOwn: true, above: [], unread };
  const products =
    (await orUnread(
      l10n.t("the products of the API"),
      collect(cloud.listProductsOfApi(api, signal), signal),
    )) ?? [];
  const { workspace } = api;
  const levels: Above[] = [
    {
      level: apiLevel(api),
      name: l10n.t("the policy of {0}", api.displayName),
    },
    ...products.map(({ productId, displayName }) => ({
      level: { kind: "product" as const, ...spaceOf(api), productId },
      name: l10n.t("the policy of the product {0}", displayName),
    })),
    ...(workspace === undefined ? [] : [ofWorkspace({ instance, workspace })]),
    { level: { kind: "global", instance }, name: l10n.t("the policy of all APIs") },
  ];
  const read = await Promise.all(
    levels.map(async (one) => ({
      ...one,
      policy: await orUnread(one.name, cloud.readPolicy(one.level, signal)),
    })),
  );
  return { hasOwn: false, above: read.filter(({ policy }) => policy !== undefined), unread };
}

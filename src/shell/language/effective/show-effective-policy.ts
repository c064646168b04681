import { l10n, Uri, window, workspace } from "vscode";
import { type InstanceSnapshot, type ProductSnapshot, productsToCallBy } from "../../../access/index.ts";
import { Failure } from "../../../core/failure.ts";
import { apiLevel, operationLevel } from "../../../domain/azure-paths.ts";
import { reading } from "../../cancellation.ts";
import { chooseWhatIsCalled } from "../../commands/choose-policy.ts";
import type { Command } from "../../commands/command.ts";
import { commandIds, schemes } from "../../ids.ts";
import { levelLabel, levelOf } from "../../policy-uri.ts";
import { type Option, pick } from "../../prompts.ts";
import type { Services } from "../../services.ts";
import { type Target, targetOf } from "../../target.ts";
import { type CallLevel, callLevelOf, effectiveUri, subjectOfUri } from "./effective-uri.ts";
import { readForLevel } from "./read-subject.ts";

/** What the command works with. */
type Needs = Pick<Services, "accounts" | "effective">;

/** The command that shows what the gateway runs for an operation, an API or a product as one document. */
export function showEffectivePolicyCommand(services: Needs): Command {
  const title = l10n.t("Show Effective Policy");
  return {
    id: commandIds.showEffectivePolicy,
    title,
    run: async (argument) => {
      const again = shownAgain(argument);
      if (again) {
        services.effective.renew(again);
        return undefined;
      }
      const level = levelIn(argument) ?? levelOfTarget(await chooseWhatIsCalled(services.accounts, title));
      if (level) await show(services, level, title);
      return undefined;
    },
  };
}

async function show({ accounts, effective }: Needs, level: CallLevel, title: string): Promise<void> {
  const snapshot = await reading(levelLabel(level), async (signal) => {
    const account = await accounts.ownerOf(level.instance, signal);
    return readForLevel(await accounts.openAzure(account), level, signal);
  });
  const product = level.kind === "product" ? undefined : await chooseProduct(snapshot, level, title);
  const uri = effectiveUri({ level, product });
  effective.take(uri, snapshot);
  await window.showTextDocument(await workspace.openTextDocument(uri), { preview: false });
}

/** The name of the product by whose key the API is called; asked for where there are several ways. */
async function chooseProduct(
  snapshot: InstanceSnapshot,
  { workspace, apiId: api }: Extract<CallLevel, { apiId: string }>,
  title: string,
): Promise<string | undefined> {
  const ways = productsToCallBy(snapshot, { workspace, api });
  if (ways.length < 2) return ways[0]?.name;
  const options = ways.map(
    (product): Option<{ readonly name: string | undefined }> => ({
      icon: product ? "package" : "circle-slash",
      label: product ? (product.displayName ?? product.name) : l10n.t("Without a product’s key"),
      description: howCalled(product),
      value: { name: product?.name },
    }),
  );
  const chosen = await pick({ title, placeholder: l10n.t("How is it called?"), options });
  if (typeof chosen === "symbol") throw new Failure("cancelled", "Cancelled.");
  return chosen.name;
}

function howCalled(product: ProductSnapshot | undefined): string {
  if (!product) return l10n.t("or with one of the API");
  if (product.subscriptionRequired === false) return l10n.t("open product: without a key");
  return l10n.t("with a key of this product");
}

/** The document that a lens asks to read again. */
function shownAgain(argument: unknown): Uri | undefined {
  if (typeof argument !== "object" || argument === null || !("again" in argument)) return undefined;
  return argument.again instanceof Uri ? argument.again : undefined;
}

/** What the command was run on: a document, or a row of the tree. */
function levelIn(argument: unknown): CallLevel | undefined {
  if (argument instanceof Uri) {
    if (argument.scheme === schemes.effective) return subjectOfUri(argument).level;
    return argument.scheme === schemes.policy ? callLevelOf(levelOf(argument)) : undefined;
  }
  const target = targetOf(argument);
  return target && levelOfTarget(target);
}

function levelOfTarget(target: Target): CallLevel | undefined {
  const { kind } = target;
  switch (kind) {
    case "policy":
      return callLevelOf(target.value);
    case "apim-api":
      return apiLevel(target.value);
    case "operation":
      return operationLevel(target.api, target.value.operationId);
    case "product":
      return { kind: "product", instance: target.instance, productId: target.value.productId };
    case "fragment":
    case "instance":
    case "tenant":
    case "subscription":
    case "resource-group":
    case "resource":
    case "fact":
      return undefined;
  }
}

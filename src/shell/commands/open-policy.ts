import { l10n, Range, type Uri, window, workspace } from "vscode";
import { apiLevel, operationLevel } from "../../domain/azure-paths.ts";
import { commandIds } from "../ids.ts";
import { levelLabel, levelOf, policyUri } from "../policy-uri.ts";
import type { Services } from "../services.ts";
import { type Target, targetOf } from "../target.ts";
import { choosePolicy } from "./choose-policy.ts";
import type { Command } from "./command.ts";
import { operationPolicy } from "./inherited-policy.ts";

/** The command that opens a policy as a document. */
export function openPolicyCommand({ accounts, policies }: Pick<Services, "accounts" | "policies">): Command {
  const title = l10n.t("Open Policy");
  return {
    id: commandIds.openPolicy,
    title,
    run: async (argument) => {
      const target = targetOf(argument) ?? (await choosePolicy(accounts, title));
      const own = uriOf(target);
      if (!own) return undefined;
      const asks = target.kind === "operation" && !policies.hasDraft(own);
      const uri = asks ? await operationPolicy(accounts, target) : own;
      const line = target.kind === "policy" ? target.line : undefined;
      await window.showTextDocument(await workspace.openTextDocument(uri), {
        preview: false,
        ...(line !== undefined && { selection: beginningOf(line) }),
      });
      return { quiet: true, text: l10n.t("Opened the policy of {0}", levelLabel(levelOf(uri))) };
    },
  };
}

/** Of a line that is counted from 1 on. */
function beginningOf(line: number): Range {
  return new Range(line - 1, 0, line - 1, 0);
}

function uriOf(target: Target): Uri | undefined {
  switch (target.kind) {
    case "policy":
      return policyUri(target.value);
    case "apim-api":
      return policyUri(apiLevel(target.value));
    case "operation":
      return policyUri(operationLevel(target.api, target.value.operationId));
    case "product":
      return policyUri({ kind: "product", instance: target.instance, productId: target.value.productId });
    case "fragment":
      return policyUri({ kind: "fragment", instance: target.instance, fragmentId: target.value.fragmentId });
    case "tenant":
    case "subscription":
    case "instance":
    case "resource-group":
    case "fact":
    case "resource":
      return undefined;
  }
}

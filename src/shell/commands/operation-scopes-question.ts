import { l10n } from "vscode";
import type { Operation } from "../../domain/apim.ts";
import { type SecureApiChoices, type SecureApiSnapshot, scopesByMethod } from "../../workflows/secure-api.ts";
import { askText, back, type Option, type PromptFrame, pick } from "../prompts.ts";
import type { WizardStep } from "../wizard.ts";
import { scopesProblem } from "./name-problems.ts";

type Asked = SecureApiChoices["policy"]["operationScopes"];

/** A line of the table: it is finished, filled at once, or one operation is filled in. */
type Line = { readonly kind: "done" } | { readonly kind: "methods" } | Operation;

/** A table of scopes that single operations ask for; what was typed into it stays when one goes back and comes again. */
export function operationScopesQuestion(snapshot: SecureApiSnapshot): WizardStep<SecureApiChoices> {
  const { api, operations } = snapshot;
  let table: Asked | undefined;
  return {
    skip: () => operations.length === 0,
    // the table itself remembers
    ask: async (state, { memory: _, ...frame }) => {
      table ??= state.policy.operationScopes;
      for (;;) {
        const line = await pick<Line>({
          ...frame,
          placeholder: l10n.t(
            "Which scopes do single operations need besides? A token without them gets 403.",
          ),
          options: linesOf(operations, table),
        });
        if (line === back) return back;
        if (!("kind" in line)) table = await fillIn(line, table, frame);
        else if (line.kind === "methods") table = scopesByMethod(api, operations);
        else return { ...state, policy: { ...state.policy, operationScopes: table } };
      }
    },
  };
}

function linesOf(operations: readonly Operation[], table: Asked): readonly Option<Line>[] {
  return [
    {
      icon: "check",
      label: table.length === 0 ? l10n.t("No Scopes Besides") : l10n.t("Use These Scopes"),
      value: { kind: "done" },
      picked: true,
    },
    {
      icon: "wand",
      label: l10n.t("By Method"),
      detail: l10n.t("one to read, one to write, one to delete; each can be changed"),
      value: { kind: "methods" },
    },
    ...operations.map((operation) => ({
      icon: "symbol-method",
      label: operation.displayName,
      description: `${operation.method} ${operation.urlTemplate}`,
      detail: scopesIn(table, operation) || l10n.t("no scope of its own"),
      value: operation,
    })),
  ];
}

function scopesIn(table: Asked, { operationId }: Operation): string {
  return table.find((one) => one.operationId === operationId)?.scopes.join(" ") ?? "";
}

async function fillIn(operation: Operation, table: Asked, frame: PromptFrame): Promise<Asked> {
  const text = await askText({
    ...frame,
    canGoBack: true,
    prompt: l10n.t("Scopes that {0} needs, with spaces between them; empty for none", operation.displayName),
    placeholder: "read:items",
    value: scopesIn(table, operation),
    validate: scopesProblem,
  });
  if (text === back) return table;
  const { operationId } = operation;
  const others = table.filter((one) => one.operationId !== operationId);
  const scopes = [...new Set(text.split(/\s+/).filter(Boolean))];
  return scopes.length === 0 ? others : [...others, { operationId, scopes }];
}

import { l10n } from "vscode";
import { Failure } from "../../core/failure.ts";
import type { Operation } from "../../domain/apim.ts";
import {
  type DescribedScopes,
  describedScopes,
  type SecureApiChoices,
  type SecureApiSnapshot,
  scopesByMethod,
} from "../../workflows/secure-api.ts";
import { askText, back, type Option, type PromptFrame, pick } from "../prompts.ts";
import { askFile, type FileText, readUntilSound } from "../text-source.ts";
import type { WizardStep } from "../wizard.ts";
import { scopesProblem } from "./name-problems.ts";

type Asked = SecureApiChoices["policy"]["operationScopes"];

/** A line of the table: it is finished, filled at once, or one operation is filled in. */
type Line = { readonly kind: "done" | "methods" | "file" } | Operation;

/** A table, and the file that it was taken from as it is. */
interface Table {
  readonly asked: Asked;
  readonly from?: string;
  /** How many operations the file has; known while the question stands. */
  readonly found?: number;
}

/** A table of scopes that single operations ask for; what was typed into it stays when one goes back and comes again. */
export function operationScopesQuestion(snapshot: SecureApiSnapshot): WizardStep<SecureApiChoices> {
  const { api, operations } = snapshot;
  let table: Table | undefined;
  return {
    skip: () => operations.length === 0,
    // the table itself remembers
    ask: async (state, { memory: _, ...frame }) => {
      const { operationScopes, scopesFrom: from, ...others } = state.policy;
      table ??= { asked: operationScopes, ...(from !== undefined && { from }) };
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
        else if (line.kind === "methods") table = { asked: scopesByMethod(api, operations) };
        else if (line.kind === "file") table = (await fromFile(operations)) ?? table;
        else return { ...state, policy: { ...others, ...chosen(table) } };
      }
    },
  };
}

function chosen({ asked, from }: Table): Pick<SecureApiChoices["policy"], "operationScopes" | "scopesFrom"> {
  return { operationScopes: asked, ...(from !== undefined && asked.length > 0 && { scopesFrom: from }) };
}

/** What a description of the API that the person chooses asks for; nothing where none is chosen. */
async function fromFile(operations: readonly Operation[]): Promise<Table | undefined> {
  const title = l10n.t("OpenAPI Description of the API");
  const file = await askFile(title, { OpenAPI: ["json", "yaml", "yml"] });
  const read = await readUntilSound(file, async (given: FileText) => ({
    from: given.origin,
    ...(await scopesIn(given, operations)),
  }));
  if (read === back) return undefined;
  const { from, found, scopes: asked } = read;
  return { asked, from, found };
}

/** @throws Failure `invalid-input` for what is no description, or one of no operation of the API. */
async function scopesIn(
  { text, origin }: FileText,
  operations: readonly Operation[],
): Promise<DescribedScopes> {
  const { readApi } = await import("../../imports/index.ts");
  const read = readApi(text, undefined);
  const described = read.kind === "api" ? read.description?.operations : undefined;
  if (!described) {
    const problem =
      read.kind === "api" ? read.problems.find(({ severity }) => severity === "error") : undefined;
    throw new Failure(
      "invalid-input",
      problem?.message ?? l10n.t("{0} is no OpenAPI description.", origin),
      problem?.place && { place: problem.place },
    );
  }
  const scopes = describedScopes(described, operations);
  if (scopes.found > 0) return scopes;
  throw new Failure("invalid-input", l10n.t("{0} describes no operation of this API.", origin), {
    remedy: l10n.t("Choose the description that the API was made from."),
  });
}

function linesOf(operations: readonly Operation[], table: Table): readonly Option<Line>[] {
  return [
    {
      icon: "check",
      label: table.asked.length === 0 ? l10n.t("No Scopes Besides") : l10n.t("Use These Scopes"),
      detail: originOf(table, operations.length),
      value: { kind: "done" },
      picked: true,
    },
    {
      icon: "wand",
      label: l10n.t("By Method"),
      detail: l10n.t("one to read, one to write, one to delete; each can be changed"),
      value: { kind: "methods" },
    },
    {
      icon: "file-code",
      label: l10n.t("From an OpenAPI File…"),
      detail: l10n.t("what its security asks for; the service itself does not keep that"),
      value: { kind: "file" },
    },
    ...operations.map((operation) => ({
      icon: "symbol-method",
      label: operation.displayName,
      description: `${operation.method} ${operation.urlTemplate}`,
      detail: scopesOf(table, operation) || l10n.t("no scope of its own"),
      value: operation,
    })),
  ];
}

/** Where the scopes come from, and how much of the API is described there. */
function originOf({ asked, from, found }: Table, count: number): string {
  if (from === undefined) return "";
  if (found === undefined) return l10n.t("as {0} says", from);
  return l10n.t(
    "{0} describes {1} of {2} operations, and asks for scopes of {3}",
    from,
    found,
    count,
    asked.length,
  );
}

function scopesOf({ asked }: Table, { operationId }: Operation): string {
  return asked.find((one) => one.operationId === operationId)?.scopes.join(" ") ?? "";
}

async function fillIn(operation: Operation, table: Table, frame: PromptFrame): Promise<Table> {
  const text = await askText({
    ...frame,
    canGoBack: true,
    prompt: l10n.t("Scopes that {0} needs, with spaces between them; empty for none", operation.displayName),
    placeholder: "read:items",
    value: scopesOf(table, operation),
    validate: scopesProblem,
  });
  if (text === back) return table;
  const { operationId } = operation;
  const others = table.asked.filter((one) => one.operationId !== operationId);
  const scopes = [...new Set(text.split(/\s+/).filter(Boolean))];
  return { asked: scopes.length === 0 ? others : [...others, { operationId, scopes }] };
}

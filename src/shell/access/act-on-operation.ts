import { commands } from "vscode";
import type { AccessEntry } from "../../access/index.ts";
import type { AzureCloud } from "../../domain/azure-cloud.ts";
import { collect } from "../../workflows/collect.ts";
import { reading } from "../cancellation.ts";
import { type CommandId, commandIds } from "../ids.ts";
import type { ApimApiTarget, OperationTarget } from "../target.ts";
import type { AccessSubject } from "./subject.ts";

/** The buttons of an operation on an access page, by what they send before the names of the API and the operation. */
const acts = {
  "secure-operation": commandIds.secureApi,
  "secure-api": commandIds.secureApi,
  policy: commandIds.openPolicy,
  effective: commandIds.showEffectivePolicy,
  test: commandIds.testLink,
} as const satisfies Readonly<Record<string, CommandId>>;

/** A button that was pressed, and what it is about. */
interface OperationAct {
  readonly act: keyof typeof acts;
  readonly api: string;
  /** `null` where the API's operations are not known. */
  readonly operation: string | null;
}

/** What a page says was pressed; `undefined` for what is no button of an operation that it shows. */
export function operationAct(action: string, entries: readonly AccessEntry[]): OperationAct | undefined {
  const cut = action.indexOf(" ");
  const act = keysOf(acts).find((one) => one === action.slice(0, cut));
  if (!act) return undefined;
  const shown = entries.find(
    ({ api, operation }) => JSON.stringify([api, operation]) === action.slice(cut + 1),
  );
  return shown && { act, api: shown.api, operation: shown.operation };
}

function keysOf<T extends object>(record: T): readonly (keyof T & string)[] {
  // Object.keys knows no types; the record is a literal of this file.
  return Object.keys(record) as (keyof T & string)[];
}

/** Runs the command that a button stands for, on what it is about as it is by now; nothing where that is gone. */
export async function actOnOperation(
  cloud: AzureCloud,
  subject: AccessSubject,
  { act, api, operation }: OperationAct,
): Promise<void> {
  const target = await reading(api, (signal) => findTarget(cloud, subject, api, operation, signal));
  if (!target) return;
  const { account, instance } = target;
  const value = target.kind === "apim-api" ? target.value : target.api;
  const ofApi: ApimApiTarget = { kind: "apim-api", account, instance, value };
  switch (act) {
    case "secure-operation":
      await commands.executeCommand(acts[act], {
        target: ofApi,
        operationIds: operation === null ? [] : [operation],
      });
      return;
    case "secure-api":
    case "test":
      await commands.executeCommand(acts[act], { target: ofApi });
      return;
    case "policy":
    case "effective":
      await commands.executeCommand(acts[act], { target });
  }
}

async function findTarget(
  cloud: AzureCloud,
  { account, instance }: AccessSubject,
  apiId: string,
  operationId: string | null,
  signal: AbortSignal,
): Promise<ApimApiTarget | OperationTarget | undefined> {
  const found = await cloud.readApi({ instance, apiId }, signal);
  if (!found) return undefined;
  const { api } = found;
  if (operationId === null) return { kind: "apim-api", account, instance, value: api };
  const operations = await collect(cloud.listOperations(api, signal), signal);
  const value = operations.find((one) => one.operationId === operationId);
  return value && { kind: "operation", account, instance, api, value };
}

import { commands } from "vscode";
import type { PolicyPlace } from "../../workflows/assurance.ts";
import { commandIds } from "../ids.ts";
import type { ApimApiTarget } from "../target.ts";

/** Opens a policy of the instance that `api` is in, with the cursor where something was found in it. */
export function openPlace({ level, name, line }: PolicyPlace, api: ApimApiTarget): void {
  const { account, instance } = api;
  const target = { kind: "policy", account, instance, value: level, title: name, line };
  void commands.executeCommand(commandIds.openPolicy, { target });
}

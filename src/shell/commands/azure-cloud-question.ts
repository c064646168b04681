import { l10n, workspace } from "vscode";
import { isCancelled, toFailure } from "../../core/failure.ts";
import { type AzureCloudChoice, type CustomAzureCloud, environmentOf } from "../../domain/azure-clouds.ts";
import type { CloudFactory } from "../../resources/clouds.ts";
import { withProgress } from "../cancellation.ts";
import { askText, back, type PromptFrame, pick, required } from "../prompts.ts";
import { sovereignCloudSetting } from "../session/microsoft-token.ts";

type Answer = { readonly cloud: AzureCloudChoice | undefined };

/** The cloud that the person's own settings of VS Code name; `undefined` for the public one. */
export function cloudOfSettings(): AzureCloudChoice | undefined {
  const setting = ownSetting(sovereignCloudSetting);
  if (setting === "USGovernment" || setting === "ChinaCloud") return setting;
  return setting === "custom" ? customOfSettings() : undefined;
}

/** Asks which cloud of Azure is meant. */
export async function askCloud(
  factory: Pick<CloudFactory, "readAzureCloud">,
  frame: PromptFrame,
): Promise<Answer | typeof back> {
  const custom = customOfSettings();
  const choices = [undefined, "USGovernment", "ChinaCloud", ...(custom ? [custom] : [])] as const;
  const chosen = await pick<Answer | "another">({
    ...frame,
    canGoBack: true,
    placeholder: l10n.t("Which cloud of Azure?"),
    options: [
      ...choices.map((cloud) => ({
        icon: "cloud",
        label: environmentOf(cloud).title,
        description: new URL(environmentOf(cloud).resourceManager).host,
        value: { cloud },
      })),
      {
        icon: "edit",
        label: l10n.t("Another one…"),
        detail: l10n.t("Its other addresses are asked for at that of its Resource Manager"),
        value: "another",
      },
    ],
  });
  return chosen === "another" ? askAddress(factory, frame) : chosen;
}

/** What was typed stays until a cloud answers there. */
async function askAddress(
  factory: Pick<CloudFactory, "readAzureCloud">,
  frame: PromptFrame,
): Promise<Answer | typeof back> {
  let value = "";
  let problem: string | undefined;
  for (;;) {
    const address = await askText({
      ...frame,
      canGoBack: true,
      prompt: l10n.t("Address of the cloud’s Resource Manager"),
      placeholder: "https://management.local.azurestack.external",
      value,
      problem,
      validate: addressProblem,
    });
    if (address === back) return back;
    value = address;
    try {
      const cloud = await withProgress(l10n.t("Asking {0}…", address), (signal) =>
        factory.readAzureCloud(address, signal),
      );
      return { cloud };
    } catch (error) {
      if (isCancelled(error)) throw error;
      problem = toFailure(error).text;
    }
  }
}

function addressProblem(text: string): string | undefined {
  if (text === "") return required(text);
  return /^https:\/\/[^/?#\s]+\/*$/i.test(text) && URL.canParse(text)
    ? undefined
    : l10n.t("This must be an address such as https://management.example.com, with nothing after the host.");
}

/** A setting as the person has it: that of a folder somebody else may have written, and secrets go where a cloud's addresses say. */
function ownSetting(key: string): unknown {
  return workspace.getConfiguration().inspect<unknown>(key)?.globalValue;
}

/** The cloud of VS Code's own settings, with those of the six texts that matter here. */
function customOfSettings(): CustomAzureCloud | undefined {
  const custom = ownSetting("microsoft-sovereign-cloud.customEnvironment");
  if (typeof custom !== "object" || custom === null) return undefined;
  const text = (name: string): string | undefined => {
    const value = new Map(Object.entries(custom)).get(name);
    return typeof value === "string" && value !== "" ? value : undefined;
  };
  const name = text("name");
  const [authority, resourceManager, audience, portal] = [
    text("activeDirectoryEndpointUrl"),
    text("resourceManagerEndpointUrl"),
    text("activeDirectoryResourceId"),
    text("portalUrl"),
  ];
  const areSafe = [authority, resourceManager].every((one) => /^https:\/\//i.test(one ?? ""));
  const all = [authority, resourceManager, audience];
  if (!name || !authority || !resourceManager || !audience || !areSafe) return undefined;
  if (!all.every((one) => URL.canParse(one ?? ""))) return undefined;
  return { name, authority, resourceManager, audience, ...(portal && { portal }) };
}

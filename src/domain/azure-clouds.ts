/**
 * A cloud of Azure, by what differs between them: each has its own directories, subscriptions and addresses, and nothing of one is
 * known in another. No address ends in a slash.
 */
export interface AzureEnvironment {
  /** As the Azure CLI calls it: `az cloud set -n …`. */
  readonly name: string;
  /** As people call it. */
  readonly title: string;
  /** Where tokens come from: Microsoft Entra ID. */
  readonly authority: string;
  readonly resourceManager: string;
  /** What tokens for Resource Manager are asked for. One form for each cloud, so that nobody has to sign in twice. */
  readonly audience: string;
  /** The older name of the same, which Resource Manager takes as well; `undefined` where it is not known. */
  readonly classicAudience: string | undefined;
  /** `undefined` where it is not known. */
  readonly portal: string | undefined;
  /** Ends the hosts of instances, as in `contoso.azure-api.net`; only for what is not there yet: an instance says its hosts. */
  readonly instanceSuffix: string | undefined;
  /** Begins the issuer of version 1 tokens: `{v1Issuer}/{directory}/`. */
  readonly v1Issuer: string | undefined;
  /** Tiers of API Management that are not offered there. */
  readonly missingTiers: readonly string[];
  /** What VS Code's setting `microsoft-sovereign-cloud.environment` calls it; `undefined` for the public cloud. */
  readonly editorSetting: "USGovernment" | "ChinaCloud" | "custom" | undefined;
}

/** A cloud that is not in the table: its addresses are kept with the account. */
export interface CustomAzureCloud {
  readonly name: string;
  readonly authority: string;
  readonly resourceManager: string;
  readonly audience: string;
  readonly portal?: string;
}

/** Which cloud an account is of; left out for the public one. */
export type AzureCloudChoice = "USGovernment" | "ChinaCloud" | CustomAzureCloud;

export const publicAzure: AzureEnvironment = {
  name: "AzureCloud",
  title: "Azure",
  authority: "https://login.microsoftonline.com",
  resourceManager: "https://management.azure.com",
  audience: "https://management.azure.com",
  classicAudience: "https://management.core.windows.net",
  portal: "https://portal.azure.com",
  instanceSuffix: "azure-api.net",
  v1Issuer: "https://sts.windows.net",
  missingTiers: [],
  editorSetting: undefined,
};

const sovereign: Readonly<Record<"USGovernment" | "ChinaCloud", AzureEnvironment>> = {
  USGovernment: {
    name: "AzureUSGovernment",
    title: "Azure US Government",
    authority: "https://login.microsoftonline.us",
    resourceManager: "https://management.usgovcloudapi.net",
    audience: "https://management.usgovcloudapi.net",
    classicAudience: "https://management.core.usgovcloudapi.net",
    portal: "https://portal.azure.us",
    instanceSuffix: "azure-api.us",
    v1Issuer: "https://sts.windows.net",
    missingTiers: ["Consumption"],
    editorSetting: "USGovernment",
  },
  ChinaCloud: {
    name: "AzureChinaCloud",
    title: "Azure China",
    authority: "https://login.chinacloudapi.cn",
    resourceManager: "https://management.chinacloudapi.cn",
    audience: "https://management.chinacloudapi.cn",
    classicAudience: "https://management.core.chinacloudapi.cn",
    portal: "https://portal.azure.cn",
    instanceSuffix: "azure-api.cn",
    v1Issuer: "https://sts.chinacloudapi.cn",
    missingTiers: ["Consumption"],
    editorSetting: "ChinaCloud",
  },
};

/** The cloud that a choice means; the public one for none. */
export function environmentOf(choice: AzureCloudChoice | undefined): AzureEnvironment {
  if (choice === undefined) return publicAzure;
  return typeof choice === "string" ? sovereign[choice] : customEnvironment(choice);
}

function customEnvironment(cloud: CustomAzureCloud): AzureEnvironment {
  return {
    name: cloud.name,
    title: cloud.name,
    authority: withoutSlash(cloud.authority),
    resourceManager: withoutSlash(cloud.resourceManager),
    audience: withoutSlash(cloud.audience),
    classicAudience: undefined,
    portal: cloud.portal === undefined ? undefined : withoutSlash(cloud.portal),
    instanceSuffix: undefined,
    v1Issuer: undefined,
    missingTiers: [],
    editorSetting: "custom",
  };
}

/** What is asked for to call Resource Manager of a cloud. */
export function resourceManagerScope({ audience }: Pick<AzureEnvironment, "audience">): string {
  return `${audience}/.default`;
}

function withoutSlash(address: string): string {
  return address.replace(/\/+$/, "");
}

import * as fs from "node:fs/promises";
import { readSandboxInfo } from "../../adapters/sandbox-info.ts";
import { Failure } from "../../core/failure.ts";
import type { AzureAccount, AzureCredentials } from "../../domain/account.ts";
import type { InstanceRef } from "../../domain/apim.ts";
import type { AzureCloudChoice } from "../../domain/azure-clouds.ts";

type Variables = Readonly<Record<string, string | undefined>>;

/** Names the file with the line that the sandbox prints. */
const sandboxVariable = "AUTH0_APIM_SANDBOX_INFO";

/** Who signs in to Azure, by what the environment says; nobody is asked. */
export async function azureAccountFrom(
  variables: Variables,
): Promise<{ readonly account: AzureAccount; readonly credentials: AzureCredentials }> {
  const file = variables[sandboxVariable];
  if (file) return sandboxAccount(file);
  const cloud = cloudNamed(variables["AZURE_CLOUD"]);
  const isPrincipal = Boolean(variables["AZURE_TENANT_ID"] && variables["AZURE_CLIENT_ID"]);
  const account = { kind: isPrincipal ? "environment" : "azure-cli", ...(cloud && { cloud }) } as const;
  return { account, credentials: {} };
}

async function sandboxAccount(
  file: string,
): Promise<{ readonly account: AzureAccount; readonly credentials: AzureCredentials }> {
  const text = await fs.readFile(file, "utf8").catch((cause: unknown) => {
    throw new Failure("not-found", `${file}, which ${sandboxVariable} names, cannot be read.`, { cause });
  });
  const info = readSandboxInfo(text);
  if (!info) {
    throw new Failure(
      "invalid-input",
      `${file}, which ${sandboxVariable} names, does not describe a sandbox.`,
      {
        remedy: "Write into it the line that “auth0-apim sandbox” prints.",
      },
    );
  }
  const { authorityHost, resourceManager, tenantId, clientId, clientSecret } = info.azure;
  const sandbox = { ca: info.ca, authorityHost, resourceManager };
  return {
    account: { kind: "service-principal", tenantId, clientId, sandbox },
    credentials: { clientSecret },
  };
}

/** The cloud that `AZURE_CLOUD` names, as the Azure CLI does. */
function cloudNamed(name: string | undefined): AzureCloudChoice | undefined {
  switch (name?.toLowerCase()) {
    case undefined:
    case "":
    case "azurecloud":
    case "azurepubliccloud":
      return undefined;
    case "azureusgovernment":
      return "USGovernment";
    case "azurechinacloud":
      return "ChinaCloud";
    default:
      throw new Failure("invalid-input", `AZURE_CLOUD is ${name}, which is no cloud that is known here.`, {
        remedy: "It is one of AzureCloud, AzureUSGovernment and AzureChinaCloud.",
      });
  }
}

const shape =
  /^\/?subscriptions\/([^/]+)\/resourceGroups\/([^/]+)\/providers\/Microsoft\.ApiManagement\/service\/([^/]+)\/?$/i;

/** @throws Failure `invalid-input` for what is no id of an instance. */
export function readInstanceId(id: string): InstanceRef {
  const [, subscriptionId, resourceGroup, serviceName] = shape.exec(id) ?? [];
  if (subscriptionId && resourceGroup && serviceName) return { subscriptionId, resourceGroup, serviceName };
  throw new Failure("invalid-input", `${id} is not the resource id of an API Management instance.`, {
    remedy: "It looks like /subscriptions/…/resourceGroups/…/providers/Microsoft.ApiManagement/service/….",
  });
}

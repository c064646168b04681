import type { AzureAccount } from "../../domain/account.ts";
import { type AzureEnvironment, environmentOf } from "../../domain/azure-clouds.ts";

/** Where an account reaches Azure, and what its tokens are for. */
export type AzureAddresses = Pick<AzureEnvironment, "authority" | "resourceManager" | "audience">;

/** Where `account` reaches Azure: the sandbox stands in for the public cloud, at addresses of its own. */
export function addressesOf(account: AzureAccount): AzureAddresses {
  const sandbox = account.kind === "service-principal" ? account.sandbox : undefined;
  if (!sandbox) return environmentOf(account.cloud);
  const { authorityHost, resourceManager } = sandbox;
  return { authority: authorityHost, resourceManager, audience: resourceManager };
}

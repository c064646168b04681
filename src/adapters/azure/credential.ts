import type { TokenCredential } from "@azure/identity";
import { AzureCliCredential, ClientSecretCredential } from "@azure/identity";
import { Failure, isCancelled } from "../../core/failure.ts";
import type { AzureAccount, AzureCredentials } from "../../domain/account.ts";
import { addressesOf } from "./addresses.ts";
import type { HttpOptions } from "./http-options.ts";

/** What gets the tokens for an account; asks nobody before the first request. */
export function createCredential(
  account: AzureAccount,
  credentials: AzureCredentials,
  http: HttpOptions,
): TokenCredential {
  switch (account.kind) {
    case "microsoft":
      return editorCredential(credentials);
    case "azure-cli":
      return new AzureCliCredential(account.tenantId ? { tenantId: account.tenantId } : {});
    case "service-principal": {
      const { tenantId, clientId, sandbox } = account;
      if (!credentials.clientSecret) throw missing(`The client secret of service principal ${clientId}`);
      return new ClientSecretCredential(tenantId, clientId, credentials.clientSecret, {
        ...http,
        // always: the library takes the variable AZURE_AUTHORITY_HOST otherwise
        authorityHost: addressesOf(account).authority,
        disableInstanceDiscovery: sandbox !== undefined || isCustom(account),
      });
    }
  }
}

/** Only of the clouds that Microsoft runs does it say, at the public one, that they may be trusted. */
function isCustom({ cloud }: AzureAccount): boolean {
  return typeof cloud === "object";
}

/** The editor's own Microsoft sign-in, which keeps and renews its tokens itself. */
function editorCredential({ accessToken }: AzureCredentials): TokenCredential {
  if (!accessToken) throw missing("The Microsoft account");
  return {
    async getToken(_scopes, options) {
      try {
        const { token, expiresAt } = await accessToken(toSignal(options?.abortSignal));
        return { token, expiresOnTimestamp: expiresAt.getTime() };
      } catch (error) {
        throw refusedByEditor(error);
      }
    },
  };
}

/** A refusal, unless the person gave up or the reason is known already. */
function refusedByEditor(error: unknown): unknown {
  if (error instanceof Failure || isCancelled(error)) return error;
  const reason = error instanceof Error ? error.message.replace(/\.$/, "") : String(error);
  return new Failure("unauthorized", `The Microsoft account gave no token: ${reason}.`, {
    remedy: "Sign in to Azure again.",
    signIns: ["azure"],
    cause: error,
  });
}

/** The SDKs' own kind of signal as the one everybody else has. */
function toSignal(like: AbortSignalLike | undefined): AbortSignal {
  if (like instanceof AbortSignal) return like;
  const controller = new AbortController();
  if (like?.aborted) controller.abort();
  else like?.addEventListener("abort", () => controller.abort());
  return controller.signal;
}

interface AbortSignalLike {
  readonly aborted: boolean;
  addEventListener(type: "abort", listener: () => void): void;
}

function missing(what: string): Failure {
  return new Failure("unauthorized", `${what} is not there any more.`, {
    remedy: "Sign in to Azure again.",
    signIns: ["azure"],
  });
}

import { AzureCliCredential, type TokenCredential } from "@azure/identity";
import { Failure } from "../../core/failure.ts";
import type { AzureAccount } from "../../domain/account.ts";
import { environmentOf } from "../../domain/azure-clouds.ts";
import { meaningOf } from "./sign-in-failure.ts";

/** Milliseconds that the Azure CLI may take; it is a Python program, and renews tokens over the network. */
const usualLimit = 30_000;

/** The account of the Azure CLI, which keeps and renews its tokens itself. Its words are read here: nobody else knows that they are its. */
export function cliCredential(account: AzureAccount, limit = usualLimit): TokenCredential {
  const { tenantId } = account;
  const cli = new AzureCliCredential({ processTimeoutInMs: limit, ...(tenantId && { tenantId }) });
  return {
    async getToken(scopes, options) {
      const began = Date.now();
      try {
        return await cli.getToken(scopes, options);
      } catch (error) {
        const text = error instanceof Error ? error.message : String(error);
        throw cliFailure(text, account, Date.now() - began >= limit, error);
      }
    },
  };
}

function cliFailure(text: string, account: AzureAccount, isSlow: boolean, cause: unknown): Failure {
  const login = `az login${account.tenantId ? ` --tenant ${account.tenantId}` : ""}`;
  const refused = (message: string, remedy: string) =>
    new Failure("unauthorized", message, { remedy, signIns: ["azure"], cause });
  const signedOut = (message: string, remedy = `Run “${login}” in a terminal.`) => {
    const details = [{ target: "az login", message }];
    return new Failure("unauthorized", message, { remedy, signIns: ["azure"], details, cause });
  };
  if (isSlow) {
    const message = "The Azure CLI did not answer in time.";
    return new Failure("unreachable", message, { remedy: "Check your network, then try again.", cause });
  }
  if (isMissing(text)) {
    const message = "The Azure CLI is not installed, or not in the PATH of the editor.";
    return refused(message, "Install it and start the editor anew, or sign in to Azure another way.");
  }
  if (/NewConnectionError|Max retries exceeded|NameResolutionError|getaddrinfo|ConnectionError/i.test(text)) {
    const message = "The Azure CLI could not reach Microsoft Entra ID.";
    return new Failure("unreachable", message, {
      remedy: "Check your network and proxy, then try again.",
      cause,
    });
  }
  if (/claims-challenge/.test(text)) {
    const message =
      "Microsoft Entra ID asks the Azure CLI for another proof of identity (conditional access).";
    return signedOut(message, `Run “az logout”, then “${login}” in a terminal.`);
  }
  const number = /\bAADSTS(\d+)/.exec(text)?.[1];
  if (number) {
    const unknown = `Microsoft Entra ID refused the account of the Azure CLI (AADSTS${number}).`;
    return signedOut(meaningOf(number)?.message ?? unknown);
  }
  if (/az login/i.test(text)) return signedOut("The Azure CLI is not signed in.");
  const { name } = environmentOf(account.cloud);
  return refused(
    `The Azure CLI gave no token${firstWords(text)}.`,
    `See what “az account get-access-token” says in a terminal; its cloud must be this one: az cloud set -n ${name}.`,
  );
}

/** In the words of the shells that are met most; other ones say it in their own language. */
function isMissing(text: string): boolean {
  return /Azure CLI could not be found|\baz: .*not found|'az' is not recognized/i.test(text);
}

/** The first line, shortened: what follows is a trace of its program. */
function firstWords(text: string): string {
  const [line = ""] = text.trim().split(/\r?\n/);
  const words = line
    .replace(/^ERROR:\s*/, "")
    .replace(/[.\s]+$/, "")
    .slice(0, 160);
  return words === "" ? "" : `: ${words}`;
}

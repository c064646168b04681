import type { TokenCredential } from "@azure/identity";
import { ClientCertificateCredential, ClientSecretCredential } from "@azure/identity";
import { Failure, isCancelled } from "../../core/failure.ts";
import type { AzureAccount, AzureCredentials } from "../../domain/account.ts";
import { addressesOf } from "./addresses.ts";
import { readCertificate } from "./certificate.ts";
import { cliCredential } from "./cli-credential.ts";
import { type PrincipalInVariables, readVariables } from "./environment-variables.ts";
import type { HttpOptions } from "./http-options.ts";
import { toldApart } from "./unknown-directory.ts";

/** What gets the tokens for an account; asks nobody, and reads no file, before the first request. */
export function createCredential(
  account: AzureAccount,
  credentials: AzureCredentials,
  http: HttpOptions,
): TokenCredential {
  switch (account.kind) {
    case "microsoft":
      return editorCredential(credentials);
    case "azure-cli":
      return cliCredential(account);
    case "environment":
      return later(() => {
        const principal = readVariables(process.env, addressesOf(account).authority);
        return principalCredential(principal, optionsOf(account, http));
      });
    case "service-principal": {
      const { tenantId, clientId, certificatePath } = account;
      if (certificatePath === undefined && !credentials.clientSecret)
        throw missing(`The client secret of service principal ${clientId}`);
      const { clientSecret, certificatePassword } = credentials;
      const proof =
        certificatePath === undefined ? { clientSecret } : { certificatePath, certificatePassword };
      return later(() => principalCredential({ tenantId, clientId, ...proof }, optionsOf(account, http)));
    }
  }
}

async function principalCredential(
  { tenantId, clientId, clientSecret, certificatePath, certificatePassword }: PrincipalInVariables,
  options: ReturnType<typeof optionsOf>,
): Promise<TokenCredential> {
  const credential =
    certificatePath === undefined
      ? new ClientSecretCredential(tenantId, clientId, clientSecret ?? "", options)
      : new ClientCertificateCredential(
          tenantId,
          clientId,
          { certificate: await readCertificate(certificatePath, certificatePassword) },
          options,
        );
  const directory = `${options.authorityHost}/${tenantId}`;
  return {
    getToken: (scopes, given) =>
      credential.getToken(scopes, given).catch(async (error: unknown) => {
        throw await toldApart(error, directory, options.tlsOptions?.ca);
      }),
  };
}

/** A credential that is made when a token is first wanted; one that could not be made is tried again the next time. */
function later(create: () => Promise<TokenCredential>): TokenCredential {
  let made: TokenCredential | undefined;
  return {
    async getToken(scopes, options) {
      made ??= await create();
      return made.getToken(scopes, options);
    },
  };
}

function optionsOf(account: AzureAccount, http: HttpOptions) {
  const isSandbox = account.kind === "service-principal" && account.sandbox !== undefined;
  return {
    ...http,
    // always: the library takes the variable AZURE_AUTHORITY_HOST otherwise
    authorityHost: addressesOf(account).authority,
    // only of the clouds that Microsoft runs does it say, at the public one, that they may be trusted
    disableInstanceDiscovery: isSandbox || typeof account.cloud === "object",
  };
}

/** The editor's own Microsoft sign-in, which keeps and renews its tokens itself. */
function editorCredential({ accessToken }: AzureCredentials): TokenCredential {
  if (!accessToken) throw missing("The Microsoft account");
  return {
    async getToken(_scopes, options) {
      if (options?.claims) throw anotherProof();
      try {
        const { token, expiresAt } = await accessToken(toSignal(options?.abortSignal));
        return { token, expiresOnTimestamp: expiresAt.getTime() };
      } catch (error) {
        throw refusedByEditor(error);
      }
    },
  };
}

/** Resource Manager took the token for not good enough; the editor would only give the same one again. */
function anotherProof(): Failure {
  const message = "Azure asks for another proof of identity than the sign-in had (conditional access).";
  const remedy = "Sign in to this directory again.";
  return new Failure("unauthorized", message, { remedy, signIns: ["azure"] });
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

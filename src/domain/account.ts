import type { AzureCloudChoice } from "./azure-clouds.ts";

/** A connected Auth0 tenant. What it is signed in to with is in the secret store, never here. */
export interface Auth0Account {
  /** The tenant's own domain, not a custom one. */
  readonly domain: string;
  readonly clientId: string;
  /** As the person calls it; its domain stands for it when left out. */
  readonly name?: string;
  /** How it signs in; by a client secret when left out. */
  readonly way?: Auth0Way;
  /** Set for accounts of the local sandbox. */
  readonly sandbox?: SandboxTrust;
}

/** The algorithms that Auth0 takes of a JWT with which an application proves itself. */
export const assertionAlgorithms = ["RS256", "RS384", "PS256"] as const;

/** One of {@link assertionAlgorithms}. */
export type AssertionAlgorithm = (typeof assertionAlgorithms)[number];

/** How a tenant is signed in to without a client secret. The secret store has the key, or the token. */
export type Auth0Way =
  /** JWTs that a private key signs: PEM, PKCS#8. */
  | { readonly kind: "private-key"; readonly algorithm: AssertionAlgorithm }
  /** A token of the Management API that somebody pasted, which cannot be renewed; `expiresAt` in seconds since 1970. */
  | { readonly kind: "token"; readonly expiresAt?: number };

/** How the extension signs in to Azure. A service principal's secret is in the secret store, never here. */
export type AzureAccount = InAzureCloud &
  (
    | {
        readonly kind: "microsoft";
        readonly tenantId?: string;
        /** VS Code's account; whichever VS Code prefers when left out. */
        readonly user?: { readonly id: string; readonly label: string };
      }
    | { readonly kind: "azure-cli"; readonly tenantId?: string }
    | {
        readonly kind: "service-principal";
        readonly tenantId: string;
        readonly clientId: string;
        /** PEM file with the certificate and its private key, for one that signs in without a secret. */
        readonly certificatePath?: string;
        /** Set for accounts of the local sandbox. */
        readonly sandbox?: AzureSandbox;
      }
    /** The service principal that the editor's environment names, in the variables of Azure's SDKs. */
    | { readonly kind: "environment"; readonly tenantId?: undefined }
  );

interface InAzureCloud {
  /** As the person calls it. */
  readonly name?: string;
  /** As its directory calls itself. */
  readonly directoryName?: string;
  /** Left out for the public cloud. */
  readonly cloud?: AzureCloudChoice;
}

/** What a sandbox account trusts beyond the system's certificate authorities. */
export interface SandboxTrust {
  /** Path of the PEM file with the sandbox's own certificate authority. */
  readonly ca: string;
}

/** Where the sandbox's Azure is. */
interface AzureSandbox extends SandboxTrust {
  readonly authorityHost: string;
  readonly resourceManager: string;
}

/** Keeps secrets; the shell's is VS Code's `SecretStorage`. */
export interface SecretStore {
  read(key: string): Promise<string | undefined>;
  write(key: string, secret: string): Promise<void>;
  delete(key: string): Promise<void>;
}

/** The secret store's key for what an Auth0 tenant is signed in to with: client secret, private key or token. */
export function auth0SecretKey(account: Pick<Auth0Account, "domain" | "clientId">): string {
  return `auth0/${account.domain}/${account.clientId}`;
}

/** The secret store's key for a service principal's client secret, or for the password of its certificate. */
export function azureSecretKey(
  account: { readonly tenantId: string; readonly clientId: string } & InAzureCloud,
): string {
  return `azure/${account.tenantId}/${account.clientId}${cloudInKey(account)}`;
}

/** Names an Azure account; two with the same key are the same sign-in. */
export function azureAccountKey(account: AzureAccount): string {
  if (account.kind === "service-principal") return azureSecretKey(account);
  const user = account.kind === "microsoft" && account.user ? `/${account.user.id}` : "";
  return `azure/${account.kind}/${account.tenantId ?? ""}${user}${cloudInKey(account)}`;
}

/** What tells accounts of another cloud from those of the public one, whose keys are as they were before there were others. */
function cloudInKey({ cloud }: InAzureCloud): string {
  if (cloud === undefined) return "";
  return `@${typeof cloud === "string" ? cloud : cloud.resourceManager}`;
}

/** One line of JSON that a started sandbox prints: everything a client needs. */
export interface SandboxInfo {
  readonly auth0: { readonly domain: string; readonly clientId: string; readonly clientSecret: string };
  readonly azure: {
    readonly authorityHost: string;
    readonly resourceManager: string;
    readonly tenantId: string;
    readonly clientId: string;
    readonly clientSecret: string;
    readonly subscriptionId: string;
  };
  readonly gateway: string;
  readonly portal: string;
  /** Path of the PEM file with the sandbox's certificate authority. */
  readonly ca: string;
}

/** What signing in to Azure needs besides the account. */
export interface AzureCredentials {
  readonly clientSecret?: string;
  /** Of the private key in the file that the account names. */
  readonly certificatePassword?: string;
  /** A current access token for Azure Resource Manager, asked for anew before each use. */
  readonly accessToken?: (
    signal: AbortSignal,
  ) => Promise<{ readonly token: string; readonly expiresAt: Date }>;
}

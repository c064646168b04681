import { Failure } from "../../core/failure.ts";

/** A service principal, as the variables of Azure's SDKs describe it. */
export interface PrincipalInVariables {
  readonly tenantId: string;
  readonly clientId: string;
  readonly clientSecret?: string | undefined;
  readonly certificatePath?: string | undefined;
  /** Of the private key in that file. */
  readonly certificatePassword?: string | undefined;
}

type Variables = Readonly<Record<string, string | undefined>>;

/**
 * The service principal that the editor's environment names. A secret goes before a certificate, as in the SDKs.
 *
 * @param authority that of the account's cloud; `AZURE_AUTHORITY_HOST` must not name another.
 * @throws Failure `unauthorized` that names the variable.
 */
export function readVariables(variables: Variables, authority: string): PrincipalInVariables {
  const tenantId = needed(variables, "AZURE_TENANT_ID");
  if (!/^[\da-z.-]+$/i.test(tenantId))
    throw wrong("AZURE_TENANT_ID is neither the id nor a domain of a directory.");
  const clientId = needed(variables, "AZURE_CLIENT_ID");
  checkAuthority(variables["AZURE_AUTHORITY_HOST"], authority);
  const clientSecret = variables["AZURE_CLIENT_SECRET"];
  if (clientSecret) return { tenantId, clientId, clientSecret };
  const certificatePath = variables["AZURE_CLIENT_CERTIFICATE_PATH"];
  const certificatePassword = variables["AZURE_CLIENT_CERTIFICATE_PASSWORD"];
  if (certificatePath)
    return { tenantId, clientId, certificatePath, ...(certificatePassword && { certificatePassword }) };
  if (variables["AZURE_USERNAME"])
    throw wrong(
      "AZURE_USERNAME and AZURE_PASSWORD are not used: Microsoft Entra ID asks users for more than that.",
    );
  throw wrong("Neither AZURE_CLIENT_SECRET nor AZURE_CLIENT_CERTIFICATE_PATH is set.");
}

function needed(variables: Variables, name: string): string {
  const value = variables[name];
  if (!value) throw wrong(`${name} is not set.`);
  return value;
}

function checkAuthority(given: string | undefined, authority: string): void {
  if (!given) return;
  const host = hostOf(given);
  if (host !== hostOf(authority))
    throw wrong(`AZURE_AUTHORITY_HOST names ${host ?? given}, which is another cloud than the account’s.`);
}

function hostOf(address: string): string | undefined {
  const whole = address.includes("://") ? address : `https://${address}`;
  return URL.canParse(whole) ? new URL(whole).host : undefined;
}

function wrong(message: string): Failure {
  return new Failure("unauthorized", message, {
    remedy: "Set it where the editor is started from, start the editor anew, and sign in again.",
    signIns: ["azure"],
  });
}

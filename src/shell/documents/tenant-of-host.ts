import { throwIfCancelled } from "../../core/failure.ts";
import { tenantAt } from "../../core/tenant-hosts.ts";
import { isElements } from "../../resources/fields.ts";
import type { Change, FieldChange } from "../../resources/kind.ts";
import { laterOf } from "../../resources/later.ts";
import type { Accounts } from "../session/accounts.ts";

/** A tenant with its custom domains; none for one that may not be asked. */
interface HostedTenant {
  readonly domain: string;
  readonly customDomains: readonly string[];
}

/**
 * `change` with secrets of applications taken from the connected tenants whose custom domains the addresses of the document are
 * at. What is at the host of no connected tenant stays: the plan says that it is not connected.
 */
export async function withTenants(accounts: Accounts, change: Change, signal: AbortSignal): Promise<Change> {
  const domains = new Set(accounts.tenants.all().map(({ domain }) => domain));
  if (change.fields.every((field) => domains.has(hostOf(field) ?? "") || hostOf(field) === undefined))
    return change;
  const tenants = await Promise.all([...domains].map((domain) => readHosts(accounts, domain, signal)));
  return { ...change, fields: change.fields.map((field) => fromTenant(field, tenants)) };
}

/** The host that the application is at whose secret the field gets; `undefined` for any other field. */
function hostOf(field: FieldChange): string | undefined {
  const after = isElements(field) ? undefined : laterOf(field.after);
  return after && "secretOf" in after && typeof after.secretOf !== "string"
    ? after.secretOf.owner
    : undefined;
}

function fromTenant(field: FieldChange, tenants: readonly HostedTenant[]): FieldChange {
  const after = isElements(field) ? undefined : laterOf(field.after);
  if (!after || !("secretOf" in after) || typeof after.secretOf === "string") return field;
  const tenant = tenantAt(after.secretOf.owner, tenants);
  return tenant ? { ...field, after: { secretOf: { ...after.secretOf, owner: tenant.domain } } } : field;
}

async function readHosts(accounts: Accounts, domain: string, signal: AbortSignal): Promise<HostedTenant> {
  const account = accounts.tenants.all().find((one) => one.domain === domain);
  try {
    const tenant = account && (await (await accounts.openTenant(account)).readTenant(signal));
    return { domain, customDomains: tenant?.customDomains ?? [] };
  } catch {
    throwIfCancelled(signal);
    return { domain, customDomains: [] };
  }
}

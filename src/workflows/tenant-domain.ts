import { Failure } from "../core/failure.ts";
import { isAuth0Page } from "../core/tenant-hosts.ts";

/**
 * The host of a tenant, with its port if it has one, from what a person typed or pasted: a bare domain, or any address
 * within the tenant. It is never built from a tenant's name, since regions and custom domains differ.
 *
 * @throws Failure `invalid-input`.
 */
export function normaliseTenantDomain(text: string): string {
  const typed = text.trim();
  const address = /^[a-z][a-z\d+.-]*:\/\//i.test(typed) ? typed : `https://${typed}`;
  const host = URL.canParse(address) ? new URL(address).host : "";
  if (isAuth0Page(host)) {
    throw refused(`“${host}” is the address of Auth0's own pages, not of a tenant.`);
  }
  if (!/^[a-z\d.-]+(:\d+)?$/.test(host) || !host.includes(".")) {
    throw refused(`“${typed}” is not the domain of a tenant.`);
  }
  return host.replace(/\.(?=:|$)/, "");
}

function refused(message: string): Failure {
  return new Failure("invalid-input", message, {
    remedy: "Copy the domain from an application's settings in the Auth0 dashboard: contoso.eu.auth0.com.",
  });
}

import { Failure } from "../core/failure.ts";
import { isAuth0Page } from "../core/tenant-hosts.ts";

/** Two parts or more, of 63 characters at most each (RFC 1123, section 2.1), and perhaps a port. */
const domain =
  /^(?=.{1,253}(?::|$))[a-z\d](?:[a-z\d-]{0,61}[a-z\d])?(?:\.[a-z\d](?:[a-z\d-]{0,61}[a-z\d])?)+(?::\d+)?$/;

/**
 * The host of a tenant, with its port if it has one, from what a person typed or pasted: a bare domain, or any address
 * within the tenant. It is never built from a tenant's name, since regions and custom domains differ.
 *
 * @throws Failure `invalid-input`.
 */
export function normaliseTenantDomain(text: string): string {
  const typed = text.trim();
  const address = /^[a-z][a-z\d+.-]*:\/\//i.test(typed) ? typed : `https://${typed}`;
  const host = hostOf(address);
  if (isAuth0Page(host)) {
    throw refused(`“${host}” is the address of Auth0's own pages, not of a tenant.`);
  }
  if (!domain.test(host)) {
    throw refused(`“${typed.slice(0, 100)}” is not the domain of a tenant.`);
  }
  return host;
}

/** Empty where there is none, or more: a URL would drop line ends and what stands before an `@` without a word. */
function hostOf(address: string): string {
  if (/\s/.test(address) || !URL.canParse(address)) return "";
  const { username, password, host } = new URL(address);
  return username || password ? "" : host.replace(/\.(?=:|$)/, "");
}

function refused(message: string): Failure {
  return new Failure("invalid-input", message, {
    remedy: "Copy the domain from an application's settings in the Auth0 dashboard: contoso.eu.auth0.com.",
  });
}

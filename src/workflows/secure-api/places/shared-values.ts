import { instancePath } from "../../../domain/instance-path.ts";
import { creation } from "../../../resources/changes.ts";
import type { Change } from "../../../resources/kind.ts";
import { namedValue } from "../../../resources/kinds/named-value.ts";
import type { SecureApiSnapshot, StoredNamedValue } from "../snapshot.ts";
import type { TokenTexts } from "./token-element.ts";

/** What Auth0 puts behind its issuer for the discovery document. */
const discoveryPath = ".well-known/openid-configuration";

/** What a fragment reads, and the named values that must be made for it. */
interface SharedValues {
  readonly texts: TokenTexts;
  readonly changes: readonly Change[];
}

/**
 * Named values for the tenant, and for the audience of what is called `subject`: those that are there with just that value are
 * used again, others keep their names. The names are the same in every environment, the values are not.
 */
export function sharedValues(
  { api, discovery: { url, issuer } }: Pick<SecureApiSnapshot, "api" | "discovery">,
  audience: string,
  subject: string,
  present: readonly StoredNamedValue[],
): SharedValues {
  const changes: Change[] = [];
  const use = (base: string, value: string) => {
    const { name, isThere } = nameFor(base, value, present);
    const title = `Create the named value “${name}” (${value})`;
    if (!isThere) {
      const draft = { displayName: name, secret: false, value };
      const options = { id: `named-value-${name}`, refId: name, title };
      changes.push(creation(namedValue, instancePath(api.instance), draft, options));
    }
    return { namedValue: name };
  };
  const issuerName = use("auth0-issuer", issuer);
  const isUsual = url === `${issuer}${discoveryPath}`;
  const discovery = isUsual ? { ...issuerName, suffix: discoveryPath } : use("auth0-discovery", url);
  return {
    texts: { issuer: issuerName, discovery, audience: use(`auth0-audience-${subject}`, audience) },
    changes,
  };
}

/** The first name from `base` on that has `value`, or that nobody has: ids and names are the same in whatever casing. */
function nameFor(
  base: string,
  value: string,
  present: readonly StoredNamedValue[],
): { readonly name: string; readonly isThere: boolean } {
  for (let number = 1; ; number += 1) {
    const name = number === 1 ? base : `${base}-${number}`;
    const isName = (text: string) => text.toLowerCase() === name.toLowerCase();
    const taken = present.filter(({ id, displayName }) => isName(id) || isName(displayName));
    const same = taken.find((one) => isName(one.displayName) && one.value === value);
    if (same) return { name: same.displayName, isThere: true };
    if (taken.length === 0) return { name, isThere: false };
  }
}

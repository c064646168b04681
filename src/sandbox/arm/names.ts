import { validationError } from "./errors.ts";

/** What no name of an entity may hold, as the contract has it. */
const forbidden = /[*#&+:<>?]/;

/** Collections whose names the contract keeps short; 256 characters are the rule. */
const short =
  /(?:^|\/)(?:apiVersionSets|releases|schemas|authorizationServers|backends|certificates|tags|policyFragments)$/i;

/**
 * Sees to it that an entity may be made with this name.
 *
 * @throws ArmError 400 when it may not.
 */
export function checkName(chain: string, name: string): void {
  const most = short.test(chain) ? 80 : 256;
  if (name.length >= 1 && name.length <= most && !forbidden.test(name)) return;
  throw validationError({
    target: "name",
    message: `A name has 1 to ${most} characters and none of *#&+:<>?.`,
  });
}

import { spaceOf } from "../../azure/resources.ts";
import type { StoredResource } from "../../azure/state.ts";
import type { Arm } from "../arm.ts";
import { validationError } from "../errors.ts";

/**
 * Keeps what a policy or a fragment of its space refers to from being deleted.
 *
 * @throws ArmError 400 that names where it is used.
 */
export function refuseWhileUsed(
  arm: Arm,
  { id }: Pick<StoredResource, "id">,
  target: string,
  isUsedBy: (text: string) => boolean,
): void {
  const users = Object.values(arm.state.resources).filter(
    (resource) =>
      /\/(policies|policyFragments)$/.test(resource.type) &&
      spaceOf(resource.id).toLowerCase() === spaceOf(id).toLowerCase() &&
      isUsedBy(String(resource.properties["value"])),
  );
  const [user] = users;
  if (!user) return;
  const place = user.id.split("/").slice(9).join("/");
  throw validationError({ target, message: `It is used by ${users.length} policies, for example ${place}.` });
}

import type { InstanceRef, PolicyLevel } from "../../domain/apim.ts";
import { instanceId, parseLevelPath } from "../../domain/azure-paths.ts";

/** What a place of a live reading names: the policy of a level, or the API or product that asks for a key. */
type NamedPlace =
  | { readonly kind: "policy"; readonly level: PolicyLevel }
  | { readonly kind: "api" | "product"; readonly id: string; readonly workspace?: string };

/** Where the policies of something stand, below its id. */
const policyEnding = "/policies/policy";

/**
 * What the resource id names by which a live reading tells a place; `undefined` for one that is of no place in `instance`, as a page
 * that somebody else wrote may send.
 */
export function placeNamed(instance: InstanceRef, file: string): NamedPlace | undefined {
  const beginning = `${instanceId(instance)}/`;
  if (!file.toLowerCase().startsWith(beginning.toLowerCase())) return undefined;
  const path = file.slice(beginning.length);
  const policy = path === policyEnding.slice(1) ? "global" : levelNamed(path);
  const level = policy === undefined ? undefined : parseLevelPath(instance, policy);
  if (level) return { kind: "policy", level };
  const [, workspace, inside = path] = /^workspaces\/([^/]+)\/(.+)$/.exec(path) ?? [];
  const space = workspace === undefined ? {} : { workspace };
  const [collection, id, ...more] = inside.split("/");
  if (!id || more.length > 0) return undefined;
  if (collection === "apis") return { kind: "api", id, ...space };
  return collection === "products" ? { kind: "product", id, ...space } : undefined;
}

function levelNamed(path: string): string | undefined {
  if (path.endsWith(policyEnding)) return path.slice(0, -policyEnding.length);
  const fragment = /^((?:workspaces\/[^/]+\/)?)policyFragments\/(.+)$/.exec(path);
  return fragment ? `${fragment[1]}fragments/${fragment[2]}` : undefined;
}

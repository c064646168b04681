import { instanceOf, listIn } from "../../azure/resources.ts";
import type { JsonObject } from "../../azure/state.ts";
import { validationError } from "../errors.ts";
import type { Write } from "../kind.ts";

/**
 * Two APIs of an instance, its workspaces included, may share a path only as different versions of one set. The words are the service's, as quoted in public.
 *
 * @throws ArmError 400 ValidationError.
 */
export function requireFreePath({ arm, id, properties }: Write): void {
  const plain = plainId(id);
  const path = textOf(properties, "path");
  const all = ["apis", "workspaces/apis"].flatMap((chain) => listIn(arm.state, instanceOf(id), chain));
  const sharing = all.filter((api) => textOf(api.properties, "path") === path && plainId(api.id) !== plain);
  for (const other of sharing) {
    const set = textOf(properties, "apiVersionSetId");
    if (set === "" || set !== textOf(other.properties, "apiVersionSetId")) {
      throw validationError({
        target: "path",
        message: `Cannot create API '${nameOf(id)}' with the same Path '${String(properties["path"])}' as API '${nameOf(other.id)}' unless it's a part of the same version set`,
      });
    }
    if (textOf(properties, "apiVersion") === textOf(other.properties, "apiVersion")) {
      throw validationError({
        target: "apiVersion",
        message: `API with specified version '${String(properties["apiVersion"] ?? "")}' already exists`,
      });
    }
  }
}

function plainId(id: string): string {
  return id.replace(/;rev=.*$/i, "").toLowerCase();
}

function nameOf(id: string): string {
  return id.slice(id.lastIndexOf("/") + 1);
}

function textOf(properties: JsonObject, name: string): string {
  return String(properties[name] ?? "").toLowerCase();
}

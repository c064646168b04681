import { spaceOf } from "../../azure/resources.ts";
import { validationError } from "../errors.ts";
import type { Kind } from "../kind.ts";
import { dropLinks } from "./drop-links.ts";

/** `groups`: of users of the developer portal. The three of the instance itself stay as they are. */
export const groups: Kind = {
  chain: "groups",
  label: "Group",
  writes: ["PUT", "PATCH", "DELETE"],
  filterable: ["displayName", "description", "externalId"],
  fields: {
    displayName: { type: "text", required: true, min: 1, max: 300 },
    description: { type: "text", max: 1000, default: null },
    type: { type: "choice", values: ["custom", "system", "external"], default: "custom" },
    externalId: { type: "text", default: null },
  },
  prepare({ properties, previous }) {
    if (previous?.properties["builtIn"] === true) throw isSystem(previous.name);
    properties["builtIn"] = false;
  },
  beforeDelete(group, arm) {
    if (group.properties["builtIn"] === true) throw isSystem(group.name);
    dropLinks(arm, spaceOf(group.id), ["products/groups"], group.name);
  },
};

/** The service's own words for it were not found in public. */
function isSystem(name: string) {
  return validationError({ target: "groupId", message: `The system group '${name}' cannot be changed.` });
}

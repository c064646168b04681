import { serviceType } from "../../azure/gateway-view.ts";
import { listResources } from "../../azure/resources.ts";
import type { Kind, Write } from "../kind.ts";
import { isRunning } from "../long-running.ts";

/** `portalRevisions`: each publishes the developer portal; the newest current one is what visitors see. */
export const portalRevisions: Kind = {
  chain: "portalRevisions",
  label: "PortalRevision",
  writes: ["PUT", "PATCH"],
  longRunning: ["PUT", "PATCH"],
  counted: false,
  filterable: ["name", "description"],
  fields: {
    description: { type: "text", max: 2000, default: "" },
    isCurrent: { type: "boolean", default: false },
  },
  prepare(write) {
    const { properties, previous, arm } = write;
    const now = new Date(arm.context.now()).toISOString();
    properties["statusDetails"] = null;
    properties["createdDateTime"] = previous?.properties["createdDateTime"] ?? now;
    properties["updatedDateTime"] = now;
    if (properties["isCurrent"] === true) write.afterwards.push(() => retireOthers(write));
  },
  show(resource, arm) {
    const running = isRunning(arm, resource.id);
    return {
      ...resource.properties,
      status: running ? "publishing" : "completed",
      isCurrent: !running && resource.properties["isCurrent"] === true,
      ...(running ? { provisioningState: "InProgress" } : {}),
    };
  },
};

function retireOthers({ arm, id }: Write): void {
  for (const revision of listResources(arm.state, `${serviceType}/portalRevisions`)) {
    if (revision.id.toLowerCase() !== id.toLowerCase()) revision.properties["isCurrent"] = false;
  }
}

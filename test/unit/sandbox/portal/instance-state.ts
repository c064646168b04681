import { putResource } from "../../../../src/sandbox/azure/resources.ts";
import type { AzureState, JsonObject } from "../../../../src/sandbox/azure/state.ts";

export const service = "/subscriptions/s/resourceGroups/g/providers/Microsoft.ApiManagement/service/contoso";

/** A state with an instance and what a test puts in it; every write gets the next row version. */
export class InstanceState {
  readonly azure: AzureState = {
    tenantId: "t",
    subscriptionId: "s",
    principals: [],
    signingKey: {},
    lastVersion: 0,
    resources: {},
    running: {},
    pollsPerOperation: 0,
  };

  constructor() {
    this.put("", {});
  }

  /** Writes `collection/name` pairs below the instance. */
  put(path: string, properties: JsonObject, secrets: Record<string, string> = {}): void {
    const segments = path === "" ? [] : path.split("/");
    const type = ["Microsoft.ApiManagement/service", ...segments.filter((_, index) => index % 2 === 0)].join(
      "/",
    );
    this.azure.lastVersion += 1;
    putResource(this.azure, {
      id: path === "" ? service : `${service}/${path}`,
      type,
      name: segments.at(-1) ?? "contoso",
      version: this.azure.lastVersion,
      properties,
      secrets,
    });
  }
}

import type { InstanceRef } from "./apim.ts";

/** An instance as one text: `subscription/group/name`. */
export function instancePath({ subscriptionId, resourceGroup, serviceName }: InstanceRef): string {
  return [subscriptionId, resourceGroup, serviceName].join("/");
}

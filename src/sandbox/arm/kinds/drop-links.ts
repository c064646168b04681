import { serviceType } from "../../azure/gateway-view.ts";
import { listResources, removeResource } from "../../azure/resources.ts";
import type { Arm } from "../arm.ts";

/** Takes an entity that is about to go out of the collections that link to it, `products/apis` for example. */
export function dropLinks(arm: Arm, chains: readonly string[], name: string): void {
  for (const link of chains.flatMap((chain) => listResources(arm.state, `${serviceType}/${chain}`))) {
    if (link.name.toLowerCase() === name.toLowerCase()) removeResource(arm.state, link.id);
  }
}

import { listIn, removeResource, spaceOf } from "../../azure/resources.ts";
import type { StoredResource } from "../../azure/state.ts";
import type { Arm } from "../arm.ts";

/** Takes an entity that is about to go out of the collections of its space that link to it, `products/apis` for example. */
export function dropLinks(arm: Arm, space: string, chains: readonly string[], name: string): void {
  for (const link of chains.flatMap((chain) => listIn(arm.state, space, chain))) {
    if (link.name.toLowerCase() === name.toLowerCase()) removeResource(arm.state, link.id);
  }
}

/** Takes an API that is about to go out of the products of its workspace. */
export function dropApiLinks(arm: Arm, { id }: StoredResource): void {
  for (const link of listIn(arm.state, spaceOf(id), "products/apiLinks")) {
    if (String(link.properties["apiId"]).toLowerCase() === id.toLowerCase())
      removeResource(arm.state, link.id);
  }
}

import type { ResourceRef } from "../choose-resource.ts";
import { resourceIn } from "../resource-target.ts";
import { targetOf } from "../target.ts";

/** The resource that a tree item stands for; `undefined` for what is not edited in a document. */
export function resourceOf(argument: unknown): ResourceRef | undefined {
  const resource = resourceIn(targetOf(argument));
  return resource?.kind.document === undefined ? undefined : resource;
}

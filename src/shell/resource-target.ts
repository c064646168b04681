import type { InstanceRef } from "../domain/apim.ts";
import { instancePath } from "../domain/instance-path.ts";
import type { Kind } from "../resources/kind.ts";
import { apimApi } from "../resources/kinds/apim-api.ts";
import { policyFragment } from "../resources/kinds/policy-fragment.ts";
import { product } from "../resources/kinds/product.ts";
import type { ResourceRef } from "./choose-resource.ts";
import type { Target } from "./target.ts";

/**
 * The resource that `target` is: one of a kind, also where it has a node of its own as APIs, products and fragments do; `undefined` for what
 * is no kind of resource.
 */
export function resourceIn(target: Target | undefined): ResourceRef | undefined {
  if (target?.kind === "resource") {
    const { of: kind, ref, value } = target;
    return { kind, ref, title: kind.titleOf(value, ref) };
  }
  // what is in a workspace is no resource here, and the instance may have one of the same name
  if (target?.kind === "apim-api" && target.value.workspace === undefined)
    return inInstance(apimApi, target.instance, target.value.apiId, target.value.displayName);
  if (target?.kind === "product")
    return inInstance(product, target.instance, target.value.productId, target.value.displayName);
  if (target?.kind === "fragment")
    return inInstance(policyFragment, target.instance, target.value.fragmentId, target.value.fragmentId);
  return undefined;
}

function inInstance(kind: Kind, instance: InstanceRef, id: string, title: string): ResourceRef {
  return { kind, title, ref: { kind: kind.id, owner: instancePath(instance), id } };
}

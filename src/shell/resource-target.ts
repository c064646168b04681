import { instancePath } from "../domain/instance-path.ts";
import { apimApi } from "../resources/kinds/apim-api.ts";
import type { ResourceRef } from "./choose-resource.ts";
import type { Target } from "./target.ts";

/** The resource that `target` is: one of a kind, or an API in its own node; `undefined` for what is no kind of resource. */
export function resourceIn(target: Target | undefined): ResourceRef | undefined {
  if (target?.kind === "resource") return { kind: target.of, ref: target.ref };
  if (target?.kind !== "apim-api") return undefined;
  const { instance, value } = target;
  return { kind: apimApi, ref: { kind: apimApi.id, owner: instancePath(instance), id: value.apiId } };
}

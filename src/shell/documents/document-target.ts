import type { ResourceRef } from "../choose-resource.ts";
import { targetOf } from "../target.ts";

/** The resource that a tree item stands for; `undefined` for what is not edited in a document. */
export function resourceOf(argument: unknown): ResourceRef | undefined {
  const target = targetOf(argument);
  if (target?.kind !== "resource" || target.of.document === undefined) return undefined;
  return { kind: target.of, ref: target.ref };
}

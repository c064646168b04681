import type { Kind, Ref } from "../../resources/kind.ts";
import { targetOf } from "../target.ts";

/** One that is there, as a command acts on it. */
export interface ResourceRef {
  readonly kind: Kind;
  readonly ref: Required<Ref>;
}

/** The resource that a tree item stands for; `undefined` for what is not edited in a document. */
export function resourceOf(argument: unknown): ResourceRef | undefined {
  const target = targetOf(argument);
  if (target?.kind !== "resource" || target.of.document === undefined) return undefined;
  return { kind: target.of, ref: target.ref };
}

import type { Uri } from "vscode";
import type { PolicyLevel } from "../../../domain/apim.ts";
import { schemes } from "../../ids.ts";
import { levelOf, policyUri } from "../../policy-uri.ts";

/** A level at which calls are looked at: what stands at it and outside of it runs. */
export type CallLevel = Extract<PolicyLevel, { kind: "product" | "api" | "operation" }>;

/** What an effective policy is of. */
export interface EffectiveSubject {
  readonly level: CallLevel;
  /** The product by whose key an API is called; without one by the key of none. */
  readonly product?: string | undefined;
}

const byProduct = "product=";

/** The address of an effective policy. Its tab says what it is of, and by which product's key. */
export function effectiveUri({ level, product }: EffectiveSubject): Uri {
  const own = policyUri(level);
  const [name = ""] = (own.path.split("/").at(-1) ?? "").split(".policy.xml");
  const way = product === undefined ? "" : ` (${product})`;
  return own.with({
    scheme: schemes.effective,
    path: own.path.replace(/[^/]*$/, `${name}${way}.effective.policy.xml`),
    query: product === undefined ? "" : `${byProduct}${product}`,
  });
}

/**
 * What {@link effectiveUri} made an address of.
 *
 * @throws Failure `not-found` for an address that is not one of an effective policy.
 */
export function subjectOfUri(uri: Uri): EffectiveSubject {
  const path = uri.path.replace(/[^/]*$/, "policy.xml");
  const level = callLevelOf(levelOf(uri.with({ scheme: schemes.policy, path, query: "" })));
  if (!level) return subjectOfUri(uri.with({ path: "/" }));
  return uri.query.startsWith(byProduct) ? { level, product: uri.query.slice(byProduct.length) } : { level };
}

/** The level as one at which calls are looked at; `undefined` for one that is part of many calls. */
export function callLevelOf(level: PolicyLevel): CallLevel | undefined {
  switch (level.kind) {
    case "product":
    case "api":
    case "operation":
      return level;
    case "global":
    case "workspace":
    case "fragment":
      return undefined;
  }
}

import { Uri } from "vscode";
import { Failure } from "../core/failure.ts";
import type { InstanceRef, PolicyLevel } from "../domain/apim.ts";
import { schemes } from "./ids.ts";

const fileName = "policy.xml";
/** What the service takes as a fragment's id. */
const fragmentIdForm = /^(?=.{1,80}$)\w(?:[\w-]*\w)?$/;

/**
 * The address of a policy document: the path is for people (`/contoso-apim/apis/basic-calculator/policy.xml`), the
 * authority (`<subscription>.<resource group>`) says which instance of that name is meant.
 */
export function policyUri(level: PolicyLevel): Uri {
  const { subscriptionId, resourceGroup, serviceName } = level.instance;
  return Uri.from({
    scheme: schemes.policy,
    authority: `${subscriptionId}.${resourceGroup}`,
    path: `/${[serviceName, ...segmentsOf(level), fileName].join("/")}`,
  });
}

/** Whether the address is one of a document, and not of a folder on the way to it. */
export function isPolicyUri(uri: Uri): boolean {
  return uri.path.endsWith(`/${fileName}`);
}

/**
 * The level that {@link policyUri} made an address of.
 *
 * @throws Failure `not-found` for an address that is not one of a policy.
 */
export function levelOf(uri: Uri): PolicyLevel {
  const dot = uri.authority.indexOf(".");
  const [serviceName, ...rest] = uri.path.split("/").slice(1);
  const level =
    dot > 0 && serviceName && rest.at(-1) === fileName
      ? levelFrom(
          {
            subscriptionId: uri.authority.slice(0, dot),
            resourceGroup: uri.authority.slice(dot + 1),
            serviceName,
          },
          rest.slice(0, -1),
        )
      : undefined;
  if (!level) throw new Failure("not-found", `${uri.path} is not the address of a policy.`);
  return level;
}

/** A fragment as a level; `undefined` when no fragment can have this id. */
export function fragmentLevel(instance: InstanceRef, fragmentId: string): PolicyLevel | undefined {
  return fragmentIdForm.test(fragmentId) ? { kind: "fragment", instance, fragmentId } : undefined;
}

/** The level for a person: `contoso-apim/apis/basic-calculator`. */
export function levelLabel(level: PolicyLevel): string {
  return [level.instance.serviceName, ...segmentsOf(level)].join("/");
}

function segmentsOf(level: PolicyLevel): string[] {
  switch (level.kind) {
    case "global":
      return [];
    case "product":
      return ["products", level.productId];
    case "api":
      return ["apis", level.apiId];
    case "operation":
      return ["apis", level.apiId, "operations", level.operationId];
    case "fragment":
      return ["fragments", level.fragmentId];
  }
}

function levelFrom(instance: InstanceRef, segments: readonly string[]): PolicyLevel | undefined {
  const [collection, name, inner, innerName, ...more] = segments;
  if (more.length > 0) return undefined;
  if (collection === undefined) return { kind: "global", instance };
  if (!name) return undefined;
  if (collection === "products" && inner === undefined) return { kind: "product", instance, productId: name };
  if (collection === "fragments" && inner === undefined) return fragmentLevel(instance, name);
  if (collection !== "apis") return undefined;
  if (inner === undefined) return { kind: "api", instance, apiId: name };
  if (inner !== "operations" || !innerName) return undefined;
  return { kind: "operation", instance, apiId: name, operationId: innerName };
}

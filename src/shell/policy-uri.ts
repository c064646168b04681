import { Uri } from "vscode";
import { Failure } from "../core/failure.ts";
import type { InstanceRef, PolicyLevel } from "../domain/apim.ts";
import { schemes } from "./ids.ts";

/** What every document of a policy is called at its end; a name of its level stands before it, so that tabs tell them apart. */
const ending = ".policy.xml";
/** What documents were called up to 0.2.0; such an address still leads to the policy. */
const formerName = "policy.xml";
/** Stands for the level of all APIs, which has no id. */
const globalName = "all-apis";
/** What the service takes as a fragment's id. */
const fragmentIdForm = /^(?=.{1,80}$)\w(?:[\w-]*\w)?$/;

/**
 * The address of a policy document: the path is for people (`/contoso-apim/apis/orders/orders.policy.xml`), the
 * authority (`<subscription>.<resource group>`) says which instance of that name is meant.
 */
export function policyUri(level: PolicyLevel): Uri {
  const { subscriptionId, resourceGroup, serviceName } = level.instance;
  return Uri.from({
    scheme: schemes.policy,
    authority: `${subscriptionId}.${resourceGroup}`,
    path: `/${[serviceName, ...segmentsOf(level), fileNameOf(segmentsOf(level))].join("/")}`,
  });
}

/** Whether the address is one of a document, and not of a folder on the way to it. */
export function isPolicyUri(uri: Uri): boolean {
  return uri.path.endsWith(ending) || uri.path.endsWith(`/${formerName}`);
}

/**
 * The level that {@link policyUri} made an address of.
 *
 * @throws Failure `not-found` for an address that is not one of a policy.
 */
export function levelOf(uri: Uri): PolicyLevel {
  const dot = uri.authority.indexOf(".");
  const [serviceName, ...rest] = uri.path.split("/").slice(1);
  const segments = rest.slice(0, -1);
  const isDocument = [formerName, fileNameOf(segments)].includes(rest.at(-1) ?? "");
  const level =
    dot > 0 && serviceName && isDocument
      ? levelFrom(
          {
            subscriptionId: uri.authority.slice(0, dot),
            resourceGroup: uri.authority.slice(dot + 1),
            serviceName,
          },
          segments,
        )
      : undefined;
  if (!level) throw new Failure("not-found", `${uri.path} is not the address of a policy.`);
  return level;
}

/** The address that a document has now, in place of one that it had up to 0.2.0; any other address as it is. */
export function presentAddress(address: string): string {
  if (!address.endsWith(`/${formerName}`)) return address;
  try {
    return policyUri(levelOf(Uri.parse(address, true))).toString();
  } catch {
    return address;
  }
}

/** The address that a document had up to 0.2.0. */
export function formerAddress(address: string): string {
  return address.replace(/[^/]*$/, formerName);
}

/** A fragment as a level; `undefined` when no fragment can have this id. */
export function fragmentLevel(instance: InstanceRef, fragmentId: string): PolicyLevel | undefined {
  return fragmentIdForm.test(fragmentId) ? { kind: "fragment", instance, fragmentId } : undefined;
}

/** The level for a person: `contoso-apim/apis/basic-calculator`. */
export function levelLabel(level: PolicyLevel): string {
  return [level.instance.serviceName, ...segmentsOf(level)].join("/");
}

function fileNameOf(segments: readonly string[]): string {
  return `${segments.at(-1) ?? globalName}${ending}`;
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

import { Uri } from "vscode";
import { Failure } from "../core/failure.ts";
import type { PolicyScope, ServiceRef } from "../domain/apim.ts";
import { schemes } from "./ids.ts";

const FILE_NAME = "policy.xml";
/** What the service takes as a fragment's id. */
const FRAGMENT_ID = /^(?=.{1,80}$)\w(?:[\w-]*\w)?$/;

/**
 * The address of a policy document: the path is for people (`/contoso-apim/apis/basic-calculator/policy.xml`), the
 * authority (`<subscription>.<resource group>`) says which instance of that name is meant.
 */
export function policyUri(scope: PolicyScope): Uri {
  const { subscriptionId, resourceGroup, serviceName } = scope.service;
  return Uri.from({
    scheme: schemes.policy,
    authority: `${subscriptionId}.${resourceGroup}`,
    path: `/${[serviceName, ...segmentsOf(scope), FILE_NAME].join("/")}`,
  });
}

/** Whether the address is one of a document, and not of a folder on the way to it. */
export function isPolicyUri(uri: Uri): boolean {
  return uri.path.endsWith(`/${FILE_NAME}`);
}

/**
 * The scope that {@link policyUri} made an address of.
 *
 * @throws Failure `not-found` for an address that is not one of a policy.
 */
export function scopeOf(uri: Uri): PolicyScope {
  const dot = uri.authority.indexOf(".");
  const [serviceName, ...rest] = uri.path.split("/").slice(1);
  const scope =
    dot > 0 && serviceName && rest.at(-1) === FILE_NAME
      ? scopeFrom(
          {
            subscriptionId: uri.authority.slice(0, dot),
            resourceGroup: uri.authority.slice(dot + 1),
            serviceName,
          },
          rest.slice(0, -1),
        )
      : undefined;
  if (!scope) throw new Failure("not-found", `${uri.path} is not the address of a policy.`);
  return scope;
}

/** A fragment as a scope; `undefined` when no fragment can have this id. */
export function fragmentScope(service: ServiceRef, fragmentId: string): PolicyScope | undefined {
  return FRAGMENT_ID.test(fragmentId) ? { kind: "fragment", service, fragmentId } : undefined;
}

/** The scope for a person: `contoso-apim/apis/basic-calculator`. */
export function scopeLabel(scope: PolicyScope): string {
  return [scope.service.serviceName, ...segmentsOf(scope)].join("/");
}

function segmentsOf(scope: PolicyScope): string[] {
  switch (scope.kind) {
    case "global":
      return [];
    case "product":
      return ["products", scope.productId];
    case "api":
      return ["apis", scope.apiId];
    case "operation":
      return ["apis", scope.apiId, "operations", scope.operationId];
    case "fragment":
      return ["fragments", scope.fragmentId];
  }
}

function scopeFrom(service: ServiceRef, segments: readonly string[]): PolicyScope | undefined {
  const [collection, name, inner, innerName, ...more] = segments;
  if (more.length > 0) return undefined;
  if (collection === undefined) return { kind: "global", service };
  if (!name) return undefined;
  if (collection === "products" && inner === undefined) return { kind: "product", service, productId: name };
  if (collection === "fragments" && inner === undefined) return fragmentScope(service, name);
  if (collection !== "apis") return undefined;
  if (inner === undefined) return { kind: "api", service, apiId: name };
  if (inner !== "operations" || !innerName) return undefined;
  return { kind: "operation", service, apiId: name, operationId: innerName };
}

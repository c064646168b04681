import { Uri } from "vscode";
import { Failure } from "../core/failure.ts";
import type { InstanceRef, PolicyLevel } from "../domain/apim.ts";
import { levelPath, parseLevelPath, spaceOf } from "../domain/azure-paths.ts";
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

/** A fragment of a space as a level; `undefined` when no fragment can have this id. */
export function fragmentLevel(
  space: Pick<PolicyLevel, "instance" | "workspace">,
  fragmentId: string,
): PolicyLevel | undefined {
  return fragmentIdForm.test(fragmentId) ? { kind: "fragment", ...spaceOf(space), fragmentId } : undefined;
}

/** The level for a person: `contoso-apim/apis/basic-calculator`. */
export function levelLabel(level: PolicyLevel): string {
  return [level.instance.serviceName, ...segmentsOf(level)].join("/");
}

function fileNameOf(segments: readonly string[]): string {
  return `${segments.at(-1) ?? globalName}${ending}`;
}

function segmentsOf(level: PolicyLevel): string[] {
  return level.kind === "global" ? [] : levelPath(level).split("/");
}

function levelFrom(instance: InstanceRef, segments: readonly string[]): PolicyLevel | undefined {
  if (segments.length === 0) return { kind: "global", instance };
  const level = parseLevelPath(instance, segments.join("/"));
  return level?.kind === "fragment" && !fragmentIdForm.test(level.fragmentId) ? undefined : level;
}

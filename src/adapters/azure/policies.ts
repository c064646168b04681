import type { ApiManagementClient } from "@azure/arm-apimanagement";
import { Failure } from "../../core/failure.ts";
import type { InstanceRef, PolicyLevel, StoredPolicy } from "../../domain/apim.ts";
import { parseLevelPath } from "../../domain/azure-paths.ts";
import type { RequestOptions } from "../cancellable-calls.ts";
import { asObject, parseJson } from "../json.ts";
import { pathSegment } from "../path-segment.ts";
import { fragmentCalls } from "./fragments.ts";
import type { PolicyCalls, RawAnswer } from "./policy-calls.ts";

/** One of the SDK's groups of operations; `Ids` name a level's policy in it. */
interface Group<Ids extends string[]> {
  get(...args: [...Ids, Parameters<PolicyCalls["get"]>[0]]): ReturnType<PolicyCalls["get"]>;
  getEntityTag(...args: [...Ids, RequestOptions]): ReturnType<PolicyCalls["head"]>;
  createOrUpdate(...args: [...Ids, ...Parameters<PolicyCalls["put"]>]): ReturnType<PolicyCalls["put"]>;
  delete(...args: [...Ids, ...Parameters<PolicyCalls["delete"]>]): ReturnType<PolicyCalls["delete"]>;
}

/** The name of a level's only policy document. */
const policy = "policy";

/**
 * The calls for `level`, which the SDK spreads over ten groups of operations; `pollInterval` in milliseconds, for writes
 * that take long.
 *
 * @throws Failure `internal` for an id that would name another level, or the instance.
 */
export function policyCalls(
  client: ApiManagementClient,
  level: PolicyLevel,
  pollInterval: number,
): PolicyCalls {
  const { resourceGroup, serviceName } = level.instance;
  const instance = [resourceGroup, serviceName] as const;
  if (level.workspace !== undefined)
    return workspaceCalls(client, level, [...instance, pathSegment(level.workspace)], pollInterval);
  switch (level.kind) {
    case "global":
      return callsOf(client.policy, [...instance, policy]);
    case "product":
      return callsOf(client.productPolicy, [...instance, pathSegment(level.productId), policy]);
    case "api":
      return callsOf(client.apiPolicy, [...instance, pathSegment(level.apiId), policy]);
    case "operation": {
      const ids = [pathSegment(level.apiId), pathSegment(level.operationId)] as const;
      return callsOf(client.apiOperationPolicy, [...instance, ...ids, policy]);
    }
    case "fragment":
      return fragmentCalls(client.policyFragment, [...instance, pathSegment(level.fragmentId)], pollInterval);
  }
}

function workspaceCalls(
  client: ApiManagementClient,
  level: Exclude<PolicyLevel, { readonly kind: "global" }>,
  workspace: readonly [string, string, string],
  pollInterval: number,
): PolicyCalls {
  switch (level.kind) {
    case "workspace":
      return callsOf(client.workspacePolicy, [...workspace, policy]);
    case "product":
      return callsOf(client.workspaceProductPolicy, [...workspace, pathSegment(level.productId), policy]);
    case "api":
      return callsOf(client.workspaceApiPolicy, [...workspace, pathSegment(level.apiId), policy]);
    case "operation": {
      const ids = [pathSegment(level.apiId), pathSegment(level.operationId)] as const;
      return callsOf(client.workspaceApiOperationPolicy, [...workspace, ...ids, policy]);
    }
    case "fragment":
      return fragmentCalls(
        client.workspacePolicyFragment,
        [...workspace, pathSegment(level.fragmentId)],
        pollInterval,
      );
  }
}

function callsOf<Ids extends string[]>(group: Group<Ids>, ids: [...Ids]): PolicyCalls {
  return {
    get: (options) => group.get(...ids, options),
    head: (options) => group.getEntityTag(...ids, options),
    put: (contract, options) => group.createOrUpdate(...ids, contract, options),
    delete: (etag, options) => group.delete(...ids, etag, options),
  };
}

/**
 * Reads a policy in its human form.
 *
 * The SDK asks for JSON or XML, for which the service has answered 406, and then looks for the text in the wrong place of
 * a JSON answer (azure-sdk-for-js#31566): so JSON is asked for, and the answer is read here.
 */
export async function getPolicy(
  calls: PolicyCalls,
  level: PolicyLevel,
  options: RequestOptions,
): Promise<StoredPolicy> {
  let answer: RawAnswer | undefined;
  await calls.get({
    ...options,
    format: "rawxml",
    requestOptions: { customHeaders: { Accept: "application/json" } },
    onResponse: (raw) => {
      answer = raw;
    },
  });
  const { properties } = asObject(parseJson(answer?.bodyAsText ?? ""));
  const { value } = asObject(properties);
  if (typeof value !== "string") {
    // a proxy's page, or an answer that was cut off: taken for an empty policy it would say that nothing is checked
    throw new Failure("unreachable", `Could not read ${describeLevel(level)}: the answer is no policy.`, {
      remedy: "Try again; if it stays so, see what stands between this computer and Azure.",
    });
  }
  return { level, text: value, etag: answer?.headers.get("etag") ?? "" };
}

/** Writes a policy in its human form; without `etag` it may only create. */
export async function putPolicy(
  calls: PolicyCalls,
  level: PolicyLevel,
  text: string,
  etag: string | undefined,
  options: RequestOptions,
): Promise<StoredPolicy> {
  const condition =
    etag === undefined ? { requestOptions: { customHeaders: { "If-None-Match": "*" } } } : { ifMatch: etag };
  const written = await calls.put({ format: "rawxml", value: text }, { ...options, ...condition });
  // the answer repeats the document as the service has normalised it, in the format of the request
  if (written.format === "rawxml" && written.value !== undefined && written.eTag) {
    return { level, text: written.value, etag: written.eTag };
  }
  return getPolicy(calls, level, options);
}

/** How a level is called in a message. */
export function describeLevel(level: PolicyLevel): string {
  const place = level.workspace === undefined ? "" : ` of workspace ${level.workspace}`;
  switch (level.kind) {
    case "global":
      return `the policy of all APIs of ${level.instance.serviceName}`;
    case "workspace":
      return `the policy of all APIs${place}`;
    case "product":
      return `the policy of product ${level.productId}${place}`;
    case "api":
      return `the policy of API ${level.apiId}${place}`;
    case "operation":
      return `the policy of operation ${level.operationId} of API ${level.apiId}${place}`;
    case "fragment":
      return `the policy fragment ${level.fragmentId}${place}`;
  }
}

/** The level of a policy by its resource id; `undefined` for one of what has no level here. */
export function levelOfPolicy(instance: InstanceRef, id: string): PolicyLevel | undefined {
  const below = id
    .slice(id.toLowerCase().lastIndexOf("/service/") + 1)
    .split("/")
    .slice(2);
  if (below.at(-2)?.toLowerCase() !== "policies") return undefined;
  const path = below.slice(0, -2);
  if (path.length === 0) return { kind: "global", instance };
  // the service writes the names of collections in either way
  const names = path.map((name, index) => (index % 2 === 0 ? name.toLowerCase() : name));
  return parseLevelPath(instance, names.join("/"));
}

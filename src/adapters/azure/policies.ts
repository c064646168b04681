import type { ApiManagementClient } from "@azure/arm-apimanagement";
import { Failure } from "../../core/failure.ts";
import type { PolicyLevel, StoredPolicy } from "../../domain/apim.ts";
import type { RequestOptions } from "../cancellable-calls.ts";
import { asObject, parseJson } from "../json.ts";
import { pathSegment } from "../path-segment.ts";
import { fragmentCalls } from "./fragments.ts";
import type { PolicyCalls, RawAnswer } from "./policy-calls.ts";

/** The name of a level's only policy document. */
const policy = "policy";

/**
 * The calls for `scope`, which the SDK spreads over five groups of operations; `pollInterval` in milliseconds, for writes
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
  switch (level.kind) {
    case "global":
      return {
        get: (options) => client.policy.get(...instance, policy, options),
        put: (contract, options) => client.policy.createOrUpdate(...instance, policy, contract, options),
        delete: (etag, options) => client.policy.delete(...instance, policy, etag, options),
      };
    case "product": {
      const ids = [...instance, pathSegment(level.productId), policy] as const;
      return {
        get: (options) => client.productPolicy.get(...ids, options),
        put: (contract, options) => client.productPolicy.createOrUpdate(...ids, contract, options),
        delete: (etag, options) => client.productPolicy.delete(...ids, etag, options),
      };
    }
    case "api": {
      const ids = [...instance, pathSegment(level.apiId), policy] as const;
      return {
        get: (options) => client.apiPolicy.get(...ids, options),
        put: (contract, options) => client.apiPolicy.createOrUpdate(...ids, contract, options),
        delete: (etag, options) => client.apiPolicy.delete(...ids, etag, options),
      };
    }
    case "operation": {
      const ids = [...instance, pathSegment(level.apiId), pathSegment(level.operationId), policy] as const;
      return {
        get: (options) => client.apiOperationPolicy.get(...ids, options),
        put: (contract, options) => client.apiOperationPolicy.createOrUpdate(...ids, contract, options),
        delete: (etag, options) => client.apiOperationPolicy.delete(...ids, etag, options),
      };
    }
    case "fragment":
      return fragmentCalls(client.policyFragment, [...instance, pathSegment(level.fragmentId)], pollInterval);
  }
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
  switch (level.kind) {
    case "global":
      return `the policy of all APIs of ${level.instance.serviceName}`;
    case "product":
      return `the policy of product ${level.productId}`;
    case "api":
      return `the policy of API ${level.apiId}`;
    case "operation":
      return `the policy of operation ${level.operationId} of API ${level.apiId}`;
    case "fragment":
      return `the policy fragment ${level.fragmentId}`;
  }
}

import type { ApiManagementClient, PolicyContract } from "@azure/arm-apimanagement";
import { Failure } from "../../core/failure.ts";
import type { PolicyScope, StoredPolicy } from "../../domain/apim.ts";
import type { RequestOptions } from "../cancellable-calls.ts";
import { asObject, parseJson } from "../json.ts";
import { fragmentCalls } from "./fragments.ts";

/** The name of a scope's only policy document. */
const POLICY = "policy";

/** The SDK's calls for the policy of one scope. */
export interface PolicyCalls {
  get(options: RawReadOptions): Promise<unknown>;
  put(contract: PolicyContract, options: WriteOptions): Promise<PolicyContract & { readonly eTag?: string }>;
  delete(etag: string, options: RequestOptions): Promise<unknown>;
}

interface RawAnswer {
  readonly bodyAsText?: string | null;
  readonly headers: { get(name: string): string | undefined };
}

interface RawReadOptions extends RequestOptions {
  readonly format: "rawxml";
  readonly requestOptions: { readonly customHeaders: { readonly Accept: string } };
  readonly onResponse: (answer: RawAnswer) => void;
}

interface WriteOptions extends RequestOptions {
  readonly ifMatch?: string;
  readonly requestOptions?: { readonly customHeaders: { readonly "If-None-Match": string } };
}

/**
 * The calls for `scope`, which the SDK spreads over five groups of operations; `pollInterval` in milliseconds, for writes
 * that take long.
 */
export function policyCalls(
  client: ApiManagementClient,
  scope: PolicyScope,
  pollInterval: number,
): PolicyCalls {
  const { resourceGroup, serviceName } = scope.service;
  const instance = [resourceGroup, serviceName] as const;
  switch (scope.kind) {
    case "global":
      return {
        get: (options) => client.policy.get(...instance, POLICY, options),
        put: (contract, options) => client.policy.createOrUpdate(...instance, POLICY, contract, options),
        delete: (etag, options) => client.policy.delete(...instance, POLICY, etag, options),
      };
    case "product": {
      const ids = [...instance, scope.productId, POLICY] as const;
      return {
        get: (options) => client.productPolicy.get(...ids, options),
        put: (contract, options) => client.productPolicy.createOrUpdate(...ids, contract, options),
        delete: (etag, options) => client.productPolicy.delete(...ids, etag, options),
      };
    }
    case "api": {
      const ids = [...instance, scope.apiId, POLICY] as const;
      return {
        get: (options) => client.apiPolicy.get(...ids, options),
        put: (contract, options) => client.apiPolicy.createOrUpdate(...ids, contract, options),
        delete: (etag, options) => client.apiPolicy.delete(...ids, etag, options),
      };
    }
    case "operation": {
      const ids = [...instance, scope.apiId, scope.operationId, POLICY] as const;
      return {
        get: (options) => client.apiOperationPolicy.get(...ids, options),
        put: (contract, options) => client.apiOperationPolicy.createOrUpdate(...ids, contract, options),
        delete: (etag, options) => client.apiOperationPolicy.delete(...ids, etag, options),
      };
    }
    case "fragment":
      return fragmentCalls(client.policyFragment, [...instance, scope.fragmentId], pollInterval);
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
  scope: PolicyScope,
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
    throw new Failure("unreachable", `Could not read ${describeScope(scope)}: the answer is no policy.`, {
      remedy: "Try again; if it stays so, see what stands between this computer and Azure.",
    });
  }
  return { scope, text: value, etag: answer?.headers.get("etag") ?? "" };
}

/** Writes a policy in its human form; without `etag` it may only create. */
export async function putPolicy(
  calls: PolicyCalls,
  scope: PolicyScope,
  text: string,
  etag: string | undefined,
  options: RequestOptions,
): Promise<StoredPolicy> {
  const condition =
    etag === undefined ? { requestOptions: { customHeaders: { "If-None-Match": "*" } } } : { ifMatch: etag };
  const written = await calls.put({ format: "rawxml", value: text }, { ...options, ...condition });
  // the answer repeats the document as the service has normalised it, in the format of the request
  if (written.format === "rawxml" && written.value !== undefined && written.eTag) {
    return { scope, text: written.value, etag: written.eTag };
  }
  return getPolicy(calls, scope, options);
}

/** How a scope is called in a message. */
export function describeScope(scope: PolicyScope): string {
  switch (scope.kind) {
    case "global":
      return `the policy of all APIs of ${scope.service.serviceName}`;
    case "product":
      return `the policy of product ${scope.productId}`;
    case "api":
      return `the policy of API ${scope.apiId}`;
    case "operation":
      return `the policy of operation ${scope.operationId} of API ${scope.apiId}`;
    case "fragment":
      return `the policy fragment ${scope.fragmentId}`;
  }
}

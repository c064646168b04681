import type { ApiContract, OperationContract, ParameterContract } from "@azure/arm-apimanagement";
import type {
  ApimApi,
  InstanceRef,
  Operation,
  OperationParameter,
  VersionScheme,
} from "../../../domain/apim.ts";
import { toUserAuthorization } from "./user-authorization.ts";

/** An API as Azure shows it; what it leaves out is the default of the REST contract. */
export function toApi(instance: InstanceRef, api: ApiContract): ApimApi {
  const { header, query } = api.subscriptionKeyParameterNames ?? {};
  const versionSetId = lastSegment(api.apiVersionSetId ?? api.apiVersionSet?.id);
  const versionScheme = api.apiVersionSet && toVersionScheme(api.apiVersionSet);
  // of a revision that is not current the service may leave out that it is not
  const [, number] = /;rev=(.+)$/i.exec(api.name ?? "") ?? [];
  return {
    instance,
    apiId: api.name ?? "",
    id: api.id ?? "",
    displayName: api.displayName ?? api.name ?? "",
    path: (api.path ?? "").replace(/^\/+|\/+$/g, ""),
    protocols: api.protocols ?? [],
    serviceUrl: api.serviceUrl || undefined,
    revision: api.apiRevision ?? number ?? "1",
    isCurrent: api.isCurrent ?? number === undefined,
    ...(api.isOnline === false && { isOnline: false }),
    version: api.apiVersion || undefined,
    versionSetId,
    ...(versionScheme && { versionScheme }),
    subscriptionRequired: api.subscriptionRequired ?? true,
    subscriptionKeyNames: {
      header: header || "Ocp-Apim-Subscription-Key",
      query: query || "subscription-key",
    },
    type: api.apiType ?? "http",
    userAuthorization: toUserAuthorization(api.authenticationSettings),
  };
}

/** What a version set says of where a version stands; `undefined` when it names nothing that is known here. */
export function toVersionScheme(set: {
  readonly versioningScheme?: string;
  readonly versionHeaderName?: string;
  readonly versionQueryName?: string;
}): VersionScheme | undefined {
  const scheme = set.versioningScheme?.toLowerCase();
  if (scheme === "segment") return { kind: "segment" };
  const name = scheme === "header" ? set.versionHeaderName : set.versionQueryName;
  return name && (scheme === "header" || scheme === "query") ? { kind: scheme, name } : undefined;
}

/** The API names its version set by a whole resource id. */
function lastSegment(id: string | undefined): string | undefined {
  return id?.slice(id.lastIndexOf("/") + 1) || undefined;
}

/** An operation; required query parameters of an imported API stand in its template. */
export function toOperation(operation: OperationContract): Operation {
  return {
    id: operation.id ?? "",
    operationId: operation.name ?? "",
    displayName: operation.displayName ?? operation.name ?? "",
    method: operation.method ?? "",
    urlTemplate: operation.urlTemplate ?? "",
    templateParameters: (operation.templateParameters ?? []).map(toParameter),
    queryParameters: (operation.request?.queryParameters ?? []).map(toParameter),
  };
}

function toParameter(parameter: ParameterContract): OperationParameter {
  return {
    name: parameter.name,
    required: parameter.required ?? false,
    defaultValue: parameter.defaultValue ?? undefined,
    values: parameter.values ?? [],
  };
}

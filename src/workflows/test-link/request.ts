import { Failure } from "../../core/failure.ts";
import type { ApimApi, Instance, Operation, OperationParameter, VersionScheme } from "../../domain/apim.ts";

/** Stands in for a parameter that suggests no value; a number, since most validators take one where a word would do. */
const sample = "1";

/**
 * The GET operation that is most likely to answer without anything being known of the API: the one with the fewest values
 * to invent.
 *
 * @throws Failure `unsupported` when there is none.
 */
export function chooseOperation(api: ApimApi, operations: readonly Operation[]): Operation {
  const candidates = operations.filter(({ method }) => method.toUpperCase() === "GET");
  const [best] = candidates.sort((a, b) => inventedValues(a) - inventedValues(b));
  if (best) return best;
  throw new Failure(
    "unsupported",
    operations.length === 0
      ? `“${api.displayName}” has no operations, so there is nothing to call.`
      : `“${api.displayName}” has no GET operation, and a test must change nothing.`,
    { remedy: "Add a GET operation to the API, or call it yourself with a token." },
  );
}

/** Which version of which API to call. */
interface CalledApi {
  readonly instance: Instance;
  readonly api: ApimApi;
  /** `undefined` for an API without versions. */
  readonly versionScheme: VersionScheme | undefined;
}

/** How an operation is called. */
interface OperationRequest {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
}

/**
 * The address of an operation with its parameters filled in: `values` first, then what the API suggests, then a sample.
 * The version stands where the API's version set has it.
 *
 * @throws Failure `unsupported` when the instance has no gateway of its own.
 */
export function operationRequest(
  { instance, api, versionScheme: scheme }: CalledApi,
  operation: Operation,
  values: Readonly<Record<string, string>> = {},
): OperationRequest {
  if (instance.gatewayUrl === undefined) {
    throw new Failure("unsupported", `${instance.serviceName} names no gateway address.`);
  }
  const fillIn = (parameter: OperationParameter) =>
    values[parameter.name] ?? suggestedValue(parameter) ?? sample;
  const byName = new Map(
    operation.templateParameters.map((parameter) => [parameter.name, fillIn(parameter)]),
  );
  const [template = "", templateQuery] = operation.urlTemplate.split("?");
  const fill = (text: string) =>
    text.replace(/\{\*?([^{}]+)\}/g, (_, name: string) =>
      encodeURIComponent(values[name] ?? byName.get(name) ?? sample),
    );
  const version = scheme && api.version;
  const path = [api.path, scheme?.kind === "segment" ? encodeURIComponent(version ?? "") : "", fill(template)]
    .map((part) => part.replace(/^\/+|\/+$/g, ""))
    .filter((part) => part !== "");
  const query = operation.queryParameters
    .filter((parameter) => parameter.required || values[parameter.name] !== undefined)
    .map((parameter) => `${encodeURIComponent(parameter.name)}=${encodeURIComponent(fillIn(parameter))}`);
  if (templateQuery !== undefined) query.unshift(fill(templateQuery));
  if (version && scheme.kind === "query") {
    query.push(`${encodeURIComponent(scheme.name)}=${encodeURIComponent(version)}`);
  }
  return {
    url: `${instance.gatewayUrl}/${path.join("/")}${query.length > 0 ? `?${query.join("&")}` : ""}`,
    headers: version && scheme.kind === "header" ? { [scheme.name]: version } : {},
  };
}

function inventedValues({ templateParameters, queryParameters }: Operation): number {
  return [...templateParameters, ...queryParameters].filter(
    (parameter) => parameter.required && suggestedValue(parameter) === undefined,
  ).length;
}

function suggestedValue({ defaultValue, values }: OperationParameter): string | undefined {
  return defaultValue ?? values[0];
}

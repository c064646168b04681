import type { JsonObject } from "../../azure/state.ts";
import { asText, isObject } from "../json.ts";
import { type ImportedApi, uniqueName } from "./api-import.ts";
import { parsing } from "./read-document.ts";

/**
 * An API from a WSDL document: of the endpoint that the selector names, or of the first. Each operation is a POST; what templates the
 * service gives them is not documented, and these are the sandbox's own.
 *
 * @throws ArmError 400 for a document, or an endpoint, that cannot be imported.
 */
export async function importWsdl(text: string, input: JsonObject): Promise<ImportedApi> {
  const { readWsdl } = await import("../../../imports/wsdl/read-wsdl.ts");
  const { name, endpoints, problems } = readWsdl(text);
  const selector = isObject(input["wsdlSelector"]) ? input["wsdlSelector"] : {};
  const [service, endpoint] = [asText(selector["wsdlServiceName"]), asText(selector["wsdlEndpointName"])];
  const chosen = endpoints.find(
    (one) => (service ?? one.service) === one.service && (endpoint ?? one.endpoint) === one.endpoint,
  );
  if (!chosen) throw parsing(problems[0]?.message ?? "The endpoint was not found.");
  if (chosen.problem !== undefined) throw parsing(chosen.problem);
  const isRest = input["apiType"] === "http";
  const operations = new Map<string, JsonObject>();
  for (const operation of chosen.operations) {
    operations.set(uniqueName(operations, operation, "post"), {
      displayName: operation,
      method: "POST",
      urlTemplate: isRest ? `/${operation}` : `/?soapAction=${operation}`,
      templateParameters: [],
      description: null,
      request: {},
      responses: [],
    });
  }
  return {
    displayName: name ?? chosen.service,
    description: null,
    serviceUrl: chosen.address ?? null,
    operations,
    schema: undefined,
  };
}

import type { JsonObject } from "../../azure/state.ts";
import { asArray, asText, isObject } from "../json.ts";
import { importOperation, type QueryStyle } from "./operation.ts";
import { parsing } from "./read-document.ts";

/** What an OpenAPI document says, in API Management's terms. */
export interface ImportedApi {
  readonly displayName: string;
  readonly description: string | null;
  readonly serviceUrl: string | null;
  /** Operation properties by operation name. */
  readonly operations: ReadonlyMap<string, JsonObject>;
  /** The schema entity's properties, when the document has schemas. */
  readonly schema: JsonObject | undefined;
}

const methods = ["get", "put", "post", "delete", "options", "head", "patch", "trace"];

/** Translates an OpenAPI 3 or Swagger 2 document. */
export function translateDocument(document: JsonObject, style: QueryStyle): ImportedApi {
  const info = isObject(document["info"]) ? document["info"] : {};
  const displayName = asText(info["title"]);
  if (!displayName) throw parsing("info.title is required.");
  return {
    displayName,
    description: asText(info["description"]) ?? null,
    serviceUrl: serviceUrlOf(document),
    operations: operationsOf(document, style),
    schema: schemaOf(document),
  };
}

function operationsOf(document: JsonObject, style: QueryStyle): ReadonlyMap<string, JsonObject> {
  const paths = isObject(document["paths"]) ? document["paths"] : {};
  const operations = new Map<string, JsonObject>();
  for (const [path, item] of Object.entries(paths)) {
    if (!isObject(item)) continue;
    for (const method of methods) {
      const operation = item[method];
      if (!isObject(operation)) continue;
      const parameters = [...asArray(item["parameters"]), ...asArray(operation["parameters"])];
      const name = uniqueName(operations, asText(operation["operationId"]) ?? "", `${method}-${path}`);
      operations.set(name, importOperation({ document, path, method, operation, parameters, style }));
    }
  }
  return operations;
}

/** Entity names are letters, digits and hyphens, at most 80; an id without any is passed over. */
export function uniqueName(taken: { has(name: string): boolean }, id: string, otherwise: string): string {
  const plain = plainName(id) || plainName(otherwise);
  for (let count = 0; ; count++) {
    const name = count === 0 ? plain : `${plain}-${count}`;
    if (!taken.has(name)) return name;
  }
}

function plainName(text: string): string {
  const plain = text.toLowerCase().replace(/[^a-z0-9]+/g, "-");
  return plain.replace(/^-+/, "").slice(0, 76).replace(/-+$/, "");
}

function serviceUrlOf(document: JsonObject): string | null {
  const servers = asArray(document["servers"]).flatMap((one) =>
    isObject(one) ? (asText(one["url"]) ?? []) : [],
  );
  const secure = servers.find((url) => url.startsWith("https://"));
  if (servers.length > 0) return secure?.replace(/\/$/, "") ?? null;
  const host = asText(document["host"]);
  if (host === undefined) return null;
  const [scheme = "http"] = asArray(document["schemes"]);
  return `${String(scheme)}://${host}${(asText(document["basePath"]) ?? "").replace(/\/$/, "")}`;
}

function schemaOf(document: JsonObject): JsonObject | undefined {
  const components = document["components"];
  if (isObject(components) && isObject(components["schemas"])) {
    const contentType = "application/vnd.oai.openapi.components+json";
    return { contentType, document: { components: { schemas: components["schemas"] } } };
  }
  const definitions = document["definitions"];
  if (!isObject(definitions)) return undefined;
  return { contentType: "application/vnd.ms-azure-apim.swagger.definitions+json", document: { definitions } };
}

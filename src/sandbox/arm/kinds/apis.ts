import {
  findResource,
  instanceOf,
  listIn,
  nextVersion,
  putResource,
  removeResource,
  spaceOf,
  typeAt,
} from "../../azure/resources.ts";
import type { JsonObject, StoredResource } from "../../azure/state.ts";
import { validationError } from "../errors.ts";
import type { ImportedApi } from "../import/api-import.ts";
import { translateDocument, uniqueName } from "../import/api-import.ts";
import { schemaName } from "../import/operation.ts";
import { importFormats, readApiDocument } from "../import/read-document.ts";
import { importWsdl } from "../import/wsdl-import.ts";
import { asText } from "../json.ts";
import type { Kind, Write } from "../kind.ts";
import { isRunning } from "../long-running.ts";
import { requireFreePath } from "./api-path.ts";
import { apisOfSet, readVersion, showVersionSet } from "./api-version-sets.ts";
import { readAuthenticationSettings } from "./authentication-settings.ts";
import { dropApiLinks, dropLinks } from "./drop-links.ts";

const apiTypes = ["http", "soap", "websocket", "graphql", "odata", "grpc"];

/** `apis`, with import from OpenAPI documents. */
export const apis: Kind = {
  chain: "apis",
  label: "API",
  writes: ["PUT", "PATCH", "DELETE"],
  longRunning: ["PUT", "DELETE"],
  filterable: ["displayName", "description", "serviceUrl", "path", "isCurrent"],
  fields: {
    displayName: { type: "text", min: 1, max: 300 },
    apiRevision: { type: "text", min: 1, max: 100, default: "1" },
    description: { type: "text", default: null },
    subscriptionRequired: { type: "boolean", default: true },
    serviceUrl: { type: "text", max: 2000, default: null },
    path: { type: "text", required: true, max: 400 },
    protocols: { type: "choices", values: ["http", "https", "ws", "wss"], default: ["https"] },
    authenticationSettings: { type: "json" },
    subscriptionKeyParameterNames: {
      type: "json",
      default: { header: "Ocp-Apim-Subscription-Key", query: "subscription-key" },
    },
    isCurrent: { type: "boolean", default: true },
    isOnline: { type: "boolean", default: true },
    type: { type: "choice", values: apiTypes, default: "http" },
    apiRevisionDescription: { type: "text", max: 256 },
    apiVersion: { type: "text", max: 100 },
    apiVersionDescription: { type: "text", max: 256 },
    apiVersionSetId: { type: "text" },
    termsOfServiceUrl: { type: "text" },
    contact: { type: "json" },
    license: { type: "json" },
  },
  listed: (api) => api.properties["isCurrent"] !== false,
  async prepare(write) {
    const { properties, input, previous } = write;
    if (typeof properties["path"] === "string") properties["path"] = properties["path"].replace(/^\/+/, "");
    const source = readSource(write);
    inheritVersion(write, source);
    readVersion(write);
    requireFreePath(write);
    // a workspace has no authorization servers of its own
    const serviceId = instanceOf(write.id);
    if (!previous || input["authenticationSettings"] !== undefined || !properties["authenticationSettings"]) {
      const given = input["authenticationSettings"] ?? undefined;
      properties["authenticationSettings"] = readAuthenticationSettings(write.arm, serviceId, given);
    }
    await importInto(write);
    copySource(write, source);
    if (asText(properties["displayName"])) return;
    throw validationError({
      target: "displayName",
      message: "'displayName' is required and must not be empty.",
    });
  },
  beforeDelete(api, arm) {
    if (/;rev=/i.test(api.name)) return;
    dropLinks(arm, spaceOf(api.id), ["products/apis"], api.name);
    dropApiLinks(arm, api);
    const all = listIn(arm.state, spaceOf(api.id), "apis");
    for (const revision of revisionsOf(all, api)) removeResource(arm.state, revision.id);
    // reported of the service: a version set goes with the last of its APIs
    const set = asText(api.properties["apiVersionSetId"]);
    if (set !== undefined && apisOfSet(arm, set).every((one) => one === api)) removeResource(arm.state, set);
  },
  show(resource, arm, { url }) {
    const isList = /\/apis\/?$/i.test(url.pathname);
    const expanded = !isList || url.searchParams.get("expandApiVersionSet") === "true";
    const running = isRunning(arm, resource.id) ? { provisioningState: "InProgress" } : {};
    return { ...resource.properties, ...(expanded ? showVersionSet(arm, resource) : {}), ...running };
  },
};

async function importInto(write: Write): Promise<void> {
  const { input, properties, arm } = write;
  const [format, value] = [asText(input["format"]), asText(input["value"])];
  if (format === undefined && value === undefined) return;
  if (format === undefined || value === undefined || !importFormats.includes(format)) {
    throw validationError({ target: "format", message: "An import needs 'value' and a known 'format'." });
  }
  const imported = await readImport(format, value, input, arm.context.ca);
  if (format === "wsdl" && input["apiType"] !== "http") properties["type"] = "soap";
  properties["displayName"] = asText(input["displayName"]) ?? imported.displayName;
  properties["description"] = asText(input["description"]) ?? imported.description;
  properties["serviceUrl"] = asText(input["serviceUrl"]) ?? imported.serviceUrl;
  write.afterwards.push(() => replaceOperations(write, imported));
}

async function readImport(
  format: string,
  value: string,
  input: JsonObject,
  ca: string,
): Promise<ImportedApi> {
  if (format === "wsdl") return importWsdl(value, input);
  const style = input["translateRequiredQueryParameters"] === "query" ? "query" : "template";
  return translateDocument(await readApiDocument(format, value, ca), style);
}

/**
 * Operations that are still in the document by their names keep their policies. Others are new ones by the documentation, named
 * after method and path, and get the policy of one that had the same method and path; what is left over goes.
 */
function replaceOperations({ arm, id, previous }: Write, imported: ImportedApi): void {
  const { state } = arm;
  const before = listIn(state, id, "operations");
  const policies = new Map(
    before.map((one) => [placeOf(one.properties), findResource(state, `${one.id}/policies/policy`)]),
  );
  const names = new Set(before.map(({ name }) => name));
  for (const operation of before) {
    if (!imported.operations.has(operation.name)) removeResource(state, operation.id);
  }
  const put = (collection: string, name: string, properties: JsonObject) => {
    const type = `${typeAt(id)}/${collection}`;
    const version = nextVersion(state);
    putResource(state, { id: `${id}/${collection}/${name}`, type, name, version, properties, secrets: {} });
  };
  const isAgain = previous !== undefined && before.length > 0;
  const taken = new Set(imported.operations.keys());
  for (const [name, properties] of imported.operations) {
    if (!isAgain || names.has(name)) {
      put("operations", name, properties);
      continue;
    }
    taken.delete(name);
    const other = uniqueName(taken, "", `${String(properties["method"])}-${pathOf(properties)}`);
    taken.add(other);
    put("operations", other, properties);
    const policy = policies.get(placeOf(properties));
    if (policy)
      putResource(state, {
        ...policy,
        id: `${id}/operations/${other}/policies/policy`,
        version: nextVersion(state),
      });
  }
  removeResource(state, `${id}/schemas/${schemaName}`);
  if (imported.schema) put("schemas", schemaName, imported.schema);
}

function placeOf(operation: JsonObject): string {
  return `${String(operation["method"])} ${String(operation["urlTemplate"])}`;
}

function pathOf({ urlTemplate }: JsonObject): string {
  return String(urlTemplate).replace(/\?.*$/, "");
}

/** The API that a creation copies, named by `sourceApiId`. */
function readSource({ arm, id, previous, input }: Write): StoredResource | undefined {
  const given = asText(input["sourceApiId"]);
  if (given === undefined || previous) return undefined;
  const source = findResource(arm.state, `${spaceOf(id)}/apis/${given.split("/").at(-1)}`);
  if (source) return source;
  throw validationError({ target: "sourceApiId", message: "Source API was not found." });
}

const revisionSuffix = /;rev=([^/]+)$/i;

/** A revision is of the version that its API is of. */
function inheritVersion({ id, input, properties }: Write, source: StoredResource | undefined): void {
  if (!source || !revisionSuffix.test(id)) return;
  for (const name of ["apiVersion", "apiVersionSetId"]) {
    const value = input[name] ?? source.properties[name];
    if (value !== undefined) properties[name] = value;
  }
}

/** `name;rev=n`, or another version, begins as a copy of `sourceApiId`; a revision is not current until it is released. */
function copySource(write: Write, source: StoredResource | undefined): void {
  const { id, previous, input, properties } = write;
  const number = revisionSuffix.exec(id)?.[1];
  // the address says which revision it is; which one is current, releases say
  if (number !== undefined && !previous) Object.assign(properties, { apiRevision: number, isCurrent: false });
  for (const name of ["apiRevision", "isCurrent"])
    properties[name] = previous?.properties[name] ?? properties[name] ?? null;
  if (!source) return;
  const inherited = ["displayName", "description", "serviceUrl", "protocols"];
  for (const name of inherited) properties[name] = input[name] ?? source.properties[name] ?? null;
  write.afterwards.push(() => copyChildren(write, source));
}

function copyChildren({ arm, id }: Write, source: StoredResource): void {
  const from = `${source.id.toLowerCase()}/`;
  for (const [key, child] of Object.entries(arm.state.resources)) {
    if (!key.startsWith(from) || key.startsWith(`${from}releases/`)) continue;
    const copy = { ...structuredClone(child), id: id + child.id.slice(source.id.length) };
    putResource(arm.state, { ...copy, version: nextVersion(arm.state) });
  }
}

/** The revisions of an API, the current one first. */
export function revisionsOf(all: readonly StoredResource[], api: StoredResource): StoredResource[] {
  const plain = api.id.replace(/;rev=.*$/i, "").toLowerCase();
  return all
    .filter((one) => one.id.replace(/;rev=.*$/i, "").toLowerCase() === plain)
    .sort((a, b) => Number(b.properties["isCurrent"]) - Number(a.properties["isCurrent"]));
}

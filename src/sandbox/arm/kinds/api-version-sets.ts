import { randomBytes } from "node:crypto";
import { findResource, listIn, nextVersion, putResource, spaceOf, typeAt } from "../../azure/resources.ts";
import type { JsonObject, StoredResource } from "../../azure/state.ts";
import type { Arm } from "../arm.ts";
import { entityNotFound, validationError } from "../errors.ts";
import type { Fields } from "../fields.ts";
import { readProperties } from "../fields.ts";
import { asText, isObject } from "../json.ts";
import type { Kind, Write } from "../kind.ts";

const label = "ApiVersionSet";

const fields: Fields = {
  displayName: { type: "text", required: true, min: 1, max: 100 },
  versioningScheme: { type: "choice", required: true, values: ["Segment", "Query", "Header"] },
  description: { type: "text", default: null },
  versionQueryName: { type: "text", min: 1, max: 100 },
  versionHeaderName: { type: "text", min: 1, max: 100 },
};

/** `apiVersionSets`: how the versions of one API are told apart. */
export const apiVersionSets: Kind = {
  chain: "apiVersionSets",
  label: label,
  writes: ["PUT", "PATCH", "DELETE"],
  filterable: ["displayName"],
  fields: fields,
  prepare: ({ properties }) => requireParameterName(properties),
  beforeDelete(set, arm) {
    const used = apisOfSet(arm, set.id)[0];
    if (!used) return;
    // the service's own words for it were not found in public
    throw validationError({
      target: "versionSetId",
      message: `The version set '${set.name}' is used by the API '${used.name}' and cannot be deleted.`,
    });
  },
};

/** A set that tells versions apart by a query parameter or a header says which one. */
function requireParameterName(properties: JsonObject): void {
  const names: Record<string, string> = { Query: "versionQueryName", Header: "versionHeaderName" };
  const name = names[String(properties["versioningScheme"])];
  if (name === undefined || asText(properties[name])) return;
  throw validationError({ target: name, message: `'${name}' is required and must not be empty.` });
}

/**
 * Holds the version of an API to its set: `apiVersionSetId` in any form becomes the full id of a set that exists, an
 * `apiVersionSet` without an id makes a new one.
 *
 * @throws ArmError 404 for a set that is not there, as reported of the service; 400 for a version without a set.
 */
export function readVersion(write: Write): void {
  const { properties, input, previous } = write;
  const details = isObject(input["apiVersionSet"]) ? input["apiVersionSet"] : undefined;
  const given = asText(input["apiVersionSetId"]) ?? asText(details?.["id"]);
  if (given !== undefined && given !== "") properties["apiVersionSetId"] = requireSet(write, given).id;
  else if (details && !previous?.properties["apiVersionSetId"]) createSet(write, details);
  if (!properties["apiVersion"] || properties["apiVersionSetId"]) return;
  throw validationError({
    target: "apiVersionSetId",
    message: `'apiVersionSetId' is required for the version '${String(properties["apiVersion"])}'.${hint(write)}`,
  });
}

function hint({ arm, id }: Write): string {
  const names = listIn(arm.state, spaceOf(id), "apiVersionSets").map(({ name }) => name);
  return names.length > 0 ? ` The version sets are ${names.join(", ")}.` : "";
}

function requireSet({ arm, id }: Write, given: string): StoredResource {
  const set = findResource(arm.state, `${spaceOf(id)}/apiVersionSets/${given.split("/").at(-1)}`);
  if (!set) throw entityNotFound(label);
  return set;
}

function createSet(write: Write, { name, ...details }: JsonObject): void {
  const { arm, id, properties } = write;
  const read = readProperties(fields, { displayName: name ?? null, ...details }, "create");
  requireParameterName(read.properties);
  const setName = randomBytes(12).toString("hex");
  const setId = `${spaceOf(id)}/apiVersionSets/${setName}`;
  properties["apiVersionSetId"] = setId;
  write.afterwards.push(() => {
    putResource(arm.state, {
      id: setId,
      type: typeAt(setId),
      name: setName,
      version: nextVersion(arm.state),
      ...read,
    });
  });
}

/** The set that an API belongs to as the API itself shows it; nothing for an API without one. */
export function showVersionSet(arm: Arm, api: StoredResource): JsonObject {
  const set = findResource(arm.state, String(api.properties["apiVersionSetId"] ?? ""));
  if (!set) return {};
  const { displayName, ...rest } = set.properties;
  return { apiVersionSet: { id: set.id, name: displayName ?? "", ...rest } };
}

/** The APIs of a version set, revisions included. */
export function apisOfSet(arm: Arm, setId: string): StoredResource[] {
  const wanted = setId.toLowerCase();
  return listIn(arm.state, spaceOf(setId), "apis").filter(
    ({ properties }) => String(properties["apiVersionSetId"] ?? "").toLowerCase() === wanted,
  );
}

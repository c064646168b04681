import { findResource } from "./resources.ts";
import type { AzureState, StoredResource } from "./state.ts";

/** What a request for one version of an API carries besides the path. */
export interface VersionParameter {
  readonly place: "query" | "header";
  readonly name: string;
  readonly value: string;
}

/** Where an API is called. */
interface ApiAddress {
  /** Path below the gateway without slashes at its ends, a version in the path included. */
  readonly path: string;
  /** `undefined`: the path alone says which API is meant. */
  readonly version: VersionParameter | undefined;
}

/** Where `api` is called by the scheme of its version set. */
export function addressOf(state: AzureState, api: StoredResource): ApiAddress {
  const path = textOf(api, "path").replace(/^\/+|\/+$/g, "");
  const value = textOf(api, "apiVersion");
  const set = findResource(state, textOf(api, "apiVersionSetId"));
  if (!set || value === "") return { path, version: undefined };
  switch (textOf(set, "versioningScheme")) {
    case "Query":
      return { path, version: { place: "query", name: textOf(set, "versionQueryName"), value } };
    case "Header":
      return { path, version: { place: "header", name: textOf(set, "versionHeaderName"), value } };
    default:
      return { path: path === "" ? value : `${path}/${value}`, version: undefined };
  }
}

function textOf(resource: StoredResource, name: string): string {
  const value = resource.properties[name];
  return typeof value === "string" ? value : "";
}

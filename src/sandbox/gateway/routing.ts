import { addressOf, type VersionParameter } from "../azure/api-address.ts";
import { operationsOf, serviceType } from "../azure/gateway-view.ts";
import { listResources } from "../azure/resources.ts";
import type { AzureState, StoredResource } from "../azure/state.ts";
import type { Route } from "./call.ts";
import type { GatewayRequest } from "./messages.ts";
import { decodePart, findParameter, segmentsOf } from "./request-target.ts";

/** What of a request says where it goes. */
type Addressed = Pick<GatewayRequest, "method" | "target" | "url" | "headers">;

/** The operation that a request asks for, or `undefined` when no API has it. */
export function findRoute(state: AzureState, request: Addressed): Route | undefined {
  const { url, method } = request;
  const segments = segmentsOf(request.target.path);
  const found = findApi(state, segments, request);
  if (!found) return undefined;
  const { api, prefix } = found;
  const rest = `/${segments.slice(prefix.length).join("/")}`;
  const matches = operationsOf(state, api.id)
    .filter((operation) => String(operation.properties["method"]).toUpperCase() === method.toUpperCase())
    .flatMap((operation) => {
      const match = matchTemplate(String(operation.properties["urlTemplate"] ?? "/"), rest, url);
      return match ? [{ operation, ...match }] : [];
    });
  const [best] = matches.sort((a, b) => b.literals - a.literals);
  if (!best) return undefined;
  return { api, operation: best.operation, matchedParameters: best.parameters, rest };
}

interface Candidate {
  readonly api: StoredResource;
  /** Segments of its path. */
  readonly prefix: readonly string[];
  readonly version: VersionParameter | undefined;
}

/**
 * Of the current revisions, the one whose path is the longest prefix of `path`, in the version that the request names.
 * A request without a version is for the original, if there is one; a version that no API has is for none of them.
 */
function findApi(state: AzureState, segments: readonly string[], request: Addressed): Candidate | undefined {
  const sent = segments.map((segment) => decodePart(segment).toLowerCase());
  const candidates = listResources(state, `${serviceType}/apis`)
    .filter(({ properties }) => properties["isCurrent"] !== false && properties["isOnline"] !== false)
    .map((api): Candidate => {
      const { path, version } = addressOf(state, api);
      return { api, prefix: path === "" ? [] : path.split("/"), version };
    })
    .filter(({ prefix }) => prefix.every((segment, index) => segment.toLowerCase() === sent[index]));
  const longest = Math.max(...candidates.map(({ prefix }) => prefix.length));
  const siblings = candidates.filter(({ prefix }) => prefix.length === longest);
  const versions = siblings.flatMap((one) => (one.version ? [{ one, version: one.version }] : []));
  const named = versions.filter(({ version }) => sentVersion(version, request) !== undefined);
  if (named.length === 0) return siblings.find(({ version }) => version === undefined);
  return named.find(
    ({ version }) => sentVersion(version, request)?.toLowerCase() === version.value.toLowerCase(),
  )?.one;
}

function sentVersion({ place, name }: VersionParameter, { target, headers }: Addressed): string | undefined {
  if (place === "header") return headers.get(name) ?? undefined;
  return findParameter(target.query, name);
}

interface TemplateMatch {
  readonly parameters: ReadonlyMap<string, string>;
  /** Parts of the template that stand for themselves; more of them win. */
  readonly literals: number;
}

function matchTemplate(template: string, rest: string, url: URL): TemplateMatch | undefined {
  const [path = "", query = ""] = template.split("?", 2);
  const parameters = new Map<string, string>();
  const literals = matchPath(splitPath(path), splitPath(rest), parameters);
  if (literals === undefined) return undefined;
  const wanted = [...new URLSearchParams(query)];
  for (const [name, value] of wanted) {
    const sent = url.searchParams.get(name);
    const placeholder = /^\{(.+)\}$/.exec(value)?.[1];
    if (sent === null || (placeholder === undefined && sent !== value)) return undefined;
    parameters.set(placeholder ?? name, sent);
  }
  return { parameters, literals: literals + wanted.length };
}

function matchPath(
  template: readonly string[],
  path: readonly string[],
  parameters: Map<string, string>,
): number | undefined {
  let literals = 0;
  for (const [index, part] of template.entries()) {
    const placeholder = /^\{(\*?)(.+)\}$/.exec(part);
    const sent = path[index];
    if (placeholder?.[1] === "*" || part === "*") {
      parameters.set(placeholder?.[2] ?? "*", path.slice(index).join("/"));
      return literals;
    }
    if (sent === undefined) return undefined;
    if (placeholder?.[2] !== undefined) parameters.set(placeholder[2], sent);
    else if (part.toLowerCase() === sent.toLowerCase()) literals += 1;
    else return undefined;
  }
  return template.length === path.length ? literals : undefined;
}

function splitPath(path: string): readonly string[] {
  return path
    .split("/")
    .filter((part) => part !== "")
    .map(decodePart);
}

import { addressOf, type VersionParameter } from "../azure/api-address.ts";
import { allApis, operationsOf } from "../azure/gateway-view.ts";
import type { AzureState, JsonObject, StoredResource } from "../azure/state.ts";
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
  const { api, taken } = found;
  const rest = `/${segments.slice(taken).join("/")}`;
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

/** A path in small letters, and which revision it asks for: `;rev=n` stands behind the path of the API. */
function withoutRevision(segments: readonly string[]): {
  readonly sent: readonly string[];
  /** How many segments the API's path has, and how many it takes to ask for the revision. */
  readonly revision: { readonly number: string; readonly behind: number; readonly taken: number } | undefined;
} {
  const sent = segments.map((segment) => decodePart(segment).toLowerCase());
  const index = sent.findIndex((segment) => revisionSuffix.test(segment));
  const number = revisionSuffix.exec(sent[index] ?? "")?.[1];
  if (number === undefined) return { sent, revision: undefined };
  const before = (sent[index] ?? "").replace(revisionSuffix, "");
  const behind = before === "" ? index : index + 1;
  return { sent: sent.with(index, before), revision: { number, behind, taken: index + 1 } };
}

const revisionSuffix = /;rev=([^;]+)$/;

/** Whether it is this revision; without a number, the current one. */
function isRevision({ isCurrent, apiRevision = "1" }: JsonObject, number: string | undefined): boolean {
  return number === undefined ? isCurrent !== false : apiRevision === number;
}

/**
 * Of the current revisions, or those that the path asks for, the one whose path is the longest prefix of `path`, in the version that the request names.
 * A request without a version is for the original, if there is one; a version that no API has is for none of them.
 */
function findApi(state: AzureState, segments: readonly string[], request: Addressed): Found | undefined {
  const { sent, revision } = withoutRevision(segments);
  const candidates = allApis(state)
    .filter(({ properties }) => properties["isOnline"] !== false && isRevision(properties, revision?.number))
    .map((api): Candidate => {
      const { path, version } = addressOf(state, api);
      return { api, prefix: path === "" ? [] : path.split("/"), version };
    })
    .filter(({ prefix }) => revision === undefined || prefix.length === revision.behind)
    .filter(({ prefix }) => prefix.every((segment, index) => segment.toLowerCase() === sent[index]));
  const api = ofVersion(candidates, request);
  return api && { api: api.api, taken: revision?.taken ?? api.prefix.length };
}

/** An API, and how many segments of the path lead to it. */
interface Found {
  readonly api: StoredResource;
  readonly taken: number;
}

function ofVersion(candidates: readonly Candidate[], request: Addressed): Candidate | undefined {
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

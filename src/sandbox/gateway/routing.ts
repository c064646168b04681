import { findApiByPath, operationsOf } from "../azure/gateway-view.ts";
import type { AzureState } from "../azure/state.ts";
import type { Route } from "./call.ts";

/** The operation that `method` and `url` ask for, or `undefined` when no API has it. */
export function findRoute(state: AzureState, method: string, url: URL): Route | undefined {
  const path = url.pathname.replace(/^\/+/, "");
  const api = findApiByPath(state, path);
  if (!api) return undefined;
  const rest = path.slice(String(api.properties["path"] ?? "").length).replace(/^\/?/, "/");
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

function decodePart(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

import type { CheckPlace } from "./report.ts";

/** Behind the id of an instance, what is in it. */
const inService = /^\/subscriptions\/.*\/service\/[^/]+\/(.+)$/i;

/** A place as it is shown beside what stands there: without what is the same for all of an instance. */
export function placeLabel({ file, line }: Pick<CheckPlace, "file" | "line">): string {
  const [, path] = inService.exec(file) ?? [];
  if (path === undefined) return `${file}:${line}`;
  if (path === "policies/policy") return `all APIs:${line}`;
  const level = path
    .replace(/\/policies\/policy$/, "")
    .replace(/^((?:workspaces\/[^/]+\/)?)policyFragments\//, "$1fragments/");
  // an API or a product that asks for a key is one document, in which no line is meant
  return path === level ? level : `${level}:${line}`;
}

import { findResource, instanceOf, listIn, spaceOf } from "../azure/resources.ts";
import type { Answer, Arm } from "./arm.ts";
import { revisionsOf } from "./kinds/apis.ts";
import { paginate } from "./paging.ts";

/** `GET apis/{id}/revisions`: all revisions of an API, the current one first. */
export function listApiRevisions(arm: Arm, apiId: string, url: URL): Answer {
  const api = findResource(arm.state, apiId);
  const all = api ? revisionsOf(listIn(arm.state, spaceOf(apiId), "apis"), api) : [];
  const page = paginate(all, url, arm.context.origins.resourceManager);
  const isOfWorkspace = spaceOf(apiId) !== instanceOf(apiId);
  const value = page.items.map(({ id, name, properties }) => ({
    // as the examples of the contract have them
    apiId: isOfWorkspace ? id : `/apis/${name}`,
    apiRevision: properties["apiRevision"],
    description: properties["apiRevisionDescription"] ?? null,
    privateUrl: `/${String(properties["path"])}`,
    isOnline: properties["isOnline"] !== false,
    isCurrent: properties["isCurrent"] === true,
  }));
  return { status: 200, body: { value, count: page.count, nextLink: page.nextLink } };
}

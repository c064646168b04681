import { type Shelved, storeIn } from "../../../src/resources/clouds.ts";
import { type ApiTag, type ApiTagLink, apiTag } from "../../../src/resources/kinds/api-tag.ts";
import { apimTag } from "../../../src/resources/kinds/tag.ts";
import type { KindExample } from "./kind-example.ts";

const { signal } = new AbortController();

/** A new tag for the API which the sandbox has. */
async function tag(cloud: Shelved, owner: string, id: string): Promise<ApiTagLink> {
  await storeIn(cloud, apimTag).create({ kind: apimTag.id, owner, id }, { displayName: id }, signal);
  return { apiId: "basic-calculator", tagId: id };
}

export const apiTagExample: KindExample<ApiTag, ApiTagLink> = {
  kind: apiTag,
  drafts: async (cloud, owner) => [
    await tag(cloud, owner, "shop"),
    await tag(cloud, owner, "partners"),
    await tag(cloud, owner, "old"),
  ],
  changes: {},
  path: /\/apis\/[^/]+\/tags/,
};

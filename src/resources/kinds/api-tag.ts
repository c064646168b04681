import type { Kind, Named } from "../kind.ts";

const api = (id: string): Named => ({ kind: "azure-api", id });
const tag = (id: string): Named => ({ kind: "azure-tag", id });

/** Which API has which tag. */
export interface ApiTagLink {
  readonly apiId: string;
  readonly tagId: string;
}

export interface ApiTag extends ApiTagLink {
  /** Name of the tag, where the service says it. */
  readonly displayName?: string | undefined;
}

const rights = "Microsoft.ApiManagement/service/apis/tags";

/** A tag on an API; its id is `apiId/tagId`. */
export const apiTag: Kind<ApiTag, ApiTagLink> = {
  id: "azure-api-tag",
  cloud: "azure",
  noun: "tag of an API",
  plural: "Tags",
  icon: "tag",
  tree: { under: "azure-api", field: "apiId" },
  fields: {
    apiId: { label: "API", fixed: true, names: api },
    tagId: { label: "Tag", fixed: true, names: tag, ask: { prompt: "Id of the tag" } },
  },
  identity: { by: "fields", fields: ["apiId", "tagId"], unique: true },
  titleOf: ({ tagId }, { id }) => tagId ?? id ?? "",
  titleBy: ({ tagId }, { id }, nameOf) => (tagId === undefined ? (id ?? "") : nameOf(tag(tagId))),
  sentenceOf(verb, { apiId, tagId }, _, nameOf) {
    if (verb === "update" || apiId === undefined || tagId === undefined) return undefined;
    const [one, of] = [nameOf(tag(tagId)), nameOf(api(apiId))];
    return verb === "create"
      ? `Put the tag “${one}” on the API “${of}”`
      : `Take the tag “${one}” off the API “${of}”`;
  },
  verbs: { create: "Add", delete: "Remove" },
  rights: { read: `${rights}/read`, create: `${rights}/write`, delete: `${rights}/delete` },
};

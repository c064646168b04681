import { known } from "../../core/known.ts";
import type { Kind } from "../kind.ts";
import { lineProblem } from "../typed-text.ts";
import { apiTag } from "./api-tag.ts";
import { collected, staysFor } from "./stays-for.ts";

/** A word by which APIs are found and grouped in the portals. */
export interface ApimTag {
  readonly displayName: string;
}

const rights = "Microsoft.ApiManagement/service/tags";

/** 1 to 160 characters (contract `TagContractProperties`). */
function nameProblem(name: string): string | undefined {
  return lineProblem(name, "A name", 160);
}

/** A tag of an instance; which APIs have it stands below those. */
export const apimTag: Kind<ApimTag> = {
  id: "azure-tag",
  cloud: "azure",
  noun: "tag",
  plural: "Tags",
  icon: "tag",
  document: "apim-tag",
  tree: { under: "instance" },
  fields: {
    displayName: {
      label: "Name",
      ask: { prompt: "Name of the tag", unique: true, check: nameProblem },
    },
  },
  identity: { by: "id" },
  titleOf: ({ displayName }, { id }) => displayName ?? id ?? "",
  isDeletedInUse: true,
  async inUse({ ref: { owner, id }, value: { displayName } }, reader, signal) {
    // of operations and products that have it the service tells in another way
    const links = reader.list(apiTag, owner, { tagId: id }, signal);
    const apis = await collected(links, ({ value }) => value.apiId);
    return known(staysFor(`The tag “${displayName}”`, [["APIs", apis]]));
  },
  goesAlong: async () => ({
    known: true,
    value: [
      "It is taken off all APIs, operations and products that have it. Undoing makes the tag again, and puts it on none.",
    ],
  }),
  rights: {
    read: `${rights}/read`,
    create: `${rights}/write`,
    update: `${rights}/write`,
    delete: `${rights}/delete`,
  },
};

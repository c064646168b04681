import type { Kind } from "../kind.ts";
import { lineProblem } from "../typed-text.ts";

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

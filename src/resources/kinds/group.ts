import { known } from "../../core/known.ts";
import type { Kind } from "../kind.ts";
import { lineProblem } from "../typed-text.ts";
import { listed } from "./policies-that.ts";
import { productGroup } from "./product-group.ts";
import { collected } from "./stays-for.ts";

/** A group of users of the developer portal: who sees a product. */
export interface ApimGroup extends ApimGroupDraft {
  readonly type: string;
  /** One of the three that came with the instance: administrators, developers, guests. */
  readonly builtIn: boolean;
}

/** What is decided of a new one. */
export interface ApimGroupDraft {
  readonly displayName: string;
  readonly description?: string | undefined;
  /** `custom`, or `external` for a group of Microsoft Entra ID. */
  readonly type?: string;
  /** Of an external one, such as `aad://contoso.onmicrosoft.com/groups/<object id>`. */
  readonly externalId?: string | undefined;
}

const rights = "Microsoft.ApiManagement/service/groups";

/** A group of an instance. Who is in it is not changed here. */
export const apimGroup: Kind<ApimGroup, ApimGroupDraft> = {
  id: "azure-group",
  cloud: "azure",
  noun: "group",
  plural: "Groups",
  icon: "organization",
  document: "apim-group",
  tree: { under: "instance" },
  fields: {
    displayName: {
      label: "Name",
      ask: {
        prompt: "Name of the group",
        // contract `GroupContractProperties`
        check: (text) => lineProblem(text, "A name", 300),
      },
    },
    description: {
      label: "Description",
      ask: {
        prompt: "Who is in it",
        optional: true,
        check: (text) => lineProblem(text, "A description", 1000),
      },
    },
    type: { label: "Type", fixed: true },
    externalId: { label: "External id", fixed: true },
  },
  defaults: { type: "custom" },
  identity: { by: "id" },
  titleOf: ({ displayName }, { id }) => displayName ?? id ?? "",
  lockedBecause: ({ builtIn, displayName }) =>
    builtIn ? `“${displayName}” came with the instance: nothing of it is changed here.` : undefined,
  async inUse({ ref: { owner, id } }, reader, signal) {
    const products = await collected(
      reader.list(productGroup, owner, { groupId: id }, signal),
      ({ value }) => value.productId,
    );
    return known(
      products.length === 0
        ? undefined
        : `It sees products, so it stays: ${listed(products)}. Remove it from them, then try again.`,
    );
  },
  goesAlong: async () => known(["Who is in it is not known here: undoing makes it again without anybody."]),
  rights: {
    read: `${rights}/read`,
    create: `${rights}/write`,
    update: `${rights}/write`,
    delete: `${rights}/delete`,
  },
};

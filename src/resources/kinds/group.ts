import { isCancelled } from "../../core/failure.ts";
import { known, type Maybe, unknown } from "../../core/known.ts";
import type { Kind, Reader, Ref } from "../kind.ts";
import { lineProblem } from "../typed-text.ts";
import { groupUser } from "./group-user.ts";
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

/** More users of a group than these are not counted. */
const mostCounted = 50;

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
  isDeletedInUse: true,
  async inUse({ ref }, reader, signal) {
    const [products, users] = await Promise.all([
      productsOf(ref, reader, signal),
      usersOf(ref, reader, signal),
    ]);
    const reasons = [
      ...(products.length > 0
        ? [`It sees products, so it stays: ${listed(products)}. Remove it from them, then try again.`]
        : []),
      ...(users.known && users.value > 0
        ? [
            `Users were put into it since (${counted(users.value)}), so it stays. Delete it by hand if nobody needs it.`,
          ]
        : []),
    ];
    if (reasons.length > 0) return known(reasons.join(" "));
    return users.known ? known(undefined) : unknown;
  },
  async goesAlong({ ref }, reader, signal) {
    const [products, users] = await Promise.all([
      productsOf(ref, reader, signal),
      usersOf(ref, reader, signal),
    ]);
    const whose = !users.known
      ? "Who is in it could not be read: undoing makes it again without anybody."
      : `Users in it: ${counted(users.value)}. They stay, and are in it no more: undoing makes it again without anybody.`;
    const hidden = `Its users do not see these products any more: ${listed(products)}. Undoing shows it none.`;
    return known([
      ...(users.known && users.value === 0 ? [] : [whose]),
      ...(products.length > 0 ? [hidden] : []),
    ]);
  },
  rights: {
    read: `${rights}/read`,
    create: `${rights}/write`,
    update: `${rights}/write`,
    delete: `${rights}/delete`,
  },
};

/** The ids of the products that it sees. */
function productsOf(
  { owner, id }: Required<Ref>,
  reader: Reader,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const links = reader.list(productGroup, owner, { groupId: id }, signal);
  return collected(links, ({ value }) => value.productId);
}

/** How many users are in it, up to {@link mostCounted}; unknown where they could not be read. */
async function usersOf(
  { owner, id }: Required<Ref>,
  reader: Reader,
  signal: AbortSignal,
): Promise<Maybe<number>> {
  let count = 0;
  try {
    for await (const _ of reader.list(groupUser, owner, { groupId: id }, signal)) {
      count += 1;
      if (count === mostCounted) break;
    }
  } catch (error) {
    if (isCancelled(error)) throw error;
    return unknown;
  }
  return known(count);
}

function counted(users: number): string {
  return users < mostCounted ? String(users) : `${mostCounted} or more`;
}

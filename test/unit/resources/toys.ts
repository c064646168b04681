import { readerOf, shelfOf } from "../../../src/resources/clouds.ts";
import type { Desk } from "../../../src/resources/engine.ts";
import type { Kind } from "../../../src/resources/kind.ts";
import { InMemoryKeeper, InMemoryLocks } from "../../support/in-memory/keeper.ts";
import { InMemoryStore } from "../../support/in-memory/store.ts";

/** A shelf label, whose id is chosen here and which has a version. */
export interface Label {
  readonly text: string;
  readonly tags: readonly string[];
  /** The id of a box. */
  readonly box?: string;
  /** What opens the box. */
  readonly code?: string;
}

const toy = {
  cloud: "azure",
  icon: "tag",
  rights: { create: "toys", update: "toys", delete: "toys" },
} as const;

export const label: Kind<Label> = {
  ...toy,
  id: "toy-label",
  noun: "label",
  plural: "Labels",
  fields: {
    text: { label: "Text" },
    tags: { label: "Tags", set: {} },
    box: { label: "Box" },
    code: { label: "Code", secret: true },
  },
  identity: { by: "id" },
  titleOf: ({ text }, { id }) => text ?? id ?? "",
};

/** A shop, of which there is one of a name. */
export interface Shop {
  readonly name: string;
  readonly goods: readonly string[];
  readonly prices?: readonly { readonly of: string; readonly price: number }[];
}

export const shop: Kind<Shop> = {
  ...toy,
  id: "toy-shop",
  noun: "shop",
  plural: "Shops",
  fields: {
    name: { label: "Name", fixed: true },
    goods: { label: "Goods", set: {} },
    prices: { label: "Prices", set: { key: "of" } },
  },
  identity: { by: "fields", fields: ["name"], unique: true },
  titleOf: ({ name }, { id }) => name ?? id ?? "",
};

/** A box, of which several may bear one name. */
export interface Box {
  readonly name: string;
  readonly size: number;
}

/** What is decided of a box. */
export type BoxDraft = Box & { readonly key?: string };

export const box: Kind<Box, BoxDraft> = {
  ...toy,
  id: "toy-box",
  noun: "box",
  plural: "Boxes",
  fields: { name: { label: "Name" }, size: { label: "Size" }, key: { label: "Key", secret: true } },
  identity: { by: "fields", fields: ["name"], unique: false },
  titleOf: ({ name }, { id }) => name ?? id ?? "",
};

export const owner = "toys";

/** Toy clouds with a desk on them. */
export function toyClouds() {
  /** The ids of those whose secret was made anew. */
  const renewed: string[] = [];
  const labels = new InMemoryStore<Label>(label, { make: (draft) => draft });
  const shops = new InMemoryStore<Shop>(shop, { make: (draft) => draft });
  const boxes = new InMemoryStore<Box, BoxDraft>(box, {
    make: ({ name, size }) => ({ name, size }),
    secretOf: ({ id }) => {
      const times = renewed.filter((one) => one === id).length;
      return times === 0 ? `secret of ${id}` : `secret ${times} of ${id}`;
    },
    rotateSecret: ({ id }) => {
      renewed.push(id);
      return `secret of ${id}`;
    },
  });
  const shelves = new Map(
    [labels, shops, boxes].map((store) => [store.kind.id, { kind: store.kind, store }] as const),
  );
  const clouds = { auth0: { shelves: new Map() }, azure: { shelves } };
  const keeper = new InMemoryKeeper();
  const desk: Desk = {
    shelf: (kind) => shelfOf(clouds, kind),
    reader: readerOf(clouds),
    keeper,
    locks: new InMemoryLocks(),
    limits: { look: 1000, lookAfterCancel: 200 },
  };
  return { labels, shops, boxes, renewed, keeper, desk, clouds };
}

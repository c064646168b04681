import { countOf } from "../../core/count.ts";
import type { ApiSnapshot, InstanceSnapshot } from "../instance-snapshot.ts";

/** An API as people know it. */
interface ApiTitle {
  readonly title: string;
  /** Where callers find it, with a slash in front; `undefined` when that is not known. */
  readonly path: string | undefined;
}

/** How APIs and products are called by those who made them, by the names that entries have. */
export interface Titles {
  api(name: string): ApiTitle;
  product(name: string): string;
}

export function titlesIn(instances: readonly InstanceSnapshot[]): Titles {
  const apis = new Map<string, ApiTitle>();
  const products = new Map<string, string>();
  for (const { workspace, apis: own, products: sold } of instances.flatMap(({ spaces }) => spaces)) {
    const prefix = workspace === undefined ? "" : `${workspace}/`;
    for (const api of own) apis.set(`${prefix}${api.name}`, titleOf(api, prefix));
    for (const { name, displayName } of sold)
      products.set(name, displayName ?? (name === "?" ? "a product that is not known" : name));
  }
  return {
    api: (name) => apis.get(name) ?? { title: name, path: undefined },
    product: (name) => products.get(name) ?? name,
  };
}

function titleOf({ name, facts }: ApiSnapshot, prefix: string): ApiTitle {
  const [, revision] = name.split(";rev=");
  const { Name: title = name, Version: version, Path: path } = facts;
  const words = [title, version, revision === undefined ? undefined : `revision ${revision}`];
  return {
    title: `${prefix}${words.filter((word) => word !== undefined).join(" ")}`,
    path: path === undefined ? undefined : `/${path}`,
  };
}

/** Where callers find an API, and how much of it there is. */
export function extentOf({ path }: ApiTitle, operations: number): string {
  return [path, countOf(operations, "operation")].filter((part) => part !== undefined).join(" · ");
}

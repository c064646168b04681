import type { Auth0Cloud } from "../../src/domain/auth0-cloud.ts";
import { type Shelved, storeOf, valuesOf } from "../../src/resources/clouds.ts";
import type { Kind, Stored } from "../../src/resources/kind.ts";
import { collect } from "./collect.ts";

type Tenant = Auth0Cloud & Shelved;

/** Everything that a tenant keeps of a kind. */
export function allOf<T extends object, D extends object>(
  cloud: Tenant,
  kind: Kind<T, D>,
  signal = new AbortController().signal,
): Promise<readonly T[]> {
  return collect(valuesOf(cloud, kind, cloud.domain, signal));
}

/** Creates one in a tenant. */
export function createIn<T extends object, D extends object>(
  auth0: Tenant,
  kind: Kind<T, D>,
  draft: D,
): Promise<Stored<T>> {
  const ref = { kind: kind.id, owner: auth0.domain };
  const { signal } = new AbortController();
  return storeOf({ auth0, azure: { shelves: new Map() } }, kind).create(ref, draft, signal);
}

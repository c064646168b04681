import type { Auth0Cloud } from "../../src/domain/auth0-cloud.ts";
import { type Shelved, valuesOf } from "../../src/resources/clouds.ts";
import type { Kind } from "../../src/resources/kind.ts";
import { collect } from "./collect.ts";

/** Everything that a tenant keeps of a kind. */
export function allOf<T extends object, D extends object>(
  cloud: Auth0Cloud & Shelved,
  kind: Kind<T, D>,
  signal = new AbortController().signal,
): Promise<readonly T[]> {
  return collect(valuesOf(cloud, kind, cloud.domain, signal));
}

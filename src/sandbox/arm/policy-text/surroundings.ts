import type { Scope } from "./language.ts";

/** What a policy may refer to, and where it is to stand. */
export interface PolicySurroundings {
  /** `undefined` for a fragment. */
  readonly scope: Scope | undefined;
  hasNamedValue(displayName: string): boolean;
  /** Whether the instance has a fragment, backend, certificate or logger of this id. */
  hasEntity(kind: "fragment" | "backend" | "certificate" | "logger", id: string): boolean;
}

import type { ApiSnapshot, InstanceSnapshot, SpaceSnapshot } from "../../access/index.ts";
import type { InstanceRef, PolicyLevel } from "../../domain/apim.ts";
import { parseLevelPath } from "../../domain/azure-paths.ts";
import type { NamedValue, PolicySource } from "../../policy/index.ts";
import type { Change, Json } from "../../resources/kind.ts";
import { namedValue } from "../../resources/kinds/named-value.ts";
import { policy } from "../../resources/kinds/policy.ts";
import { policyFragment } from "../../resources/kinds/policy-fragment.ts";
import { fileOf } from "./policy-reader.ts";

/**
 * What decides who gets in once `changes` are made: policies, fragments and named values as they become. Other changes, and those
 * of what the snapshot does not hold, change nothing in it.
 */
export function withChanges(
  { spaces, notes }: InstanceSnapshot,
  instance: InstanceRef,
  changes: readonly Change[],
): InstanceSnapshot {
  const after = (space: SpaceSnapshot) =>
    changes.reduce((one, change) => changed(one, instance, change), space);
  return { spaces: spaces.map(after), notes };
}

function changed(space: SpaceSnapshot, instance: InstanceRef, { ref, verb, fields }: Change): SpaceSnapshot {
  const becomes = (path: string) => {
    const field = fields.find((one) => one.path === path);
    return field && "after" in field ? field.after : undefined;
  };
  // of workspaces none are written
  if (ref.kind === namedValue.id)
    return space.workspace === undefined ? withNamedValue(space, becomes) : space;
  const level =
    ref.kind === policyFragment.id
      ? ({ kind: "fragment", instance, fragmentId: ref.id ?? "" } as const)
      : ref.kind === policy.id
        ? parseLevelPath(instance, ref.id ?? "")
        : undefined;
  const text = becomes("text");
  if (!level || level.workspace !== space.workspace) return space;
  if (verb !== "delete" && typeof text !== "string") return space;
  const source = { level: level.kind, file: fileOf(level), text: String(text) };
  return withPolicy(space, level, verb === "delete" ? undefined : source);
}

function withNamedValue(space: SpaceSnapshot, becomes: (path: string) => Json | undefined): SpaceSnapshot {
  const [name, value, secret] = [becomes("displayName"), becomes("value"), becomes("secret")];
  if (typeof name !== "string") return space;
  const stored: NamedValue =
    typeof value === "string" && secret !== true ? { kind: "text", text: value } : { kind: "secret" };
  return { ...space, namedValues: new Map(space.namedValues).set(name, stored) };
}

/** Names are the same to the service in any case. */
function isSame(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}

function withPolicy(
  space: SpaceSnapshot,
  level: PolicyLevel,
  source: PolicySource | undefined,
): SpaceSnapshot {
  switch (level.kind) {
    case "global":
    case "workspace":
      return { ...space, policy: source };
    case "product": {
      const products = space.products.map((one) =>
        isSame(one.name, level.productId) ? { ...one, policy: source } : one,
      );
      return { ...space, products };
    }
    case "api":
      return withApi(space, level.apiId, (api) => ({ ...api, policy: source }));
    case "operation":
      return withApi(space, level.apiId, (api) => ({
        ...api,
        operations: api.operations.map((one) =>
          isSame(one.name, level.operationId) ? { ...one, policy: source } : one,
        ),
      }));
    case "fragment": {
      const others = [...space.fragments].filter(([id]) => !isSame(id, level.fragmentId));
      const own = source ? [[level.fragmentId, source] as const] : [];
      return { ...space, fragments: new Map([...others, ...own]) };
    }
  }
}

function withApi(
  space: SpaceSnapshot,
  apiId: string,
  change: (api: ApiSnapshot) => ApiSnapshot,
): SpaceSnapshot {
  return { ...space, apis: space.apis.map((one) => (isSame(one.name, apiId) ? change(one) : one)) };
}

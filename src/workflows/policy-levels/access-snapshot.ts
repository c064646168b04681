import type { InstanceSnapshot, ProductSnapshot } from "../../access/index.ts";
import type { ApimApi, InstanceRef, Operation, PolicyLevel } from "../../domain/apim.ts";
import { instanceId } from "../../domain/azure-paths.ts";
import type { PolicySource } from "../../policy/index.ts";
import { fileOf } from "../read-access/policy-reader.ts";
import { apiFacts, operationFacts, plainApiName, productFacts } from "../read-access/space-parts.ts";
import type { ApiPolicies, LevelPolicy } from "./levels.ts";

/** What was read of one API. */
interface ReadApi {
  readonly api: ApimApi;
  readonly operations: readonly Operation[];
  readonly policies: ApiPolicies;
}

/** The same as decides who gets in at the API. A named value that cannot be read is unknown where it is named. */
export function accessSnapshot({ api, operations, policies }: ReadApi): InstanceSnapshot {
  const sourceOf = (kind: PolicyLevel["kind"], id?: string) => {
    const found = policies.levels.find(({ level }) => level.kind === kind && idOf(level) === id);
    return found && policySource(found);
  };
  const fragments = policies.fragments.flatMap((origin) => {
    const source = policySource(origin);
    return source && origin.level.kind === "fragment" ? [[origin.level.fragmentId, source] as const] : [];
  });
  const readable = [...policies.namedValues].map(([name, text]) => [name, { kind: "text", text }] as const);
  const space = {
    workspace: undefined,
    policy: sourceOf("global"),
    products: productsOf(api, policies, (id) => sourceOf("product", id)),
    apis: [
      {
        ...apiFacts(api),
        policy: sourceOf("api", api.apiId),
        operations: operations.map((operation) => ({
          ...operationFacts(operation),
          policy: sourceOf("operation", operation.operationId),
        })),
        listed: operations.length > 0 || !isListless(api) ? ("all" as const) : ("unlisted" as const),
      },
    ],
    fragments: new Map(fragments),
    namedValues: new Map(readable),
  };
  return { spaces: [space], notes: [] };
}

/** Whether nothing lists what can be called. */
function isListless({ type }: ApimApi): boolean {
  return ["graphql", "websocket", "grpc", "mcp"].includes(type.toLowerCase());
}

function idOf(level: PolicyLevel): string | undefined {
  switch (level.kind) {
    case "global":
    case "workspace":
      return undefined;
    case "product":
      return level.productId;
    case "api":
      return level.apiId;
    case "operation":
      return level.operationId;
    case "fragment":
      return level.fragmentId;
  }
}

function policySource({ level, policy, problem }: LevelPolicy): PolicySource | undefined {
  const source = { level: level.kind, file: fileOf(level) };
  if (problem !== undefined) return { ...source, text: undefined };
  return policy && { ...source, text: policy.text };
}

/** The products that the API is in; one of which nothing is known where they could not be listed. */
function productsOf(
  { instance, apiId }: ApimApi,
  { levels, productsProblem }: ApiPolicies,
  policyOf: (productId: string) => PolicySource | undefined,
): readonly ProductSnapshot[] {
  const apis = new Set([plainApiName(apiId)]);
  if (productsProblem !== undefined) return [{ ...unknownProduct(instance), apis }];
  return levels.flatMap(({ product }) =>
    product ? [{ ...productFacts({ instance }, product), policy: policyOf(product.productId), apis }] : [],
  );
}

function unknownProduct(instance: InstanceRef): Omit<ProductSnapshot, "apis"> {
  const file = `${instanceId(instance)}/products`;
  return {
    name: "?",
    displayName: undefined,
    subscriptionRequired: undefined,
    keyPlace: { file, line: 1 },
    policy: { level: "product", file, text: undefined },
  };
}

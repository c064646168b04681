import { Failure } from "../../../src/core/failure.ts";
import type {
  InstanceRef,
  PolicyLevel,
  StoredPolicy,
  UserAuthorization,
  VersionedApi,
} from "../../../src/domain/apim.ts";
import type { AzureCloud } from "../../../src/domain/azure-cloud.ts";
import { levelPath } from "../../../src/domain/azure-paths.ts";
import { instancePath } from "../../../src/domain/instance-path.ts";
import type { Ref, Store } from "../../../src/resources/kind.ts";
import { policy } from "../../../src/resources/kinds/policy.ts";
import {
  emptyFragment,
  type PolicyFragmentDraft,
  type PolicyFragmentSettings,
  policyFragment,
} from "../../../src/resources/kinds/policy-fragment.ts";
import { userAuthorization } from "../../../src/resources/kinds/user-authorization.ts";

type Policies = Pick<AzureCloud, "readPolicy" | "writePolicy" | "deletePolicy"> & {
  policiesOf(instance: InstanceRef, signal: AbortSignal): Iterable<StoredPolicy>;
};
type Apis = Pick<AzureCloud, "listApis" | "readApi" | "setUserAuthorization">;

/** An instance by its path. */
export function instanceOf(owner: string): InstanceRef {
  const [subscriptionId = "", resourceGroup = "", serviceName = ""] = owner.split("/");
  return { subscriptionId, resourceGroup, serviceName };
}

/** Policies as a kind, over the port that has them as texts. */
export function policyStore(cloud: Policies): Store<{ readonly text: string }> {
  const stored = (ref: Ref, { text, etag }: { readonly text: string; readonly etag: string }) => ({
    ref: { ...ref, id: ref.id ?? "" },
    value: { text },
    version: etag,
  });
  return {
    async *list(owner, _, signal) {
      for (const { level, text, etag } of cloud.policiesOf(instanceOf(owner), signal))
        yield stored({ kind: policy.id, owner, id: levelPath(level) }, { text, etag });
    },
    async read(ref, signal) {
      const found = await cloud.readPolicy(levelOf(ref), signal);
      return found && stored(ref, found);
    },
    async create(ref, { text }, signal) {
      return stored(ref, await cloud.writePolicy(levelOf(ref), text, undefined, signal));
    },
    async update({ ref, value, version }, { text = value.text }, signal) {
      return stored(ref, await cloud.writePolicy(levelOf(ref), text, version, signal));
    },
    async delete({ ref, version = "*" }, signal) {
      await cloud.deletePolicy(levelOf(ref), version, signal);
    },
  };
}

/** Policy fragments as a kind: their texts are policies, `descriptions` are by instance and lower-case id. */
export function fragmentStore(
  cloud: Policies,
  descriptions: (instance: InstanceRef) => Map<string, string>,
): Store<PolicyFragmentSettings, PolicyFragmentDraft> {
  const levelAt = ({ owner, id = "" }: Ref): PolicyLevel => ({
    kind: "fragment",
    instance: instanceOf(owner),
    fragmentId: id,
  });
  const describe = ({ owner, id = "" }: Ref, description: string | undefined) => {
    if (description) descriptions(instanceOf(owner)).set(id.toLowerCase(), description);
    else descriptions(instanceOf(owner)).delete(id.toLowerCase());
  };
  const stored = ({ kind, owner, id = "" }: Ref, { text, etag }: StoredPolicy) => ({
    ref: { kind, owner, id },
    value: { text, description: descriptions(instanceOf(owner)).get(id.toLowerCase()) },
    version: etag,
  });
  return {
    async *list(owner, _, signal) {
      for (const one of cloud.policiesOf(instanceOf(owner), signal))
        if (one.level.kind === "fragment")
          yield stored({ kind: policyFragment.id, owner, id: one.level.fragmentId }, one);
    },
    async read(ref, signal) {
      const found = await cloud.readPolicy(levelAt(ref), signal);
      return found && stored(ref, found);
    },
    async create(ref, { text = emptyFragment, description }, signal) {
      const written = await cloud.writePolicy(levelAt(ref), text, undefined, signal);
      describe(ref, description);
      return stored(ref, written);
    },
    async update({ ref, value, version }, changes, signal) {
      const written = await cloud.writePolicy(levelAt(ref), changes.text ?? value.text, version, signal);
      if ("description" in changes) describe(ref, changes.description);
      return stored(ref, written);
    },
    async delete({ ref, version = "*" }, signal) {
      await cloud.deletePolicy(levelAt(ref), version, signal);
    },
  };
}

/** What the users of APIs sign in with, over the port that has APIs. */
export function userAuthorizationStore(cloud: Apis): Store<UserAuthorization> {
  const stored = ({ api, etag }: VersionedApi) => ({
    ref: { kind: userAuthorization.id, owner: instancePath(api.instance), id: api.apiId },
    value: api.userAuthorization,
    version: etag,
  });
  const refuse = async () => {
    throw new Failure("unsupported", "A user authorization is there as long as its API is.");
  };
  return {
    async *list(owner, _, signal) {
      for await (const api of cloud.listApis(instanceOf(owner), signal)) yield stored({ api, etag: "" });
    },
    async read({ owner, id }, signal) {
      const found = await cloud.readApi({ instance: instanceOf(owner), apiId: id }, signal);
      return found && stored(found);
    },
    create: refuse,
    async update({ ref, value, version = "*" }, changes, signal) {
      const api = { instance: instanceOf(ref.owner), apiId: ref.id };
      return stored(await cloud.setUserAuthorization(api, { ...value, ...changes }, version, signal));
    },
    delete: refuse,
  };
}

/** The level that an id names: `apis/x/operations/y` and the like. */
function levelOf({ owner, id = "" }: Ref): PolicyLevel {
  const instance = instanceOf(owner);
  const [kind, name = "", , operationId] = id.split("/");
  if (kind === "products") return { kind: "product", instance, productId: name };
  if (kind === "fragments") return { kind: "fragment", instance, fragmentId: name };
  if (kind !== "apis") return { kind: "global", instance };
  return operationId === undefined
    ? { kind: "api", instance, apiId: name }
    : { kind: "operation", instance, apiId: name, operationId };
}

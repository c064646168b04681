import type { SubscriptionContract, SubscriptionUpdateParameters } from "@azure/arm-apimanagement";
import { Failure } from "../../../core/failure.ts";
import type { InstanceRef } from "../../../domain/apim.ts";
import { instanceId, parseInstancePath } from "../../../domain/azure-paths.ts";
import type { Ref, Store } from "../../../resources/kind.ts";
import {
  type ApimSubscription,
  type SubscriptionDraft,
  subscription,
} from "../../../resources/kinds/subscription.ts";
import { pathSegment } from "../../path-segment.ts";
import { AzureStore, type InstanceCalls } from "./azure-store.ts";

/** Subscriptions through Azure's own SDK; their keys are read apart, and only when somebody asks for one. */
export function subscriptionStore(on: InstanceCalls): Store<ApimSubscription, SubscriptionDraft> {
  const store = new AzureStore<SubscriptionContract, ApimSubscription, SubscriptionDraft>(on, subscription, {
    list: (client, place, options) => client.subscription.list(...place, options),
    read: (client, ids, options) => client.subscription.get(...ids, options),
    create: (client, ids, draft, options) =>
      client.subscription.createOrUpdate(...ids, fromDraft(draft), options),
    update: (client, ids, version, changes, options) =>
      client.subscription.update(...ids, version, fromChanges(changes), options),
    delete: (client, ids, version, options) => client.subscription.delete(...ids, version, options),
    to: toSubscription,
  });
  const at = ({ owner, id }: Required<Ref>) => {
    const instance = parseInstancePath(owner);
    const ids = [instance.resourceGroup, instance.serviceName, pathSegment(id)] as const;
    return { ids, api: on.client(instance).subscription };
  };
  return Object.assign(store, {
    async secretOf(ref: Required<Ref>, signal: AbortSignal, field?: string): Promise<string | undefined> {
      const { ids, api } = at(ref);
      const keys = await on.calls.ask(`read the keys of the subscription ${ref.id}`, signal, (options) =>
        api.listSecrets(...ids, options),
      );
      return keys[keyOf(field)];
    },
    async rotateSecret(ref: Required<Ref>, signal: AbortSignal, field?: string): Promise<undefined> {
      const { ids, api } = at(ref);
      const doing = `make a new key for the subscription ${ref.id}`;
      const renew = {
        primaryKey: api.regeneratePrimaryKey.bind(api),
        secondaryKey: api.regenerateSecondaryKey.bind(api),
      }[keyOf(field)];
      await on.calls.ask(doing, signal, (options) => renew(...ids, options));
    },
  });
}

/** @throws Failure `internal` for what is no key. */
function keyOf(field: string | undefined): "primaryKey" | "secondaryKey" {
  if (field === "primaryKey" || field === "secondaryKey") return field;
  throw new Failure("internal", `A subscription has no key “${field}”.`);
}

/** As the service shows it; ids are told from the instance on. */
function toSubscription(instance: InstanceRef, answer: SubscriptionContract): ApimSubscription {
  const { displayName, scope = "", ownerId, state = "submitted", allowTracing = false } = answer;
  const { expirationDate, stateComment } = answer;
  return {
    displayName: displayName || undefined,
    scope: below(instance, scope),
    ownerId: ownerId ? below(instance, ownerId) : undefined,
    state,
    allowTracing,
    ...(expirationDate && { expirationDate: expirationDate.toISOString() }),
    ...(stateComment && { stateComment }),
  };
}

/** `/products/x` of the whole id of a product. */
function below(instance: InstanceRef, id: string): string {
  const service = instanceId(instance).toLowerCase();
  return id.toLowerCase().startsWith(service) ? id.slice(service.length) || "/" : id;
}

function fromDraft({ displayName, scope, ...rest }: SubscriptionDraft) {
  // a creation takes neither
  const { expirationDate: _, stateComment: __, ...open } = rest;
  return { displayName, scope, ...fromChanges(open) };
}

/** As the service takes it: what goes away becomes empty. */
function fromChanges(changes: Partial<SubscriptionDraft>): SubscriptionUpdateParameters {
  const { ownerId = "", state, expirationDate, stateComment = "", ...rest } = changes;
  return {
    ...rest,
    ...(expirationDate !== undefined && { expirationDate: new Date(expirationDate) }),
    ...("stateComment" in changes && { stateComment }),
    ...("ownerId" in changes && { ownerId }),
    ...(state !== undefined && { state: stateOf(state) }),
  };
}

function stateOf(state: string): NonNullable<SubscriptionUpdateParameters["state"]> {
  // the service says what it does not take
  return state as NonNullable<SubscriptionUpdateParameters["state"]>;
}

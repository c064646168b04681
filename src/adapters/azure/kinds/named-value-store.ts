import type { NamedValueContract, NamedValueCreateContract } from "@azure/arm-apimanagement";
import type { Store } from "../../../resources/kind.ts";
import {
  type NamedValueDraft,
  type NamedValueSettings,
  namedValue,
} from "../../../resources/kinds/named-value.ts";
import { afterWriting } from "../after-writing.ts";
import { AzureStore, type InstanceCalls } from "./azure-store.ts";

/** Named values through Azure's own SDK; the service carries out their writes at its leisure. */
export function namedValueStore(on: InstanceCalls): Store<NamedValueSettings, NamedValueDraft> {
  return new AzureStore({ ...on, calls: on.longCalls }, namedValue, {
    list: (client, place, options) => client.namedValue.listByService(...place, options),
    read: (client, ids, options) => client.namedValue.get(...ids, options),
    async create(client, ids, draft, { abortSignal, requestOptions }) {
      const options = { abortSignal, requestOptions, updateIntervalInMs: on.pollInterval };
      const poller = await client.namedValue.beginCreateOrUpdate(...ids, fromDraft(draft), options);
      return afterWriting(async () => {
        await poller.pollUntilDone({ abortSignal });
        return client.namedValue.get(...ids, { abortSignal });
      });
    },
    async update(client, ids, version, changes, { abortSignal }) {
      const options = { abortSignal, updateIntervalInMs: on.pollInterval };
      const poller = await client.namedValue.beginUpdate(...ids, version, fromChanges(changes), options);
      return afterWriting(async () => {
        await poller.pollUntilDone({ abortSignal });
        return client.namedValue.get(...ids, { abortSignal });
      });
    },
    delete: (client, ids, version, options) => client.namedValue.delete(...ids, version, options),
    to: (_, answer) => toNamedValue(answer),
  });
}

/** One that comes from a key vault is a secret, whether it says so or not. */
function toNamedValue(answer: NamedValueContract): NamedValueSettings {
  const { displayName, name = "", value, tags = [], keyVault } = answer;
  const secret = (answer.secret ?? false) || keyVault !== undefined;
  return {
    displayName: displayName ?? name,
    value: secret ? undefined : value,
    secret,
    tags,
    keyVault: keyVault?.secretIdentifier
      ? {
          secretIdentifier: keyVault.secretIdentifier,
          ...(keyVault.identityClientId && { identityClientId: keyVault.identityClientId }),
        }
      : undefined,
  };
}

function fromDraft(draft: NamedValueDraft): NamedValueCreateContract {
  return { displayName: draft.displayName, ...fromChanges(draft) };
}

/** The service takes a secret value where it takes any other. */
function fromChanges({ secretValue, value, keyVault, tags, ...rest }: Partial<NamedValueDraft>) {
  const given = secretValue ?? value;
  return {
    ...rest,
    ...(given !== undefined && { value: given }),
    ...(keyVault && { keyVault }),
    ...(tags && { tags: [...tags] }),
  };
}

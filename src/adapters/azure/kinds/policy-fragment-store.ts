import type { PolicyFragmentContract } from "@azure/arm-apimanagement";
import type { Store } from "../../../resources/kind.ts";
import {
  emptyFragment,
  type PolicyFragmentDraft,
  type PolicyFragmentSettings,
  policyFragment,
} from "../../../resources/kinds/policy-fragment.ts";
import { afterWriting } from "../after-writing.ts";
import { AzureStore, type InstanceCalls } from "./azure-store.ts";

const raw = { format: "rawxml" } as const;

/** Policy fragments through Azure's own SDK: always written as a whole, and carried out at the service's leisure. */
export function policyFragmentStore(on: InstanceCalls): Store<PolicyFragmentSettings, PolicyFragmentDraft> {
  return new AzureStore({ ...on, calls: on.longCalls }, policyFragment, {
    list: (client, place, options) => client.policyFragment.listByService(...place, options),
    read: (client, ids, options) => client.policyFragment.get(...ids, { ...options, ...raw }),
    async create(client, ids, draft, { abortSignal, requestOptions }) {
      const options = { abortSignal, requestOptions, updateIntervalInMs: on.pollInterval };
      const poller = await client.policyFragment.beginCreateOrUpdate(...ids, contractOf(draft), options);
      return afterWriting(async () => {
        await poller.pollUntilDone({ abortSignal });
        return client.policyFragment.get(...ids, { abortSignal, ...raw });
      });
    },
    async update(client, ids, version, changes, { abortSignal }, before) {
      const options = { abortSignal, ifMatch: version, updateIntervalInMs: on.pollInterval };
      const whole = contractOf({ ...before, ...changes, text: changes.text ?? before.text });
      const poller = await client.policyFragment.beginCreateOrUpdate(...ids, whole, options);
      return afterWriting(async () => {
        await poller.pollUntilDone({ abortSignal });
        return client.policyFragment.get(...ids, { abortSignal, ...raw });
      });
    },
    delete: (client, ids, version, options) => client.policyFragment.delete(...ids, version, options),
    to: (_, { value = "", description }) => ({ description: description || undefined, text: value }),
  });
}

function contractOf({ text = emptyFragment, description = "" }: PolicyFragmentDraft): PolicyFragmentContract {
  return { value: text, description, ...raw };
}

import type { Store } from "../../../resources/kind.ts";
import { type ApiSettings, type ApiSettingsDraft, apimApi } from "../../../resources/kinds/apim-api.ts";
import { afterWriting } from "../after-writing.ts";
import { fromApiChanges, fromApiDraft, toApiSettings } from "../mapping/api-settings.ts";
import { AzureStore, type InstanceCalls } from "./azure-store.ts";
import { deleteApi } from "./delete-api.ts";

/** The settings of APIs through Azure's own SDK; current revisions are listed, and any is read by its id. */
export function apimApiStore(on: InstanceCalls): Store<ApiSettings, ApiSettingsDraft> {
  return new AzureStore({ ...on, calls: on.longCalls }, apimApi, {
    async *list(client, place, options) {
      for await (const api of client.api.listByService(...place, options))
        if (api.isCurrent !== false) yield api;
    },
    read: (client, ids, options) => client.api.get(...ids, options),
    async create(client, ids, draft, { abortSignal, requestOptions }) {
      const options = { abortSignal, requestOptions, updateIntervalInMs: on.pollInterval };
      const poller = await client.api.beginCreateOrUpdate(...ids, fromApiDraft(draft), options);
      return afterWriting(async () => {
        await poller.pollUntilDone({ abortSignal });
        return client.api.get(...ids, { abortSignal });
      });
    },
    update: (client, ids, version, changes, options, before) =>
      client.api.update(...ids, version, fromApiChanges(changes, before), options),
    delete: (client, ids, version, options) => deleteApi(client, ids, version, options, on.pollInterval),
    to: (_, answer) => toApiSettings(answer),
  });
}

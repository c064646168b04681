import { Failure } from "../../../core/failure.ts";
import type { Store } from "../../../resources/kind.ts";
import { settingsId, type TenantSettings, tenantSettings } from "../../../resources/kinds/tenant-settings.ts";
import { toFields } from "../kind-fields.ts";
import type { ManagementCalls } from "../management-calls.ts";
import { anObject } from "../mapping.ts";

/** The settings of a tenant through Auth0's own SDK: they are read, and nothing else. */
export function tenantSettingsStore(calls: ManagementCalls): Store<TenantSettings> {
  const doing = "read the tenant's settings";
  const answer = (signal: AbortSignal) =>
    calls.ask(doing, signal, (options) => calls.client.tenants.settings.get({}, options).then(anObject));
  const stored = async (owner: string, signal: AbortSignal) => ({
    ref: { kind: tenantSettings.id, owner, id: settingsId },
    value: toFields(tenantSettings, await answer(signal)),
  });
  const refuse = async () => {
    throw new Failure("unsupported", "The settings of a tenant are read only here.");
  };
  return {
    async *list(owner, _, signal) {
      yield await stored(owner, signal);
    },
    read: async ({ owner, id }, signal) => (id === settingsId ? stored(owner, signal) : undefined),
    readRaw: async ({ id }, signal) => (id === settingsId ? { body: await answer(signal) } : undefined),
    create: refuse,
    update: refuse,
    delete: refuse,
  };
}

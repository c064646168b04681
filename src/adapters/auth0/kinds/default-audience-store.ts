import { Failure } from "../../../core/failure.ts";
import type { Store } from "../../../resources/kind.ts";
import { defaultAudience } from "../../../resources/kinds/default-audience.ts";
import { settingsId } from "../../../resources/kinds/tenant-settings.ts";
import type { ManagementCalls } from "../management-calls.ts";
import { anObject } from "../mapping.ts";

/** The default audience of a tenant through Auth0's own SDK; an empty text is none. */
export function defaultAudienceStore(
  calls: ManagementCalls,
): Store<{ readonly audience: string | undefined }> {
  const { settings } = calls.client.tenants;
  const stored = (owner: string, audience: string | undefined) => ({
    ref: { kind: defaultAudience.id, owner, id: settingsId },
    value: { audience: audience || undefined },
  });
  const refuse = async () => {
    throw new Failure("unsupported", "A tenant has one default audience at most, which is only changed.");
  };
  const read = async (owner: string, signal: AbortSignal) => {
    const query = { fields: "default_audience", include_fields: true };
    const answer = await calls.ask("read the tenant's default audience", signal, (options) =>
      settings.get(query, options).then(anObject),
    );
    return stored(owner, answer.default_audience);
  };
  return {
    async *list(owner, _, signal) {
      yield await read(owner, signal);
    },
    read: async ({ owner, id }, signal) => (id === settingsId ? read(owner, signal) : undefined),
    create: refuse,
    async update({ ref: { owner } }, { audience = "" }, signal) {
      const answer = await calls.ask("set the tenant's default audience", signal, (options) =>
        settings.update({ default_audience: audience }, options).then(anObject),
      );
      return stored(owner, answer.default_audience);
    },
    delete: refuse,
  };
}

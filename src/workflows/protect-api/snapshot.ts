import { Failure, throwIfCancelled, toFailure } from "../../core/failure.ts";
import { known, type Maybe, unknown } from "../../core/known.ts";
import type { ApimApi, ApiRef, Instance } from "../../domain/apim.ts";
import type { AzureCloud } from "../../domain/azure-cloud.ts";
import { instancePath } from "../../domain/instance-path.ts";
import { type Shelved, storeIn } from "../../resources/clouds.ts";
import type { Kind, Stored } from "../../resources/kind.ts";
import { type ApiSettings, apimApi } from "../../resources/kinds/apim-api.ts";
import { type BackendSettings, backend } from "../../resources/kinds/backend.ts";
import { type NamedValueSettings, namedValue } from "../../resources/kinds/named-value.ts";
import { collect } from "../collect.ts";
import type { ApiPolicies } from "../read-access/api-policies.ts";
import { readApiPolicies } from "../read-access/read-policies.ts";

/** Everything that the instance says which matters for protecting one API; see {@link readProtectApi}. */
export interface ProtectSnapshot {
  readonly instance: Instance;
  readonly api: ApimApi;
  /** `undefined` where callers need a subscription key already. */
  readonly settings: Stored<ApiSettings> | undefined;
  /** Every policy that a call of the API may meet. */
  readonly policies: ApiPolicies;
  /** Unknown to who may not read them; {@link needed} by some protections only, as the backends are. */
  readonly namedValues: Maybe<readonly Stored<NamedValueSettings>[]>;
  /** What policies may send calls to. */
  readonly backends: Maybe<readonly Stored<BackendSettings>[]>;
}

/**
 * What a protection cannot do without.
 *
 * @throws Failure `forbidden` where it may not be read.
 */
export function needed<T>(kind: Kind, found: Maybe<T>): T {
  if (found.known) return found.value;
  throw new Failure(
    "forbidden",
    `This needs the ${kind.plural.toLowerCase()} of the instance, which you may not read.`,
    {
      remedy: `Ask for a role with ${kind.rights.read}, or choose a protection that needs none. Nothing has been changed.`,
    },
  );
}

/**
 * Reads what the instance says about one API. Writes nothing.
 *
 * @throws Failure `not-found` when the API is gone, and whatever the cloud throws.
 */
export async function readProtectApi(
  azure: AzureCloud & Shelved,
  ref: ApiRef,
  signal: AbortSignal,
): Promise<ProtectSnapshot> {
  const owner = instancePath(ref.instance);
  const api = azure.readApi(ref, signal).then((versioned) => versioned?.api ?? gone(ref));
  const settings = api.then(({ subscriptionRequired }) =>
    subscriptionRequired ? undefined : readSettings(azure, ref, signal),
  );
  const operations = collect(azure.listOperations(ref, signal), signal);
  const [instance, found, open, namedValues, backends, policies] = await Promise.all([
    azure.readInstance(ref.instance, signal),
    api,
    settings,
    ifAllowed(collect(storeIn(azure, namedValue).list(owner, {}, signal), signal)),
    ifAllowed(collect(storeIn(azure, backend).list(owner, {}, signal), signal)),
    readApiPolicies(azure, ref, { api, operations }, signal),
  ]);
  throwIfCancelled(signal);
  return { instance, api: found, settings: open, policies, namedValues, backends };
}

async function ifAllowed<T>(reading: Promise<T>): Promise<Maybe<T>> {
  try {
    return known(await reading);
  } catch (error) {
    if (toFailure(error).code === "forbidden") return unknown;
    throw error;
  }
}

async function readSettings(azure: Shelved, ref: ApiRef, signal: AbortSignal): Promise<Stored<ApiSettings>> {
  const owner = instancePath(ref.instance);
  const stored = await storeIn(azure, apimApi).read({ kind: apimApi.id, owner, id: ref.apiId }, signal);
  return stored ?? gone(ref);
}

function gone({ apiId, instance }: ApiRef): never {
  throw new Failure("not-found", `There is no API “${apiId}” in ${instance.serviceName}.`, {
    remedy: "Refresh the tree: it may have been deleted.",
  });
}

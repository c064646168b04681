import type { BackendContract, BackendUpdateParameters } from "@azure/arm-apimanagement";
import { Failure } from "../../../core/failure.ts";
import type { Json, Store } from "../../../resources/kind.ts";
import {
  type BackendDraft,
  type BackendSettings,
  backend,
  isSecretCredential,
} from "../../../resources/kinds/backend.ts";
import { AzureStore, type InstanceCalls } from "./azure-store.ts";

type JsonObject = { readonly [name: string]: Json | undefined };

/** Stands in the place of a secret, which the service gives and nobody here keeps. */
const keep: JsonObject = { secret: "keep" };

/**
 * Backends through Azure's own SDK. What is secret in their credentials never leaves this store: a change that keeps it is put
 * together with what the service has at that moment. What goes away is left out of a whole backend, since no request takes
 * a single thing out.
 */
export function backendStore(on: InstanceCalls): Store<BackendSettings, BackendDraft> {
  return new AzureStore<BackendContract & { eTag?: string }, BackendSettings, BackendDraft>(on, backend, {
    list: (client, place, options) => client.backend.listByService(...place, options),
    read: (client, ids, options) => client.backend.get(...ids, options),
    create: (client, ids, draft, options) =>
      client.backend.createOrUpdate(...ids, contractOf(unmasked(draft, {})), options),
    async update(client, ids, version, changes, options) {
      const now = plain(await client.backend.get(...ids, options));
      const given = unmasked(changes, now);
      const isRemoval = Object.values(changes).some((one) => one === undefined || one === null);
      if (!isRemoval) return client.backend.update(...ids, version, updateOf(given), options);
      const whole = contractOf({ ...now, ...given });
      return client.backend.createOrUpdate(...ids, whole, { ...options, ifMatch: version });
    },
    delete: (client, ids, version, options) => client.backend.delete(...ids, version, options),
    to: (_, answer) => toBackend(answer),
  });
}

/** What the service says, as plain JSON by the contract's names. */
function plain({ typePropertiesType, ...answer }: BackendContract): JsonObject {
  const { url, protocol, title, description, tls, credentials, proxy, pool, circuitBreaker } = answer;
  const { resourceId, properties } = answer;
  const members = { url, protocol, type: typePropertiesType, title, description, tls, credentials, proxy };
  return JSON.parse(JSON.stringify({ ...members, pool, circuitBreaker, resourceId, properties }));
}

function toBackend(answer: BackendContract): BackendSettings {
  const { url, protocol, type, title, description, resourceId, ...rest } = plain(answer);
  const textOf = (text: Json | undefined) => (typeof text === "string" && text !== "" ? text : undefined);
  const objectOf = (value: Json | undefined) => (isObject(value) ? value : undefined);
  return {
    url: textOf(url) ?? "",
    protocol: textOf(protocol) ?? "http",
    type: textOf(type) ?? "Single",
    title: textOf(title),
    description: textOf(description),
    tls: objectOf(rest["tls"]),
    credentials: objectOf(masked(rest["credentials"])),
    proxy: objectOf(masked(rest["proxy"])),
    pool: objectOf(rest["pool"]),
    circuitBreaker: objectOf(rest["circuitBreaker"]),
    resourceId: textOf(resourceId),
    properties: objectOf(rest["properties"]),
  };
}

/** `value` with {@link keep} in the place of each secret. */
function masked(value: Json | undefined): Json | undefined {
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, one]) => [
      name,
      one !== undefined && isSecretCredential(name, one) ? keep : masked(one),
    ]),
  );
}

/** `changes` with what `now` has in the place of each {@link keep}. */
function unmasked(changes: Partial<BackendDraft>, now: JsonObject): JsonObject {
  const copy: JsonObject = JSON.parse(JSON.stringify(changes));
  const gone = Object.fromEntries(Object.keys(changes).map((name) => [name, undefined]));
  return {
    ...gone,
    ...Object.fromEntries(Object.entries(copy).map(([name, one]) => [name, filled(one, now[name], name)])),
  };
}

/** @throws Failure `rejected` where a secret is to be kept and there is none. */
function filled(value: Json | undefined, now: Json | undefined, place: string): Json | undefined {
  if (!isObject(value)) return value === null ? undefined : value;
  if (Object.keys(value).join() === "secret") {
    if (now !== undefined) return now;
    throw new Failure(
      "rejected",
      `Nobody here knows the secret ${place} of the backend, so nothing was sent.`,
      {
        remedy: "Keep it as a secret named value, and write {{name}} in its place.",
      },
    );
  }
  const members = isObject(now) ? now : {};
  return Object.fromEntries(
    Object.entries(value).map(([name, one]) => [name, filled(one, members[name], `${place}.${name}`)]),
  );
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function contractOf({ type, ...rest }: JsonObject): BackendContract {
  // the service says what it does not take
  return { ...rest, ...(type !== undefined && { typePropertiesType: type }) } as BackendContract;
}

function updateOf(given: JsonObject): BackendUpdateParameters {
  // as above
  return given as BackendUpdateParameters;
}

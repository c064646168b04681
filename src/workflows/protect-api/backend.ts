import { Failure } from "../../core/failure.ts";
import { instanceId } from "../../domain/azure-paths.ts";
import { instancePath } from "../../domain/instance-path.ts";
import { attribute, type ElementNode, type NewElement, parsePolicy } from "../../policy/index.ts";
import { creation } from "../../resources/changes.ts";
import type { Change, Stored } from "../../resources/kind.ts";
import { type BackendSettings, backend } from "../../resources/kinds/backend.ts";
import type { LevelPolicy } from "../read-access/api-policies.ts";
import { slug } from "../secure-api/names.ts";
import type { Protection } from "./protection.ts";
import { needed, type ProtectSnapshot } from "./snapshot.ts";

/** Where the gateway sends calls to: a backend that the instance has, by its id, or a new one at an address. */
export type BackendChoice = { readonly existing: string } | { readonly url: string };

/** What stands behind a protection towards the backend. */
interface PlannedBackend {
  /** Sends the calls there; none where something does already. */
  readonly route: readonly NewElement[];
  readonly changes: readonly Change[];
  /** The certificates that the backend is shown without a policy, by their ids. */
  readonly certificateIds: readonly string[];
  readonly notes: readonly string[];
}

const nothing: PlannedBackend = { route: [], changes: [], certificateIds: [], notes: [] };

/** The longest that the service takes for the id of a backend (contract `BackendIdParameter`). */
const longestId = 80;

/** Whether `protection` shows the backend who the gateway is by what a backend of the instance stands for. */
export function needsBackend({ kind }: Pick<Protection, "kind">): boolean {
  return ["managed-identity", "backend-certificate", "backend-password"].includes(kind);
}

/**
 * The backend for `protections`: the one chosen; where none is, the only one with the API's address, else a new one. What sends
 * the calls on already stays.
 *
 * @throws Failure `invalid-input` for an API that has no address and for which none was chosen.
 */
export function planBackend(
  snapshot: ProtectSnapshot,
  protections: readonly Protection[],
  choice: BackendChoice | undefined,
): PlannedBackend {
  const one = protections.find(needsBackend);
  if (!one) return nothing;
  const elsewhere = forOperations(snapshot);
  const [route] = routesForAll(snapshot);
  if (route) return { ...whatIsThere(snapshot, route), notes: [...elsewhere, wordsOf(route)] };
  const chosen = choice ?? usualChoice(snapshot);
  const planned =
    "existing" in chosen ? existing(snapshot, one, chosen.existing) : made(snapshot, one, chosen.url);
  return { ...planned, notes: [...planned.notes, ...elsewhere] };
}

/** Whether the API's own policy sends its calls to a backend that is shown this certificate. */
export function showsCertificate(snapshot: ProtectSnapshot, certificateId: string): boolean {
  const [route] = routesForAll(snapshot).filter(({ origin }) => origin.level.kind === "api");
  return (
    route !== undefined && whatIsThere(snapshot, route).certificateIds.includes(certificateId.toLowerCase())
  );
}

/** The backends that have the API's address, whatever slash is at its end. */
export function backendsAt(
  all: readonly Stored<BackendSettings>[],
  url: string | undefined,
): readonly Stored<BackendSettings>[] {
  const same = (text: string) => text.replace(/\/+$/, "").toLowerCase();
  return url === undefined ? [] : all.filter(({ value }) => same(value.url) === same(url));
}

interface Route {
  readonly origin: LevelPolicy;
  readonly element: ElementNode;
  readonly line: number;
}

/** What sends the calls of all operations on, the API's own policy first. */
function routesForAll({ policies }: ProtectSnapshot): readonly Route[] {
  const all = [...policies.levels, ...policies.fragments].flatMap(routesIn);
  const [own, others] = [true, false].map((is) =>
    all.filter(({ origin }) => (origin.level.kind === "api") === is),
  );
  return [...(own ?? []), ...(others ?? [])].filter(({ origin }) => origin.level.kind !== "operation");
}

function routesIn(origin: LevelPolicy): readonly Route[] {
  const { text = "" } = origin.policy ?? {};
  const lineOf = (offset: number) => text.slice(0, offset).split("\n").length;
  return parsePolicy(text)
    .elements("set-backend-service")
    .map((element) => ({ origin, element, line: lineOf(element.span.start) }));
}

function whatIsThere(snapshot: ProtectSnapshot, { element }: Route): PlannedBackend {
  const id = attribute(element, "backend-id")?.value.trim() ?? "";
  const found = needed(backend, snapshot.backends).find(
    ({ ref }) => ref.id.toLowerCase() === id.toLowerCase(),
  );
  return { ...nothing, certificateIds: certificatesOf(found?.value) };
}

function wordsOf({ element, line, origin }: Route): string {
  const id = attribute(element, "backend-id")?.value.trim();
  const where = id ? `to the backend “${id}”` : "on";
  return `Line ${line} of ${origin.name} sends calls ${where} with <set-backend-service>: that stays, and whatever it leads to is shown who the gateway is.`;
}

/** Operations whose calls go somewhere else. */
function forOperations({ policies }: ProtectSnapshot): readonly string[] {
  return policies.levels
    .filter(({ level }) => level.kind === "operation")
    .flatMap(routesIn)
    .map(
      ({ origin, line }) =>
        `Line ${line} of ${origin.name} sends its calls elsewhere: what they lead to is shown who the gateway is, too.`,
    );
}

function usualChoice({ api, backends }: ProtectSnapshot): BackendChoice {
  const [found, ...more] = backendsAt(needed(backend, backends), api.serviceUrl);
  if (found && more.length === 0) return { existing: found.ref.id };
  if (api.serviceUrl !== undefined) return { url: api.serviceUrl };
  throw new Failure("invalid-input", `The API “${api.displayName}” has no address of a backend.`, {
    remedy: "Choose a backend of the instance, or give the address of a new one. Nothing has been changed.",
  });
}

/** @throws Failure `invalid-input` for one that is shown somebody else in the same header already. */
function existing({ backends }: ProtectSnapshot, { kind }: Protection, id: string): PlannedBackend {
  const found = needed(backend, backends).find(({ ref }) => ref.id === id);
  if (!found) {
    throw new Failure("not-found", `There is no backend “${id}” any more.`, {
      remedy: "Run the command again: it starts from what is there now. Nothing has been changed.",
    });
  }
  if (kind !== "backend-certificate" && hasAuthorization(found.value)) {
    throw new Failure(
      "invalid-input",
      `The backend “${id}” gets an Authorization header by its own credentials.`,
      {
        remedy:
          "It gets one Authorization header only. Choose another backend, or change its credentials. Nothing has been changed.",
      },
    );
  }
  return {
    ...nothing,
    route: [routeTo(id)],
    certificateIds: certificatesOf(found.value),
    notes: [
      `Calls go to the backend “${id}” (${found.value.url}) from then on, whatever address the API has. The backend itself is not changed.`,
      ...openAddress(found.value.url),
    ],
  };
}

function made(snapshot: ProtectSnapshot, protection: Protection, url: string): PlannedBackend {
  const { api } = snapshot;
  const id = freeId(snapshot);
  const certificateIds = protection.kind === "backend-certificate" ? [protection.certificateId] : [];
  const places = certificateIds.map((one) => `${instanceId(api.instance)}/certificates/${one}`);
  const draft = {
    title: api.displayName.slice(0, 300),
    url,
    protocol: api.type === "soap" ? "soap" : "http",
    ...(places.length > 0 && { credentials: { certificateIds: places } }),
  };
  const title = `Create the backend “${id}” at ${url}`;
  return {
    route: [routeTo(id)],
    changes: [creation(backend, instancePath(api.instance), draft, { id: "backend", refId: id, title })],
    certificateIds: certificateIds.map((one) => one.toLowerCase()),
    notes: openAddress(url),
  };
}

function routeTo(id: string): NewElement {
  return { name: "set-backend-service", attributes: { "backend-id": id } };
}

function hasAuthorization({ credentials = {} }: BackendSettings): boolean {
  const { authorization, header } = credentials;
  const names = typeof header === "object" && header !== null ? Object.keys(header) : [];
  return isGiven(authorization) || names.some((name) => name.toLowerCase() === "authorization");
}

function isGiven(value: unknown): boolean {
  return value !== undefined && value !== null;
}

/** Ids of the certificates that a backend is shown, in lower case. */
function certificatesOf(settings: BackendSettings | undefined): readonly string[] {
  const ids = settings?.credentials?.["certificateIds"];
  if (!Array.isArray(ids)) return [];
  return ids.flatMap((one) => (typeof one === "string" ? (one.toLowerCase().split("/").at(-1) ?? []) : []));
}

function openAddress(url: string): readonly string[] {
  return /^http:/i.test(url)
    ? [
        `${url} begins with http://: whoever is in between can read what the backend is shown, and be the backend.`,
      ]
    : [];
}

/** An id that no backend has yet. */
function freeId({ api, backends }: ProtectSnapshot): string {
  const taken = new Set(needed(backend, backends).map(({ ref }) => ref.id.toLowerCase()));
  const base = `${(slug(api.displayName) || slug(api.apiId) || "api").slice(0, longestId - 12)}-backend`;
  let id = base;
  for (let next = 2; taken.has(id); next += 1) id = `${base}-${next}`;
  return id;
}

import { isCancelled } from "../../core/failure.ts";
import { known, type Maybe, unknown } from "../../core/known.ts";
import type { FieldChange, Json, Kind, Named, Reader, Stored } from "../kind.ts";
import { lineProblem } from "../typed-text.ts";
import { listed, policiesThat } from "./policies-that.ts";

type JsonObject = { readonly [name: string]: Json | undefined };

/** Where policies send calls to, as far as it may be told: a secret is `{ "secret": "keep" }` in the place where it is. */
export interface BackendSettings {
  readonly url: string;
  readonly protocol: string;
  /** `Single` or `Pool`. */
  readonly type: string;
  readonly title: string | undefined;
  readonly description: string | undefined;
  readonly tls: JsonObject | undefined;
  readonly credentials: JsonObject | undefined;
  readonly proxy: JsonObject | undefined;
  readonly pool: JsonObject | undefined;
  readonly circuitBreaker: JsonObject | undefined;
  readonly resourceId: string | undefined;
  readonly properties: JsonObject | undefined;
}

/** What is decided of a new one: the rest is as usual. */
export type BackendDraft = Partial<BackendSettings> & Pick<BackendSettings, "url" | "protocol">;

const rights = "Microsoft.ApiManagement/service/backends";

const secretRemedy =
  'Keep it as a secret named value, and write {{name}} here; what is there already stays by { "secret": "keep" }.';

/** A named address that policies send calls to, with what it takes to be let in there. */
export const backend: Kind<BackendSettings, BackendDraft> = {
  id: "azure-backend",
  cloud: "azure",
  noun: "backend",
  plural: "Backends",
  icon: "server",
  document: "backend",
  tree: { under: "instance" },
  fields: {
    title: {
      label: "Title",
      ask: {
        prompt: "Name of the backend; its id is made from it",
        check: (text) => lineProblem(text, "A title", 300),
      },
    },
    url: { label: "URL", ask: { prompt: "Address that calls are sent to", check: urlProblem } },
    protocol: {
      label: "Protocol",
      ask: {
        prompt: "How it is spoken to",
        choices: [
          { value: "http", label: "HTTP", detail: "REST and everything else over HTTP" },
          { value: "soap", label: "SOAP", detail: "Web services that a WSDL document describes" },
        ],
      },
    },
    type: { label: "Type" },
    description: { label: "Description" },
    tls: { label: "TLS" },
    credentials: {
      label: "Credentials",
      names: (id, member) => (member === "certificateIds" ? certificateAt(id) : undefined),
      confidential: true,
      isSecretMember: isSecretCredential,
      secretRemedy,
    },
    proxy: { label: "Proxy", confidential: true, isSecretMember: isSecretCredential, secretRemedy },
    pool: { label: "Pool", names: (id, member) => (member === "id" ? namedByPath(id) : undefined) },
    circuitBreaker: { label: "Circuit breaker" },
    resourceId: { label: "Resource" },
    properties: { label: "Service Fabric" },
  },
  identity: { by: "id" },
  titleOf: ({ title }, { id }) => title ?? id ?? "",
  isSame: (field, sent, found) => field === "tls" && canonicalTls(sent) === canonicalTls(found),
  inUse: (stored, reader, signal) => whoUses(stored, reader, signal),
  goesAlong: async ({ value }) => known(secretsLost(value.credentials, value.proxy)),
  breaks: async ({ value }, fields) => known(secretsGone(value, fields)),
  rights: {
    read: `${rights}/read`,
    create: `${rights}/write`,
    update: `${rights}/write`,
    delete: `${rights}/delete`,
  },
};

/** Whether a text is a named value as a whole: what it stands for is not in it. */
function isNamedValue(text: unknown): boolean {
  return typeof text === "string" && /^\{\{[ \t]*[A-Za-z0-9-._]+[ \t]*\}\}$/.test(text);
}

/** Whether a member of credentials, or of a proxy, is a secret: unless a named value stands for it. Ids of certificates are none. */
export function isSecretCredential(name: string, value: Json): boolean {
  if (name === "certificateIds" || name === "certificate") return false;
  if (Array.isArray(value)) return !value.every(isNamedValue);
  return (name === "parameter" || name === "password") && typeof value === "string" && !isNamedValue(value);
}

/** The certificate at a path, or with an id. */
function certificateAt(path: string): Named {
  return { kind: "azure-certificate", id: path.slice(path.lastIndexOf("/") + 1) };
}

/** The backend at a path, of the instance or of Azure Resource Manager as a whole. */
function namedByPath(path: string): Named | undefined {
  const id = /(?:^|\/)backends\/([^/]+)$/i.exec(path)?.[1];
  return id === undefined ? undefined : { kind: "azure-backend", id };
}

/** 1 to 2000 characters (contract `BackendContractProperties`). */
function urlProblem(url: string): string | undefined {
  const isAddress = /^https?:\/\/[^\s\\]+$/i.test(url) && URL.canParse(url);
  if (!isAddress) return "This must be an address that begins with https:// or http://.";
  const { username, password } = new URL(url);
  if (username !== "" || password !== "")
    return "An address that carries a user name or a password would show it to everybody: leave that out.";
  return url.length > 2000 ? "An address has 2000 characters at most." : undefined;
}

/** What is not said of TLS is checked (contract `BackendTlsProperties`). */
function canonicalTls(tls: Json | undefined): string {
  const said = new Map(typeof tls === "object" && tls !== null ? Object.entries(tls) : []);
  const names = ["validateCertificateChain", "validateCertificateName"];
  return JSON.stringify(names.map((name) => said.get(name) ?? true));
}

/** Policies that name it by `backend-id`, and pools that it is in. */
async function whoUses(
  { ref: { owner, id } }: Stored<BackendSettings>,
  reader: Reader,
  signal: AbortSignal,
): Promise<Maybe<string | undefined>> {
  const escaped = id.replace(/[.]/g, "\\$&");
  const names = new RegExp(`backend-id\\s*=\\s*["']${escaped}["']`, "i");
  const [policies, pools] = await Promise.all([
    policiesThat((text) => names.test(text), owner, reader, signal),
    poolsOf(id, owner, reader, signal),
  ]);
  const places = [...(policies.known ? policies.value : []), ...(pools.known ? pools.value : [])];
  if (places.length > 0)
    return known(
      `Policies or pools send calls to the backend “${id}”, so it stays: ${listed(places)}. Take it out of them, then try again.`,
    );
  return policies.known && pools.known ? known(undefined) : unknown;
}

async function poolsOf(id: string, owner: string, reader: Reader, signal: AbortSignal) {
  const ending = `/backends/${id}"`.toLowerCase();
  return backendsThat((text) => text.toLowerCase().includes(ending), owner, reader, signal);
}

/** The backends whose settings, as JSON, pass `test`; unknown where they may not be read. */
export async function backendsThat(
  test: (text: string) => boolean,
  owner: string,
  reader: Reader,
  signal: AbortSignal,
): Promise<Maybe<readonly string[]>> {
  const found: string[] = [];
  try {
    for await (const { ref, value } of reader.list(backend, owner, {}, signal))
      if (test(JSON.stringify(value))) found.push(`backends/${ref.id}`);
  } catch (error) {
    if (isCancelled(error)) throw error;
    return unknown;
  }
  return known(found);
}

/** What undoing a deletion cannot bring back. */
function secretsLost(...values: readonly (Json | undefined)[]): readonly string[] {
  return values.some((value) => secretPlaces(value).length > 0)
    ? [
        "Undoing cannot make it again: nobody here knows the secrets in its credentials. Keep them as named values first.",
      ]
    : [];
}

/** The secrets that a change takes out. */
function secretsGone(
  { credentials, proxy }: BackendSettings,
  fields: readonly FieldChange[],
): readonly string[] {
  const gone = fields.flatMap((change) => {
    if (change.path !== "credentials" && change.path !== "proxy") return [];
    const before = secretPlaces(change.path === "proxy" ? proxy : credentials);
    const after = "added" in change ? [] : secretPlaces(change.after);
    return before.filter((place) => !after.includes(place));
  });
  return gone.length > 0
    ? [`These secrets are taken away, and undoing cannot bring them back: ${gone.join(", ")}.`]
    : [];
}

/** Where something is kept secret, such as `header.x-key`. */
function secretPlaces(value: Json | undefined, path = ""): readonly string[] {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return [];
  const members = Object.entries(value);
  if (members.length === 1 && members[0]?.[0] === "secret" && path !== "") return [path];
  return members.flatMap(([name, one]) => secretPlaces(one, path === "" ? name : `${path}.${name}`));
}

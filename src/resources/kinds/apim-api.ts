import { known, type Maybe } from "../../core/known.ts";
import type { Json, Kind, Reader, Stored } from "../kind.ts";
import { lineProblem } from "../typed-text.ts";
import { type ApiOperation, importedApi, versionSetAt } from "./imported-api.ts";
import { policiesOf, subscriptionIdsTo } from "./of-an-api.ts";
import { policy } from "./policy.ts";
import { firstOf, onlyOne, staysFor } from "./stays-for.ts";

/** Who to ask about an API, as its document says. */
interface Contact {
  readonly name?: string;
  readonly url?: string;
  readonly email?: string;
}

/** An authorization server that the users of an API sign in with. */
interface ServerSetting {
  readonly authorizationServerId: string;
  /** With spaces between scopes; the server's default scope when left out. */
  readonly scope?: string;
}

/** An OpenID Connect provider that the users of an API sign in with. */
interface ProviderSetting {
  readonly openidProviderId: string;
  /** How the token goes to the API: `authorizationHeader`, `query`. */
  readonly bearerTokenSendingMethods?: readonly string[];
}

/** What an API says of itself; its operations, policies and products are things of their own. */
export interface ApiSettings {
  readonly displayName: string;
  readonly description: string | undefined;
  /** The backend; left out while policies, or nothing, say where requests go. */
  readonly serviceUrl: string | undefined;
  /** Below the gateway's address, without slashes at its ends; empty for the root. */
  readonly path: string;
  readonly protocols: readonly string[];
  readonly subscriptionRequired: boolean;
  readonly subscriptionKeyParameterNames: { readonly header?: string; readonly query?: string } | undefined;
  readonly authorizationServers: readonly ServerSetting[];
  readonly openIdProviders: readonly ProviderSetting[];
  readonly termsOfServiceUrl: string | undefined;
  readonly contact: Contact | undefined;
  readonly license: { readonly name?: string; readonly url?: string } | undefined;
  readonly apiVersionDescription: string | undefined;
  readonly apiRevisionDescription: string | undefined;
  /** `http`, `soap`, `graphql`, `websocket`… */
  readonly type: string;
  readonly apiRevision: string;
  readonly apiVersion: string | undefined;
  /** The Azure resource id of the set that tells its versions apart. */
  readonly apiVersionSetId: string | undefined;
}

/** What is decided of a new one: the rest is as usual. */
export type ApiSettingsDraft = Partial<ApiSettings> & Pick<ApiSettings, "displayName" | "path">;

const rights = "Microsoft.ApiManagement/service/apis";

/** An API of API Management. What belongs to its version or revision is fixed here, since a change of it moves callers. */
export const apimApi: Kind<ApiSettings, ApiSettingsDraft> = {
  id: "azure-api",
  cloud: "azure",
  noun: "API",
  plural: "APIs",
  icon: "symbol-interface",
  document: "apim-api",
  tree: { under: "instance" },
  fields: {
    displayName: {
      label: "Display name",
      ask: { prompt: "Name of the API", check: nameProblem },
    },
    path: {
      label: "Path",
      ask: {
        prompt: "Path below the gateway's address; empty for the root",
        optional: true,
        unique: true,
        check: apiPathProblem,
      },
    },
    serviceUrl: {
      label: "Backend URL",
      ask: {
        prompt: "Address of the backend; none while policies answer",
        optional: true,
        check: backendUrlProblem,
      },
    },
    description: { label: "Description" },
    protocols: { label: "Protocols", set: { anyCase: true } },
    subscriptionRequired: {
      label: "Subscription required",
      ask: {
        prompt: "Whether callers need a subscription key",
        choices: [
          {
            value: true,
            label: "Required",
            detail: "As usual: a key of a product, or of the API, beside any token",
          },
          {
            value: false,
            label: "Not required",
            detail: "Anybody may call it, unless a policy checks who calls",
          },
        ],
      },
    },
    subscriptionKeyParameterNames: { label: "Names of the subscription key" },
    authorizationServers: {
      label: "User authorization: authorization servers",
      name: "oAuth2AuthenticationSettings",
      set: { key: "authorizationServerId", anyCase: true },
      names: (id, member) =>
        member === "authorizationServerId" ? { kind: "azure-authorization-server", id } : undefined,
    },
    openIdProviders: {
      label: "User authorization: OpenID Connect providers",
      name: "openidAuthenticationSettings",
      set: { key: "openidProviderId", anyCase: true },
      names: (id, member) =>
        member === "openidProviderId" ? { kind: "azure-openid-provider", id } : undefined,
    },
    termsOfServiceUrl: { label: "Terms of service" },
    contact: { label: "Contact" },
    license: { label: "License" },
    apiVersionDescription: { label: "Description of the version" },
    apiRevisionDescription: { label: "Description of the revision" },
    type: { label: "Type", fixed: true },
    apiRevision: { label: "Revision", fixed: true },
    apiVersion: { label: "Version", fixed: true },
    apiVersionSetId: { label: "Version set", fixed: true, names: versionSetAt },
  },
  defaults: { path: "", protocols: ["https"] },
  identity: { by: "id" },
  titleOf: ({ displayName }, { id }) => displayName ?? id ?? "",
  isSame: (field, sent, found) => field === "path" && plainPath(sent) === plainPath(found),
  isDeletedInUse: true,
  inUse: (stored, reader, signal) => whatOthersMade(stored, reader, signal),
  goesAlong: (stored, reader, signal) => whatGoesAlong(stored, reader, signal),
  rights: {
    read: `${rights}/read`,
    create: `${rights}/write`,
    update: `${rights}/write`,
    delete: `${rights}/delete`,
  },
};

/** The service keeps a path without slashes at its ends. */
function plainPath(path: Json | undefined): Json | undefined {
  return typeof path === "string" ? path.replace(/^\/+|\/+$/g, "") : path;
}

/** 1 to 300 characters (contract `ApiContractProperties`). */
export function nameProblem(name: string): string | undefined {
  return lineProblem(name, "A name", 300);
}

/** At most 400 characters (the same contract), of those that the path of an address has (RFC 3986, section 3.3). */
export function apiPathProblem(path: string): string | undefined {
  if (/^[a-z][a-z+.-]*:\/\//i.test(path))
    return "This is a whole address; the path is what comes after the gateway's.";
  if (/%(?![\da-f]{2})/i.test(path))
    return "A “%” stands before two hexadecimal digits, such as %20 for a blank. Leave it out, or write %25.";
  if (!/^[\w.~!$&'()*+,;=:@%/-]*$/.test(path))
    return "A path has letters without accents, digits, and - . _ ~ ! $ & ' ( ) * + , ; = : @; other signs as % and two hexadecimal digits, such as %20 for a blank.";
  const parts = path.replace(/^\/|\/$/g, "").split("/");
  if (parts.some((part) => part === "." || part === ".."))
    return "No part of a path is . or .. alone: callers would go to another path.";
  if (parts.length > 1 && parts.includes("")) return "A path has something between its slashes.";
  return path.length > 400 ? "A path has 400 characters at most." : undefined;
}

/** At most 2000 characters (the same contract). */
export function backendUrlProblem(url: string): string | undefined {
  const isAddress = /^(?:https?|wss?):\/\/[^\s\\]+$/i.test(url) && URL.canParse(url);
  if (!isAddress) return "This must be an address that begins with https://, http://, wss:// or ws://.";
  const { username, password } = new URL(url);
  if (username !== "" || password !== "")
    return "An address that carries a user name or a password would show it to everybody: leave that out.";
  return url.length > 2000 ? "The address of a backend has 2000 characters at most." : undefined;
}

/** What would go with an API that is taken back: a new one has none of it. */
async function whatOthersMade(
  { ref, value }: Stored<ApiSettings>,
  reader: Reader,
  signal: AbortSignal,
): Promise<Maybe<string | undefined>> {
  const [api, subscriptions, itsPolicy] = await Promise.all([
    reader.read(importedApi, { ...ref, kind: importedApi.id }, signal),
    subscriptionIdsTo(ref, reader, signal),
    reader.read(policy, { kind: policy.id, owner: ref.owner, id: `apis/${ref.id}` }, signal),
  ]);
  const { operations = [], products = [], revisions = [] } = api?.value ?? {};
  return known(
    staysFor(`The API “${value.displayName}”`, [
      ["operations", operations.map(nameOf)],
      ["products", products],
      ["subscriptions", subscriptions],
      ["revisions", revisions.length > 1 ? revisions : []],
      ["a policy", onlyOne(itsPolicy !== undefined)],
    ]),
  );
}

/** What nobody brings back: undoing makes the API again with its settings, and nothing more. */
async function whatGoesAlong(
  { ref, value }: Stored<ApiSettings>,
  reader: Reader,
  signal: AbortSignal,
): Promise<Maybe<readonly string[]>> {
  const api = await reader.read(importedApi, { ...ref, kind: importedApi.id }, signal);
  if (!api) return known([]);
  const { operations, products, revisions } = api.value;
  const [policies, subscriptions] = await Promise.all([
    policiesOf(
      ref,
      operations.map(({ name }) => name),
      reader,
      signal,
    ),
    subscriptionIdsTo(ref, reader, signal),
  ]);
  const signIns = [
    ...value.authorizationServers.map(({ authorizationServerId }) => authorizationServerId),
    ...value.openIdProviders.map(({ openidProviderId }) => openidProviderId),
  ];
  const isWhole = !ref.id.includes(";rev=");
  return known([
    "Undoing makes it again with its settings only: operations, schemas, policies, products and revisions do not come back. Save as files what you may need.",
    ...(operations.length > 0 ? [`Its operations go with it: ${firstOf(operations.map(nameOf))}.`] : []),
    ...(policies.length > 0 ? [`Their policies go with it: ${firstOf(policies)}.`] : []),
    ...(isWhole && revisions.length > 1 ? [`All its revisions go with it: ${revisions.join(", ")}.`] : []),
    ...(isWhole && subscriptions.length > 0
      ? [`Subscriptions to it alone open nothing any more: ${firstOf(subscriptions)}.`]
      : []),
    ...(isWhole && products.length > 0 ? [`Products that have it lose it: ${firstOf(products)}.`] : []),
    ...(signIns.length > 0
      ? [`Its users sign in with ${firstOf(signIns)}; that stays, but nothing will be linked to it here.`]
      : []),
  ]);
}

function nameOf({ method, displayName }: ApiOperation): string {
  return `${method} ${displayName}`;
}

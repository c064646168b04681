import { EventEmitter, type TextDocument, type Uri, workspace } from "vscode";
import type { Disposable } from "../../core/disposal.ts";
import { isCancelled, toFailure } from "../../core/failure.ts";
import { known, type Maybe, unknown } from "../../core/known.ts";
import type { Logger } from "../../core/logger.ts";
import type { Auth0Account } from "../../domain/account.ts";
import type { InstanceRef } from "../../domain/apim.ts";
import { type Auth0Api, apiTitle } from "../../domain/auth0.ts";
import type { Auth0Cloud } from "../../domain/auth0-cloud.ts";
import type { AzureCloud } from "../../domain/azure-cloud.ts";
import { instancePath } from "../../domain/instance-path.ts";
import type { LiveApi, LiveFacts, LiveNamedValue, LiveTenant } from "../../policy/index.ts";
import { type Shelved, valuesOf } from "../../resources/clouds.ts";
import type { NamedValueSettings } from "../../resources/kinds/named-value.ts";
import { collect } from "../../workflows/collect.ts";
import { schemes } from "../ids.ts";
import { levelOf } from "../policy-uri.ts";
import { auth0AccountKey } from "./account-list.ts";
import type { Accounts } from "./accounts.ts";

/** What was read is good for so long; then it is read again in the background, the old answer standing meanwhile. */
const freshMilliseconds = 60_000;

/** What an instance holds that policies name. */
type InstanceFacts = Pick<LiveFacts, "namedValues" | "fragments" | "backends" | "certificates">;

const noInstance: InstanceFacts = {
  namedValues: unknown,
  fragments: unknown,
  backends: unknown,
  certificates: unknown,
};

/** One thing that is read in the background and remembered. */
interface Entry<T> {
  value: Maybe<T>;
  readAt: number;
  reading: boolean;
}

/** What the connected clouds hold, for completion and problems. Answers at once with what it has; never waits. */
export class LiveFactsStore implements Disposable {
  private readonly changed = new EventEmitter<void>();
  /** More became known. */
  readonly onDidChange = this.changed.event;
  private readonly tenants = new Map<string, Entry<LiveTenant>>();
  private readonly namedValues = new Map<string, Entry<readonly LiveNamedValue[]>>();
  /** Of fragments, backends and certificates; each list on its own, so that one that fails hides no other. */
  private readonly names = new Map<string, Entry<readonly string[]>>();
  private controller = new AbortController();
  private readonly subscriptions: readonly Disposable[];

  constructor(
    private readonly accounts: Accounts,
    private readonly logger: Logger,
  ) {
    this.subscriptions = [
      accounts.onDidChange(() => this.clear()),
      workspace.onDidSaveTextDocument(({ uri }) => this.saved(uri)),
      this.changed,
    ];
  }

  dispose(): void {
    this.controller.abort();
    for (const subscription of this.subscriptions) subscription.dispose();
  }

  /** What is known for a document: all connected tenants, and the instance that the document was opened from. */
  current(document: TextDocument): LiveFacts | undefined {
    const accounts = this.accounts.tenants.all();
    const level = document.uri.scheme === schemes.policy ? levelOf(document.uri) : undefined;
    // a workspace has named values, fragments and the like of its own, which nobody looks up
    const instance = level?.workspace === undefined ? level?.instance : undefined;
    if (accounts.length === 0 && !instance) return undefined;
    const tenants = accounts.map((account) => this.tenant(account));
    return {
      tenants: tenants.every((tenant) => tenant.known) ? known(tenants.map(({ value }) => value)) : unknown,
      ...(instance ? this.instance(instance) : noInstance),
    };
  }

  /** Forgets everything: accounts have changed, or something was written. */
  clear(): void {
    this.controller.abort();
    this.controller = new AbortController();
    this.tenants.clear();
    this.namedValues.clear();
    this.names.clear();
    this.changed.fire();
  }

  private tenant(account: Auth0Account): Maybe<LiveTenant> {
    return this.entry(this.tenants, auth0AccountKey(account), (signal) => this.readTenant(account, signal));
  }

  private instance(instance: InstanceRef): InstanceFacts {
    const names = (what: string, list: (cloud: AzureCloud, signal: AbortSignal) => AsyncIterable<string>) =>
      this.entry(this.names, keyOf(instance, what), (signal) => this.readList(instance, list, signal));
    return {
      namedValues: this.entry(this.namedValues, keyOf(instance, "namedValues"), (signal) =>
        this.readNamedValues(instance, signal),
      ),
      fragments: names("fragments", (cloud, signal) => fragmentIds(cloud, instance, signal)),
      backends: names("backends", (cloud, signal) => cloud.listBackendIds(instance, signal)),
      certificates: names("certificates", (cloud, signal) => cloud.listCertificateIds(instance, signal)),
    };
  }

  /** A save may have created a fragment, which policies may include from now on. */
  private saved(uri: Uri): void {
    const level = uri.scheme === schemes.policy ? levelOf(uri) : undefined;
    const entry = level?.kind === "fragment" && this.names.get(keyOf(level.instance, "fragments"));
    if (!entry) return;
    entry.readAt = 0;
    this.changed.fire();
  }

  private entry<T>(
    map: Map<string, Entry<T>>,
    key: string,
    read: (signal: AbortSignal) => Promise<T>,
  ): Maybe<T> {
    const entry = map.get(key) ?? { value: unknown, readAt: 0, reading: false };
    map.set(key, entry);
    if (!entry.reading && Date.now() - entry.readAt > freshMilliseconds) void this.fill(entry, read);
    return entry.value;
  }

  private async fill<T>(entry: Entry<T>, read: (signal: AbortSignal) => Promise<T>): Promise<void> {
    const { signal } = this.controller;
    entry.reading = true;
    try {
      const value = await read(signal);
      if (signal.aborted) return;
      entry.value = known(value);
      this.changed.fire();
    } catch (error) {
      // What cannot be read stays unknown; the trees say why.
      if (!isCancelled(error)) this.logger.debug(`Facts for the editor could not be read: ${error}`);
    } finally {
      entry.reading = false;
      entry.readAt = Date.now();
    }
  }

  private async readTenant(account: Auth0Account, signal: AbortSignal): Promise<LiveTenant> {
    const { auth0Api } = await import("../../resources/kinds/auth0-api.ts");
    const { auth0Application } = await import("../../resources/kinds/auth0-application.ts");
    const cloud = await this.accounts.openTenant(account);
    const [customDomains, apis, applications] = await Promise.all([
      readCustomDomains(cloud, signal),
      collect(valuesOf(cloud, auth0Api, account.domain, signal), signal),
      collect(valuesOf(cloud, auth0Application, account.domain, signal), signal),
    ]);
    return {
      domain: account.domain,
      customDomains,
      apis: known(apis.filter((api) => !api.isSystem).map(toLiveApi)),
      clientIds: known(applications.map(({ clientId }) => clientId)),
    };
  }

  private async readNamedValues(instance: InstanceRef, signal: AbortSignal): Promise<LiveNamedValue[]> {
    const { namedValue } = await import("../../resources/kinds/named-value.ts");
    const list = (cloud: Shelved) => valuesOf(cloud, namedValue, instancePath(instance), signal);
    return (await this.readList(instance, list, signal)).map(toLiveNamedValue);
  }

  private async readList<T>(
    instance: InstanceRef,
    list: (cloud: AzureCloud & Shelved, signal: AbortSignal) => AsyncIterable<T>,
    signal: AbortSignal,
  ): Promise<T[]> {
    const account = await this.accounts.ownerOf(instance, signal);
    const cloud = await this.accounts.openAzure(account);
    return collect(list(cloud, signal), signal);
  }
}

/** Unknown without the right to read the tenant's settings: the rest is worth having all the same. */
async function readCustomDomains(
  cloud: Auth0Cloud,
  signal: AbortSignal,
): Promise<LiveTenant["customDomains"]> {
  try {
    return known((await cloud.readTenant(signal)).customDomains);
  } catch (error) {
    if (toFailure(error).code === "forbidden") return unknown;
    throw error;
  }
}

/** One key for a list of an instance, in whatever casing the instance is named. */
function keyOf({ subscriptionId, resourceGroup, serviceName }: InstanceRef, list: string): string {
  return `${subscriptionId}/${resourceGroup}/${serviceName}/${list}`.toLowerCase();
}

async function* fragmentIds(
  cloud: AzureCloud,
  instance: InstanceRef,
  signal: AbortSignal,
): AsyncIterable<string> {
  for await (const { fragmentId } of cloud.listFragments(instance, signal)) yield fragmentId;
}

function toLiveApi(api: Auth0Api): LiveApi {
  const { signingAlgorithm, scopes = [], enforcesPolicies = false, tokenDialect = "access_token" } = api;
  const dialect = dialects.find((candidate) => candidate === tokenDialect);
  return {
    identifier: api.identifier,
    name: apiTitle(api),
    signingAlgorithm: signingAlgorithm ? known(signingAlgorithm) : unknown,
    scopes: known(scopes.map(({ value }) => value)),
    dialect: dialect ? known(dialect) : unknown,
    permissionsInToken: known(enforcesPolicies && tokenDialect.endsWith("_authz")),
  };
}

const dialects = ["access_token", "access_token_authz", "rfc9068_profile", "rfc9068_profile_authz"] as const;

function toLiveNamedValue({ displayName, secret, value }: NamedValueSettings): LiveNamedValue {
  return { displayName, secret, value: value === undefined ? unknown : known(value) };
}

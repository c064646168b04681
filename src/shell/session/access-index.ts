import { EventEmitter } from "vscode";
import type { Verdict } from "../../access/index.ts";
import { isCancelled, toFailure } from "../../core/failure.ts";
import { once } from "../../core/once.ts";
import type { ApimApi, Instance, InstanceRef, PolicyLevel, Product } from "../../domain/apim.ts";
import { apiSubject, instanceId } from "../../domain/azure-paths.ts";
import type { AccessState, LinkedToken, LinkState, RenewableStates, SeenInstance } from "../access-states.ts";
import type { ApiDigest, PolicyCaches } from "./access-digest.ts";
import type { Accounts } from "./accounts.ts";

/** So many APIs are looked at of themselves; others when somebody opens them. */
const mostWaiting = 25;

/** APIs that are looked at the same time; each takes several requests at once. */
const atOnce = 2;

/** For so many milliseconds after the last row was read nothing is looked up: what is on the screen comes first. */
const patience = 150;

/** An API whose row is on the screen. */
interface Wanted {
  readonly where: SeenInstance;
  readonly api: ApimApi;
}

/** The APIs of an instance that are on the screen. */
interface Shown {
  readonly apis: Set<string>;
  /** The workspaces that it has; `undefined` while that, or which APIs it has itself, is not known. */
  workspaces: readonly string[] | undefined;
  /** Those of which all APIs are on the screen. */
  readonly whole: Set<string>;
}

/** Looks up in the background who gets in at what the tree shows. What fails is unknown, with the reason. */
export class AccessIndex implements RenewableStates {
  private readonly changed = new EventEmitter<string>();
  readonly onDidChange = this.changed.event;
  /** What was found, by the id of an API in small letters. */
  private readonly known = new Map<string, ApiDigest | { readonly failed: AccessState }>();
  /** What was found of links, by issuer and audience. */
  private readonly judged = new WeakMap<ApiDigest, Map<string, LinkState>>();
  private readonly wanted = new Map<string, Wanted>();
  private readonly instances = new Map<string, Shown>();
  /** The APIs that are in a product, by the id of it. */
  private readonly inProducts = new Map<string, readonly string[]>();
  /** Policies that many APIs share are read once, by the cloud they come from. */
  private readonly caches: PolicyCaches = new Map();
  private readonly waiting: string[] = [];
  /** Ids of nodes with something new to say. */
  private readonly news = new Set<string>();
  private controller = new AbortController();
  private atWork = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;
  /** All that knows policies is loaded with the first look. */
  private readonly load = once(() => import("./access-digest.ts"));
  private words: Awaited<ReturnType<typeof this.load>> | undefined;

  constructor(
    private readonly accounts: Pick<Accounts, "openAzure">,
    private readonly delay = patience,
  ) {}

  wantApi(where: SeenInstance, api: ApimApi, isOpened: boolean): void {
    const key = keyOf(api.id);
    if (isOpened && this.known.has(key)) return;
    // a row that is read again is one that somebody doubts
    if (!isOpened && this.known.delete(key)) this.doubt();
    this.wanted.set(key, { where, api });
    if (api.isCurrent) this.shownIn(where.instance).apis.add(key);
    this.queue(key, isOpened);
  }

  wantProduct(where: SeenInstance, product: Product): void {
    void this.readProduct(where, product, this.controller.signal).catch((error) => {
      // what is in it is not known, so that nothing is said of it
      if (!isCancelled(error)) this.inProducts.delete(keyOf(product.id));
    });
  }

  wantedAll({ instance }: SeenInstance, workspaces: readonly string[]): void {
    this.shownIn(instance).workspaces = workspaces;
  }

  wantedAllOf({ instance }: SeenInstance, workspace: string): void {
    this.shownIn(instance).whole.add(workspace);
  }

  ofApi(api: ApimApi): AccessState | undefined {
    const known = this.known.get(keyOf(api.id));
    return known && ("failed" in known ? known.failed : known.state);
  }

  ofOperation(api: ApimApi, operationId: string): AccessState | undefined {
    const known = this.known.get(keyOf(api.id));
    return known && ("failed" in known ? known.failed : known.operations.get(operationId));
  }

  ofLink(api: ApimApi, token: LinkedToken): LinkState | undefined {
    const known = this.known.get(keyOf(api.id));
    if (!known || "failed" in known) return undefined;
    const judged = this.judged.get(known) ?? new Map<string, LinkState>();
    this.judged.set(known, judged);
    const key = JSON.stringify([token.issuer, token.audience]);
    const state = judged.get(key) ?? known.judge(token);
    judged.set(key, state);
    return state;
  }

  ofProduct({ id, productId }: Product): AccessState | undefined {
    const apis = this.inProducts.get(keyOf(id));
    if (!apis || apis.length === 0) return undefined;
    return this.together(apis, true, (digest) => digest.byProduct.get(productId) ?? "unknown");
  }

  ofInstance({ id }: Instance): AccessState | undefined {
    const shown = this.instances.get(keyOf(id));
    if (!shown || shown.apis.size === 0) return undefined;
    const isAll = shown.workspaces?.every((workspace) => shown.whole.has(workspace)) ?? false;
    return this.together([...shown.apis], isAll, ({ weakest }) => weakest.verdict);
  }

  /** The policy of a level was written or deleted. What it applies to is looked at anew, and nothing said of it until then. */
  renew(level: PolicyLevel): void {
    this.doubt();
    const of = "apiId" in level ? apiSubject(level) : undefined;
    for (const [key, { where }] of this.wanted) {
      if (of === undefined ? isSame(where.instance, level.instance) : key === of) this.forget(key);
    }
    this.tell();
  }

  /** Forgets everything: what is still shown will be wanted again. */
  clear(): void {
    this.controller.abort();
    this.controller = new AbortController();
    clearTimeout(this.timer);
    this.doubt();
    this.waiting.length = 0;
    for (const all of [this.known, this.wanted, this.instances, this.inProducts]) all.clear();
  }

  dispose(): void {
    this.clear();
    this.changed.dispose();
  }

  /** The state of what holds APIs: none is weaker than one that is open, of others all must be known. */
  private together(
    keys: readonly string[],
    isAll: boolean,
    verdictOf: (digest: ApiDigest) => Verdict,
  ): AccessState | undefined {
    const found = keys.flatMap((key) => this.known.get(key) ?? []);
    const all = found.map((one) => ("failed" in one ? "unknown" : verdictOf(one)));
    const isCertain = (isAll && all.length === keys.length) || all.includes("open");
    if (!isCertain || !this.words) return undefined;
    const { stateOf, weakestOf, apisInWords } = this.words;
    return stateOf(weakestOf(all), [apisInWords(all)]);
  }

  private doubt(): void {
    for (const cache of this.caches.values()) cache.doubt();
  }

  private shownIn({ id }: Instance): Shown {
    const known = this.instances.get(keyOf(id)) ?? {
      apis: new Set(),
      workspaces: undefined,
      whole: new Set(),
    };
    this.instances.set(keyOf(id), known);
    return known;
  }

  private forget(key: string): void {
    const { where } = this.wanted.get(key) ?? {};
    if (where && this.known.delete(key)) this.news.add(where.id);
    this.queue(key, false);
  }

  private queue(key: string, isFirst: boolean): void {
    const at = this.waiting.indexOf(key);
    if (at >= 0 && isFirst) this.waiting.splice(at, 1);
    if (at >= 0 && !isFirst) return;
    if (isFirst) this.waiting.unshift(key);
    else if (this.waiting.length < mostWaiting) this.waiting.push(key);
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.start(), this.delay);
  }

  private start(): void {
    while (this.atWork < Math.min(atOnce, this.waiting.length)) void this.work();
  }

  /** Looks until nothing waits; the tree is drawn anew once, not with each API. */
  private async work(): Promise<void> {
    this.atWork += 1;
    for (let key = this.waiting.shift(); key !== undefined; key = this.waiting.shift()) {
      const wanted = this.wanted.get(key);
      if (wanted) await this.look(key, wanted, this.controller.signal);
    }
    this.atWork -= 1;
    if (this.atWork === 0) this.tell();
  }

  private tell(): void {
    const nodes = [...this.news];
    this.news.clear();
    for (const node of nodes) this.changed.fire(node);
  }

  private async look(key: string, { where, api }: Wanted, signal: AbortSignal): Promise<void> {
    this.words ??= await this.load();
    try {
      const cloud = await this.accounts.openAzure(where.account);
      const policies = this.words.cacheOf(cloud, this.caches);
      const snapshot = await this.words.readApiSnapshot(cloud, api, signal, { api, policies });
      if (!signal.aborted) this.known.set(key, this.words.digestOf(snapshot));
    } catch (error) {
      if (signal.aborted || isCancelled(error)) return;
      this.known.set(key, { failed: this.words.failedState(toFailure(error).text) });
    }
    this.news.add(where.id);
  }

  private async readProduct(where: SeenInstance, product: Product, signal: AbortSignal): Promise<void> {
    const cloud = await this.accounts.openAzure(where.account);
    const keys: string[] = [];
    for await (const api of cloud.listApisOfProduct(where.instance, product.productId, signal)) {
      const key = keyOf(api.id);
      keys.push(key);
      if (this.wanted.has(key)) continue;
      this.wanted.set(key, { where, api });
      this.queue(key, false);
    }
    if (signal.aborted) return;
    this.inProducts.set(keyOf(product.id), keys);
    this.news.add(where.id);
    if (this.atWork === 0 && this.waiting.length === 0) this.tell();
  }
}

function keyOf(id: string): string {
  return id.toLowerCase();
}

function isSame(a: InstanceRef, b: InstanceRef): boolean {
  return keyOf(instanceId(a)) === keyOf(instanceId(b));
}

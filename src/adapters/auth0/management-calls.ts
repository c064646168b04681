import { ManagementClient } from "auth0";
import { Failure, throwIfCancelled } from "../../core/failure.ts";
import type { Auth0Account } from "../../domain/account.ts";
import { linkSignal } from "../abortable.ts";
import { CancellableCalls, type RequestOptions } from "../cancellable-calls.ts";
import { asObject } from "../json.ts";
import type { Peer } from "../unreachable.ts";
import { type Auth0Call, auth0Failure, tokenExpired, WrongAnswer } from "./failures.ts";
import { repeatingFetch } from "./repeating-fetch.ts";

/** A page of the SDK, in either of Auth0's two forms of paging. */
export interface Page<T> {
  readonly data: readonly T[];
  readonly response: unknown;
  hasNextPage(): boolean;
  getNextPage(): Promise<Page<T>>;
}

/** What the SDK gives for an operation that answers with nothing. */
export interface Emptiness {
  withRawResponse(): Promise<{ readonly rawResponse: { readonly status: number } }>;
}

/** How to reach a tenant. */
export interface ManagementOptions {
  readonly account: Auth0Account;
  /** What the account is signed in to with: client secret, private key or token. */
  readonly secret: string;
  /** Node's own when left out. */
  readonly fetch?: typeof globalThis.fetch;
  /** Milliseconds that a call may take, 30,000 when left out; waits before a repeat are measured by it. */
  readonly limit?: number;
}

/** The APIs of one tenant: every call can be cancelled, ends within its limit, and fails with a `Failure` only. */
export class ManagementCalls extends CancellableCalls {
  readonly client: ManagementClient;
  readonly peer: Peer;
  /** For what the SDK does not know: follows no redirect, and repeats what surely wrote nothing. */
  readonly fetch: typeof globalThis.fetch;
  private readonly account: Auth0Account;

  /** @throws Failure `invalid-input` when the domain cannot be one. */
  constructor({ account, secret, fetch = globalFetch, limit = 30_000 }: ManagementOptions) {
    super(limit);
    const { domain } = account;
    if (!/^[\w.-]+(:\d{1,5})?$/.test(domain)) {
      throw new Failure("invalid-input", `“${domain}” is not a domain.`, {
        remedy: "Give the tenant's bare host name, e.g. contoso.eu.auth0.com.",
      });
    }
    this.account = account;
    this.peer = { name: domain, host: domain, isSandbox: account.sandbox !== undefined };
    this.fetch = repeatingFetch(fetch, limit);
    // the SDK repeats writes too, and hears no Cancel while it waits: that is done here
    this.client = new ManagementClient({
      domain,
      ...signInOf(account, secret),
      telemetry: false,
      fetch: this.fetch,
      maxRetries: 0,
    });
  }

  /** Describes a call for its failure; `doing` completes "Could not …". */
  about(doing: string): Auth0Call {
    const { clientId, way } = this.account;
    return { peer: this.peer, clientId, way: way?.kind ?? "client-secret", doing };
  }

  protected override failureOf(error: unknown, doing: string): Failure {
    return auth0Failure(error, this.about(doing));
  }

  /** A call that is answered with nothing; the SDK takes a page of a proxy, and a redirect, for that. */
  async finish(
    doing: string,
    signal: AbortSignal,
    call: (options: RequestOptions) => Emptiness,
  ): Promise<void> {
    await this.ask(doing, signal, async (options) => {
      const { rawResponse } = await call(options).withRawResponse();
      if (rawResponse.status !== 204 && rawResponse.status !== 202) throw new WrongAnswer();
    });
  }

  /** As `finish`, for a deletion: what is gone already needs none. */
  async remove(
    doing: string,
    signal: AbortSignal,
    call: (options: RequestOptions) => Emptiness,
  ): Promise<void> {
    try {
      await this.finish(doing, signal, call);
    } catch (error) {
      if (!(error instanceof Failure) || !this.isAbsence(error)) throw error;
    }
  }

  /**
   * What `read` makes of the items of all pages; a page is asked for when the one before it is used up. A page that is no
   * list is a failure: the SDK takes it for an empty one.
   */
  async *each<A, T>(
    doing: string,
    signal: AbortSignal,
    open: (options: RequestOptions) => Promise<Page<A>>,
    read: (item: A) => T,
  ): AsyncGenerator<T> {
    // the SDK asks for each page with the signal of the first
    const linked = linkSignal(signal);
    const itemsOf = async (page: Page<A>) => {
      if (!Object.values<unknown>(asObject(page.response)).includes(page.data)) throw new WrongAnswer();
      return { page, items: page.data.map(read) };
    };
    try {
      let { page, items } = await this.ask(doing, signal, () =>
        open({ abortSignal: linked.signal }).then(itemsOf),
      );
      for (;;) {
        for (const item of items) {
          throwIfCancelled(signal);
          yield item;
        }
        if (!page.hasNextPage()) return;
        const before = page;
        ({ page, items } = await this.ask(doing, signal, () => before.getNextPage().then(itemsOf)));
      }
    } finally {
      linked.letGo();
    }
  }
}

/** How the SDK gets tokens for the Management API. */
function signInOf({ domain, clientId, way }: Auth0Account, secret: string) {
  switch (way?.kind) {
    case undefined:
      return { clientId, clientSecret: secret };
    case "private-key":
      return { clientId, clientAssertionSigningKey: secret, clientAssertionSigningAlg: way.algorithm };
    case "token":
      return { token: () => unlessExpired(domain, secret, way.expiresAt) };
  }
}

/** A token that was pasted, as long as it is good: nobody has to be asked to know when it is not. `expiresAt` in seconds. */
function unlessExpired(domain: string, token: string, expiresAt: number | undefined): string {
  if (expiresAt !== undefined && Date.now() >= expiresAt * 1000) throw tokenExpired(domain, expiresAt);
  return token;
}

/** Looked up at each call: VS Code replaces it by one that knows the proxy settings. */
const globalFetch: typeof globalThis.fetch = (input, init) => globalThis.fetch(input, init);

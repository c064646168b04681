import { ManagementClient } from "auth0";
import { Failure, throwIfCancelled } from "../../core/failure.ts";
import type { Auth0Account } from "../../domain/account.ts";
import { linkSignal } from "../abortable.ts";
import { CancellableCalls, type RequestOptions } from "../cancellable-calls.ts";
import type { Peer } from "../unreachable.ts";
import { type Auth0Call, auth0Failure } from "./failures.ts";

/** A page of the SDK, in either of Auth0's two forms of paging. */
export interface Page<T> {
  readonly data: readonly T[];
  hasNextPage(): boolean;
  getNextPage(): Promise<Page<T>>;
}

/** How to reach a tenant. */
export interface ManagementOptions {
  readonly account: Auth0Account;
  readonly clientSecret: string;
  /** Node's own when left out. */
  readonly fetch?: typeof globalThis.fetch;
  /** How often the SDK tries again after 408, 429 and 5xx; 2 when left out. */
  readonly retries?: number;
}

/** The Management API of one tenant: every call can be cancelled, and fails with a `Failure` only. */
export class ManagementCalls extends CancellableCalls {
  readonly client: ManagementClient;
  readonly peer: Peer;
  private readonly clientId: string;

  /** @throws Failure `invalid-input` when the domain cannot be one. */
  constructor({ account, clientSecret, fetch, retries }: ManagementOptions) {
    super();
    const { domain, clientId } = account;
    if (!/^[\w.-]+(:\d{1,5})?$/.test(domain)) {
      throw new Failure("invalid-input", `“${domain}” is not a domain.`, {
        remedy: "Give the tenant's bare host name, e.g. contoso.eu.auth0.com.",
      });
    }
    this.clientId = clientId;
    this.peer = { name: domain, host: domain, isSandbox: account.sandbox !== undefined };
    this.client = new ManagementClient({
      domain,
      clientId,
      clientSecret,
      telemetry: false,
      ...(fetch ? { fetch } : {}),
      ...(retries === undefined ? {} : { maxRetries: retries }),
    });
  }

  /** Describes a call for its failure; `doing` completes "Could not …". */
  about(doing: string): Auth0Call {
    return { peer: this.peer, clientId: this.clientId, doing };
  }

  protected override failureOf(error: unknown, doing: string): Failure {
    return auth0Failure(error, this.about(doing));
  }

  /** The items of all pages; a page is asked for when the one before it is used up. */
  async *each<T>(
    doing: string,
    signal: AbortSignal,
    open: (options: RequestOptions) => Promise<Page<T>>,
  ): AsyncGenerator<T> {
    // the SDK asks for each page with the signal of the first
    const linked = linkSignal(signal);
    try {
      let page = await this.ask(doing, signal, () => open({ abortSignal: linked.signal }));
      for (;;) {
        for (const item of page.data) {
          throwIfCancelled(signal);
          yield item;
        }
        if (!page.hasNextPage()) return;
        const before = page;
        page = await this.ask(doing, signal, () => before.getNextPage());
      }
    } finally {
      linked.letGo();
    }
  }
}

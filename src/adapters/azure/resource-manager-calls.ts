import { Failure } from "../../core/failure.ts";
import { linkSignal } from "../abortable.ts";
import { CancellableCalls, type RequestOptions } from "../cancellable-calls.ts";
import { asObject } from "../json.ts";
import { type AzureCall, azureFailure, garbled } from "./failures.ts";

/** What listing calls hand on to the SDK. */
export interface ListOptions extends RequestOptions {
  readonly onResponse: (answer: { readonly status: number; readonly parsedBody?: unknown }) => void;
}

/** What deleting calls hand on to the SDK. */
export interface DeleteOptions extends RequestOptions {
  readonly onResponse: (answer: { readonly status: number; readonly bodyAsText?: string | null }) => void;
}

/** Calls of Azure Resource Manager: each can be cancelled, and fails with a `Failure` only. */
export class ResourceManagerCalls extends CancellableCalls {
  private readonly peers: Omit<AzureCall, "doing">;

  /** A call may take `limit` milliseconds. */
  constructor(peers: Omit<AzureCall, "doing">, limit?: number) {
    super(limit);
    this.peers = peers;
  }

  protected override failureOf(error: unknown, doing: string): Failure {
    return azureFailure(error, { ...this.peers, doing });
  }

  /** Not when it is the instance that is missing. */
  protected override isAbsence(failure: Failure): boolean {
    return super.isAbsence(failure) && !isInstanceMissing(failure);
  }

  /** As `ask`, for a deletion: what is gone already needs none. It is answered with nothing; a proxy's page is no deletion. */
  async remove(
    doing: string,
    signal: AbortSignal,
    call: (options: DeleteOptions) => PromiseLike<unknown>,
  ): Promise<void> {
    const onResponse: DeleteOptions["onResponse"] = ({ status, bodyAsText }) => {
      if (status === 200 && bodyAsText) throw garbled(doing);
    };
    try {
      await this.ask(doing, signal, (options) => call({ ...options, onResponse }));
    } catch (error) {
      if (!(error instanceof Failure) || error.code !== "not-found") throw error;
    }
  }

  /**
   * The items of all pages; a page is asked for when the one before it is used up. None where the tier knows no such thing.
   *
   * @throws Failure `unreachable` for a page that is no list, such as a proxy's: the SDK takes it for an empty one.
   */
  async *each<T>(
    doing: string,
    signal: AbortSignal,
    open: (options: ListOptions) => AsyncIterable<T>,
  ): AsyncGenerator<T> {
    // the SDK asks for each page with the signal of the first
    const linked = linkSignal(signal);
    try {
      const onResponse: ListOptions["onResponse"] = ({ status, parsedBody }) => {
        if (status === 200 && !Array.isArray(asObject(parsedBody)["value"])) throw garbled(doing);
      };
      const items = open({ abortSignal: linked.signal, onResponse })[Symbol.asyncIterator]();
      for (;;) {
        const next = await this.ask(doing, signal, () => items.next());
        if (next.done) return;
        yield next.value;
      }
    } catch (error) {
      if (!(error instanceof Failure) || error.code !== "unsupported") throw error;
    } finally {
      linked.letGo();
    }
  }
}

/** Calls about instances themselves, which may be what is missing. */
export class InstanceResourceCalls extends ResourceManagerCalls {
  protected override isAbsence({ code }: Failure): boolean {
    return code === "not-found";
  }
}

/** Resource Manager itself answers for subscriptions, groups and instances that are not there, the instance for the rest. */
function isInstanceMissing({ message }: Failure): boolean {
  return /: (The Resource '|Resource group '|The subscription ')/i.test(message);
}

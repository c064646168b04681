import { Failure, throwIfCancelled } from "../../core/failure.ts";
import { abortable, linkSignal } from "../abortable.ts";
import { type AzureCall, azureFailure } from "./failures.ts";

/** What a call hands on to the SDK. */
export interface RequestOptions {
  readonly abortSignal: AbortSignal;
}

/** Calls of Azure Resource Manager: each can be cancelled, and fails with a `Failure` only. */
export class ResourceManagerCalls {
  private readonly peers: Omit<AzureCall, "doing">;

  constructor(peers: Omit<AzureCall, "doing">) {
    this.peers = peers;
  }

  /** One call; `doing` completes "Could not …". */
  async ask<T>(
    doing: string,
    signal: AbortSignal,
    call: (options: RequestOptions) => PromiseLike<T>,
  ): Promise<T> {
    throwIfCancelled(signal);
    const linked = linkSignal(signal);
    try {
      return await abortable(call({ abortSignal: linked.signal }), signal);
    } catch (error) {
      throwIfCancelled(signal);
      throw azureFailure(error, { ...this.peers, doing });
    } finally {
      linked.letGo();
    }
  }

  /** As `ask`, but `undefined` when there is no such resource, though there is the instance it would be in. */
  async find<T>(
    doing: string,
    signal: AbortSignal,
    call: (options: RequestOptions) => PromiseLike<T>,
  ): Promise<T | undefined> {
    try {
      return await this.ask(doing, signal, call);
    } catch (error) {
      if (isNotFound(error) && !isInstanceMissing(error)) return undefined;
      throw error;
    }
  }

  /** As `ask`, for a deletion: what is gone already needs none. */
  async remove(
    doing: string,
    signal: AbortSignal,
    call: (options: RequestOptions) => PromiseLike<unknown>,
  ): Promise<void> {
    try {
      await this.ask(doing, signal, call);
    } catch (error) {
      if (!isNotFound(error)) throw error;
    }
  }

  /** The items of all pages; a page is asked for when the one before it is used up. */
  async *each<T>(
    doing: string,
    signal: AbortSignal,
    open: (options: RequestOptions) => AsyncIterable<T>,
  ): AsyncGenerator<T> {
    // the SDK asks for each page with the signal of the first
    const linked = linkSignal(signal);
    try {
      const items = open({ abortSignal: linked.signal })[Symbol.asyncIterator]();
      for (;;) {
        const next = await this.ask(doing, signal, () => items.next());
        if (next.done) return;
        yield next.value;
      }
    } finally {
      linked.letGo();
    }
  }
}

function isNotFound(error: unknown): error is Failure {
  return error instanceof Failure && error.code === "not-found";
}

/** Resource Manager itself answers for subscriptions, groups and instances that are not there, the instance for the rest. */
function isInstanceMissing({ message }: Failure): boolean {
  return /: (The Resource '|Resource group '|The subscription ')/i.test(message);
}

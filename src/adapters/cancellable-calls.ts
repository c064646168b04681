import { Failure, throwIfCancelled } from "../core/failure.ts";
import { abortable, linkSignal } from "./abortable.ts";

/** What a call hands on to an SDK. */
export interface RequestOptions {
  readonly abortSignal: AbortSignal;
}

/** Calls of an SDK: each can be cancelled, ends within its limit, and fails with a `Failure` only. */
export abstract class CancellableCalls {
  /** Milliseconds that a call may take; as long as it takes when left out. */
  private readonly limit: number | undefined;

  constructor(limit?: number) {
    this.limit = limit;
  }

  /** One call; `doing` completes "Could not …". */
  async ask<T>(
    doing: string,
    signal: AbortSignal,
    call: (options: RequestOptions) => PromiseLike<T>,
    limit = this.limit,
  ): Promise<T> {
    throwIfCancelled(signal);
    const linked = linkSignal(signal, limit);
    try {
      return await abortable(call({ abortSignal: linked.signal }), linked.signal);
    } catch (error) {
      throwIfCancelled(signal);
      throw this.failureOf(linked.signal.aborted ? linked.signal.reason : error, doing);
    } finally {
      linked.letGo();
    }
  }

  /** As `ask`, but `undefined` when there is no such thing. */
  async find<T>(
    doing: string,
    signal: AbortSignal,
    call: (options: RequestOptions) => PromiseLike<T>,
  ): Promise<T | undefined> {
    try {
      return await this.ask(doing, signal, call);
    } catch (error) {
      if (error instanceof Failure && this.isAbsence(error)) return undefined;
      throw error;
    }
  }

  /** Whatever the SDK threw, as a failure that a person can act on. */
  protected abstract failureOf(error: unknown, doing: string): Failure;

  /** Whether a failure says that just the thing that was asked for is not there. */
  protected isAbsence({ code }: Failure): boolean {
    return code === "not-found";
  }
}

import { type Failure, throwIfCancelled } from "../../../src/core/failure.ts";

const reads = /^(list|read|find|request)/;

/** What a fake was asked to do, and where a test makes it fail. */
export class Calls<Method extends string> {
  /** Every call in order, those that failed included. */
  readonly made: Method[] = [];
  private readonly planned = new Map<Method, (() => void)[]>();
  private standing: Failure | undefined;

  /** The calls that change something. */
  get writes(): readonly Method[] {
    return this.made.filter((method) => !reads.test(method));
  }

  /** The next call of `method` throws `failure`; said twice, the next two do. */
  failNext(method: Method, failure: Failure): void {
    this.beforeNext(method, () => {
      throw failure;
    });
  }

  /** Runs `action` when `method` is called next: to change something behind the caller's back, or to abort. */
  beforeNext(method: Method, action: () => void): void {
    this.planned.set(method, [...(this.planned.get(method) ?? []), action]);
  }

  /** Every call throws `failure` until it is taken back with `undefined`. */
  failAlways(failure: Failure | undefined): void {
    this.standing = failure;
  }

  /** To be called first in each method of a fake. */
  begin(method: Method, signal: AbortSignal): void {
    throwIfCancelled(signal);
    this.made.push(method);
    if (this.standing) throw this.standing;
    const [action, ...later] = this.planned.get(method) ?? [];
    this.planned.set(method, later);
    action?.();
    throwIfCancelled(signal);
  }
}

/** Gives `items` one by one, as a paged list does, and stops when `signal` is aborted. */
export async function* oneByOne<T>(items: readonly T[], signal: AbortSignal): AsyncGenerator<T> {
  for (const item of [...items]) {
    await Promise.resolve();
    throwIfCancelled(signal);
    yield item;
  }
}

/** What is left of a limit, and when there is more again. */
export interface Allowance {
  readonly allowed: boolean;
  readonly remaining: number;
  /** Until the limit is renewed; undefined for one that never is. */
  readonly seconds: number | undefined;
}

interface Used {
  readonly at: number;
  readonly amount: number;
}

/** How much of each limit was used, by a key of the policy's own. */
export class Limits {
  private readonly used = new Map<string, readonly Used[]>();

  constructor(private readonly now: () => number) {}

  /** Whether `limit` leaves room. A period of 0 seconds never ends. */
  look(key: string, limit: number, seconds: number): Allowance {
    const period = seconds * 1000;
    const now = this.now();
    const recent = (this.used.get(key) ?? []).filter(({ at }) => period === 0 || now - at < period);
    this.used.set(key, recent);
    const total = recent.reduce((sum, { amount }) => sum + amount, 0);
    const first = recent[0]?.at ?? now;
    return {
      allowed: total < limit,
      remaining: Math.max(0, limit - total),
      seconds: period === 0 ? undefined : Math.max(1, Math.ceil((first + period - now) / 1000)),
    };
  }

  /** Counts `amount` as used now. */
  use(key: string, amount: number): void {
    if (amount > 0) this.used.set(key, [...(this.used.get(key) ?? []), { at: this.now(), amount }]);
  }
}

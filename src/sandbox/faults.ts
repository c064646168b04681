import type { Origins } from "./service.ts";

/** The name of one part of the sandbox. */
export type PartName = keyof Origins;

/** Something that is to go wrong with matching requests. */
export interface Fault {
  readonly service: PartName;
  /** Any method when left out. */
  readonly method?: string;
  /** Tested against path and query; a string has to occur in it. */
  readonly path: RegExp | string;
  /** How many matching requests it hits; all when left out. */
  readonly count?: number;
  /** Milliseconds to wait before the answer, injected or real. */
  readonly delayMs?: number;
  /** Answers with this status instead of the part; with `after`, and when left out beside a body, that of the part. */
  readonly status?: number;
  /** A text, or a value sent as JSON. */
  readonly body?: unknown;
  /** With a status or a body. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Drops the connection without an answer. */
  readonly reset?: boolean;
  /** Gives no answer as long as the client waits. */
  readonly hang?: boolean;
  /** Drops the connection in the middle of the body. */
  readonly cutOff?: boolean;
  /** The part carries the request out before its answer goes wrong; else it never sees the request. */
  readonly after?: boolean;
  /** A fault that begins once this one has hit. */
  readonly follow?: Fault;
}

/** The faults of one sandbox; the first that matches a request is applied to it. */
export class Faults {
  private entries: { fault: Fault; left: number }[] = [];

  /** Adds a fault; the function returned takes it away again. */
  add(fault: Fault): () => void {
    const entry = { fault, left: fault.count ?? Number.POSITIVE_INFINITY };
    this.entries.push(entry);
    return () => {
      this.entries = this.entries.filter((other) => other !== entry);
    };
  }

  /** Takes all faults away. */
  clear(): void {
    this.entries = [];
  }

  /** The fault to apply to this request, counted as used; `undefined` when nothing is to go wrong. */
  take(service: PartName, method: string, path: string): Fault | undefined {
    const entry = this.entries.find(
      ({ fault, left }) =>
        left > 0 &&
        fault.service === service &&
        (fault.method === undefined || fault.method.toUpperCase() === method.toUpperCase()) &&
        (typeof fault.path === "string" ? path.includes(fault.path) : fault.path.test(path)),
    );
    if (!entry) return undefined;
    entry.left -= 1;
    if (entry.fault.follow) this.add(entry.fault.follow);
    return entry.fault;
  }
}

import { isCancelled } from "../../core/failure.ts";
import type { ApimApi } from "../../domain/apim.ts";
import type { PolicyLink } from "../../workflows/derive-links.ts";

/** APIs whose policies are read at the same time: the trees are to be answered before. */
const atOnce = 4;
/** It is told that more is known when so many were read, then twice as many, and so on. */
const firstTold = 25;

/** What reads the policies of one API. */
interface ReadsLinks {
  of(api: ApimApi): Promise<readonly PolicyLink[]>;
}

/** Reads what policies say about Auth0 in the background: of the APIs that somebody looks at, and of all once all count. */
export class PolicyLinkQueue {
  /** By the resource id of an API, in small letters. */
  private readonly unread: Map<string, ApimApi>;
  private readonly asked: ApimApi[] = [];
  private running = 0;
  private read = 0;
  private nextTold = firstTold;

  /** `found` is filled, and `changed` told of it; `failed` hears of what ends the reading of one API. */
  constructor(
    private readonly reader: ReadsLinks,
    apis: readonly ApimApi[],
    private readonly found: Map<string, readonly PolicyLink[]>,
    private readonly changed: () => void,
    private readonly failed: (error: unknown) => void,
  ) {
    this.unread = new Map(apis.map((api) => [api.id.toLowerCase(), api]));
  }

  /** Somebody looks at these: they come next. */
  ask(ids: Iterable<string>): void {
    for (const id of ids) {
      const api = this.unread.get(id);
      if (!api) continue;
      this.unread.delete(id);
      this.asked.push(api);
    }
    while (this.running < atOnce && this.asked.length > 0) void this.work();
  }

  /** All count, also those that nobody looks at. */
  askAll(): void {
    this.ask([...this.unread.keys()]);
  }

  private async work(): Promise<void> {
    this.running += 1;
    for (let api = this.asked.shift(); api; api = this.asked.shift()) {
      try {
        this.found.set(api.id.toLowerCase(), await this.reader.of(api));
      } catch (error) {
        if (isCancelled(error)) this.asked.length = 0;
        else this.failed(error);
      }
      this.read += 1;
      if (this.read < this.nextTold) continue;
      this.nextTold *= 2;
      this.changed();
    }
    this.running -= 1;
    if (this.running === 0) this.changed();
  }
}

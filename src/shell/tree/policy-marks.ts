import { EventEmitter } from "vscode";
import { isCancelled } from "../../core/failure.ts";
import type { PolicyLevel } from "../../domain/apim.ts";
import type { AzureCloud } from "../../domain/azure-cloud.ts";
import { policyUri } from "../policy-uri.ts";

/** Policies read at the same time. */
const atOnce = 4;

/** More than so many waiting ones are not read for the sake of a word on a row. */
const mostWaiting = 200;

/** Whether a level has a policy of its own; what it has none of is inherited. */
type PolicyMark = "own" | "inherited";

/** A level whose row is on the screen. */
interface Wanted {
  readonly cloud: Pick<AzureCloud, "readPolicy">;
  readonly level: PolicyLevel;
  /** Id of the node that has the row among its children. */
  readonly list: string;
}

/**
 * Which levels have policies of their own, looked up in the background for the rows that are shown. What cannot be read is
 * silence: the row says nothing.
 */
export class PolicyMarks {
  private readonly known = new Map<string, PolicyMark>();
  private readonly wanted = new Map<string, Wanted>();
  private readonly waiting: string[] = [];
  /** The lists with a row that has something new to say. */
  private readonly news = new Set<string>();
  private readonly changed = new EventEmitter<string>();
  /** Tells the id of a node below which rows have something new to say. */
  readonly onDidChange = this.changed.event;
  private controller = new AbortController();
  private atWork = 0;

  /** Says that the row of `level` was read, so that what it says of its policy is worth reading too. */
  want(wanted: Wanted): void {
    const key = keyOf(wanted.level);
    this.wanted.set(key, wanted);
    this.queue(key);
  }

  of(level: PolicyLevel): PolicyMark | undefined {
    return this.known.get(keyOf(level));
  }

  /** The policy of `level` was written or deleted. */
  renew(level: PolicyLevel): void {
    const key = keyOf(level);
    if (this.wanted.has(key)) this.queue(key);
  }

  /** Forgets everything: what is still shown will be wanted again. */
  clear(): void {
    this.controller.abort();
    this.controller = new AbortController();
    this.waiting.length = 0;
    this.known.clear();
    this.wanted.clear();
  }

  dispose(): void {
    this.clear();
    this.changed.dispose();
  }

  private queue(key: string): void {
    if (this.waiting.includes(key) || this.waiting.length >= mostWaiting) return;
    this.waiting.push(key);
    if (this.atWork < atOnce) void this.work();
  }

  /** Reads until nothing waits; a list is drawn anew once, not with each of its rows. */
  private async work(): Promise<void> {
    this.atWork += 1;
    for (let key = this.waiting.shift(); key !== undefined; key = this.waiting.shift()) {
      const wanted = this.wanted.get(key);
      if (wanted && (await this.look(key, wanted, this.controller.signal))) this.news.add(wanted.list);
    }
    this.atWork -= 1;
    if (this.atWork > 0) return;
    const lists = [...this.news];
    this.news.clear();
    for (const list of lists) this.changed.fire(list);
  }

  /** Whether something is known that was not known before. */
  private async look(key: string, { cloud, level }: Wanted, signal: AbortSignal): Promise<boolean> {
    try {
      const mark = (await cloud.readPolicy(level, signal)) ? "own" : "inherited";
      if (signal.aborted || this.known.get(key) === mark) return false;
      this.known.set(key, mark);
      return true;
    } catch (error) {
      return !isCancelled(error) && this.known.delete(key);
    }
  }
}

function keyOf(level: PolicyLevel): string {
  return policyUri(level).toString();
}

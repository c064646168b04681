import { createHash, randomBytes } from "node:crypto";
import * as fs from "node:fs/promises";
import * as path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { Failure, throwIfCancelled } from "../core/failure.ts";
import type { Locks } from "../resources/journal.ts";
import { abortable } from "./abortable.ts";
import { isRunning, machine } from "./whose-process.ts";

/** In milliseconds: how often to look again, how often to show that one lives, and after how long without that one is dead. */
const limits = { look: 50, beat: 5_000, dead: 30_000 };

/**
 * One holder of a key at a time among all processes that use `folder`, and within this one.
 *
 * Who wants a key makes a file of its own beside those of others: its name says when it came, on which machine and in which
 * process it is. It holds the key once no other file is there. Who sees somebody that came earlier takes its own away and
 * waits; so two can never hold, and the first one gets through. Whoever sees a file whose owner is dead removes it: since no
 * two have the same name, nobody alive is hit by that.
 */
export class FileLocks implements Locks {
  private readonly queues = new Map<string, Promise<void>>();

  constructor(
    private readonly folder: string,
    private readonly milliseconds = limits,
  ) {}

  /** `onWait` is told when another one holds the key. */
  async hold(key: string, signal: AbortSignal, onWait?: () => void): Promise<() => Promise<void>> {
    throwIfCancelled(signal);
    const before = this.queues.get(key);
    let end = () => {};
    const ended = new Promise<void>((resolve) => {
      end = resolve;
    });
    const mine = (before ?? Promise.resolve()).then(() => ended);
    this.queues.set(key, mine);
    const leave = () => {
      end();
      if (this.queues.get(key) === mine) this.queues.delete(key);
    };
    try {
      if (before) onWait?.();
      if (before) await abortable(before, signal);
      const ticket = new Ticket(this.folder, key, this.milliseconds.beat);
      await this.waitFor(ticket, signal, before ? undefined : onWait);
      return () => ticket.remove().finally(leave);
    } catch (error) {
      leave();
      throw error;
    }
  }

  private async waitFor(
    ticket: Ticket,
    signal: AbortSignal,
    onWait: (() => void) | undefined,
  ): Promise<void> {
    const { look, dead } = this.milliseconds;
    const watch = new Watch(this.folder, dead / look);
    for (let round = 0; ; round += 1) {
      try {
        await ticket.put();
        const others = await watch.living(await ticket.others());
        if (others.length === 0) return;
        if (round === 0) onWait?.();
        if (others.some((other) => other < ticket.name)) await ticket.remove();
        await pause(look, undefined, { signal });
      } catch (error) {
        await ticket.remove();
        throwIfCancelled(signal);
        throw unusable(this.folder, error);
      }
    }
  }
}

/** The file of one that waits for a key or holds it. */
class Ticket {
  readonly name: string;
  private readonly start: string;
  private beating: NodeJS.Timeout | undefined;

  constructor(
    private readonly folder: string,
    key: string,
    private readonly beat: number,
  ) {
    this.start = createHash("sha256").update(key).digest("hex").slice(0, 32);
    const came = Date.now().toString(36).padStart(9, "0");
    this.name = [this.start, came, machine(), process.pid, randomBytes(6).toString("hex")].join("-");
  }

  /** Creates the file, where it is not there yet. */
  async put(): Promise<void> {
    if (this.beating) return;
    const file = path.join(this.folder, this.name);
    await fs.mkdir(this.folder, { recursive: true, mode: 0o700 });
    await fs.writeFile(file, "", { flag: "wx", mode: 0o600 });
    const show = () => void fs.utimes(file, new Date(), new Date()).catch(() => undefined);
    this.beating = setInterval(show, this.beat).unref();
  }

  async remove(): Promise<void> {
    clearInterval(this.beating);
    this.beating = undefined;
    await fs.rm(path.join(this.folder, this.name), { force: true }).catch(() => undefined);
  }

  /** Names of the other files of the same key. */
  async others(): Promise<string[]> {
    const names = await fs.readdir(this.folder);
    return names.filter((name) => name.startsWith(`${this.start}-`) && name !== this.name);
  }
}

/** Tells the living from the dead. It counts looks, not time: a machine that slept has killed nobody. */
class Watch {
  private readonly seen = new Map<string, { readonly beat: number; looks: number }>();

  constructor(
    private readonly folder: string,
    private readonly mostLooks: number,
  ) {}

  async living(names: readonly string[]): Promise<string[]> {
    const living: string[] = [];
    for (const name of names) if (await this.lives(name)) living.push(name);
    return living;
  }

  private async lives(name: string): Promise<boolean> {
    const file = path.join(this.folder, name);
    const beat = await fs.stat(file).then(
      ({ mtimeMs }) => mtimeMs,
      () => undefined,
    );
    if (beat === undefined) return false;
    const before = this.seen.get(name);
    const now = before?.beat === beat ? before : { beat, looks: 0 };
    now.looks += 1;
    this.seen.set(name, now);
    const [, , where, pid] = name.split("-");
    const isGone = where === machine() && !isRunning(Number(pid));
    if (!isGone && now.looks <= this.mostLooks) return true;
    await fs.rm(file, { force: true });
    return false;
  }
}

function unusable(folder: string, cause: unknown): Failure {
  const why = cause instanceof Error ? cause.message : String(cause);
  return new Failure("forbidden", `Other windows cannot be kept from writing at the same time: ${why}.`, {
    remedy: `Make ${folder} writable, then try again.`,
    cause,
  });
}

/** How many changes are made at the same time: enough for the width of any plan here, and kind to rate limits. */
const maxRunning = 4;

/** One thing to do. */
export interface Task {
  readonly id: string;
  /** Ids of the tasks that must have ended before; those that are in no list count as ended. */
  readonly needs: readonly string[];
  /** Never throws; `false` keeps what needs it, and with `stopsAtFailure` everything else, from being begun. */
  run(): Promise<boolean>;
}

/** Runs tasks in the order of their needs, at most four at once. What has begun is finished; after an abort nothing more is begun. */
export async function runAll(
  tasks: readonly Task[],
  { stopsAtFailure, signal }: { readonly stopsAtFailure: boolean; readonly signal: AbortSignal },
): Promise<void> {
  const waiting = new Set(tasks);
  const unended = new Set(tasks.map(({ id }) => id));
  const running = new Set<Promise<void>>();
  let hasFailed = false;
  const start = () => {
    for (const task of waiting) {
      if (signal.aborted || (hasFailed && stopsAtFailure) || running.size >= maxRunning) return;
      if (task.needs.some((id) => unended.has(id))) continue;
      waiting.delete(task);
      const run: Promise<void> = task.run().then((succeeded) => {
        running.delete(run);
        hasFailed ||= !succeeded;
        if (succeeded || !stopsAtFailure) unended.delete(task.id);
      });
      running.add(run);
    }
  };
  for (start(); running.size > 0; start()) await Promise.race(running);
}

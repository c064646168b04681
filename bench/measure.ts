/** The least time, in milliseconds, that each of some jobs took in turns: what other programs do counts little. */
export function leastTimes(jobs: readonly (() => void)[], rounds: number): readonly number[] {
  const least = jobs.map(() => Number.POSITIVE_INFINITY);
  for (let round = 0; round < rounds; round += 1) {
    jobs.forEach((job, index) => {
      least[index] = Math.min(least[index] ?? 0, timeOf(job));
    });
  }
  return least;
}

/**
 * How long one run took at most, in milliseconds, had the machine been free. On a busy one the clock runs on while
 * others work; CPU time counts twice what the engine's helper threads do meanwhile. Each is too much, so the lesser.
 */
export function timeOf(job: () => void): number {
  const clock = performance.now();
  const before = process.cpuUsage();
  job();
  const { user, system } = process.cpuUsage(before);
  return Math.min(performance.now() - clock, (user + system) / 1000);
}

/** The value below which `share` of `values` lie. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
}

/** The least CPU time, in milliseconds, that each of some jobs took in turns: what other programs do counts little. */
export function leastTimes(jobs: readonly (() => void)[], rounds: number): readonly number[] {
  const least = jobs.map(() => Number.POSITIVE_INFINITY);
  for (let round = 0; round < rounds; round += 1) {
    jobs.forEach((job, index) => {
      least[index] = Math.min(least[index] ?? 0, cpuTime(job));
    });
  }
  return least;
}

/** The CPU time of one run, in milliseconds. */
export function cpuTime(job: () => void): number {
  const before = process.cpuUsage();
  job();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

/** The value below which `share` of `values` lie. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
}

/**
 * What `work` costs of the processor, in milliseconds: other than the time that passes, it does not grow with what else the machine
 * has to do.
 */
export function cpuTimeOf(work: () => void): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

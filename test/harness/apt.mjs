// apt-get, for whom another program that installs something is no reason to fail: images set themselves up when they start.
import { spawnSync } from "node:child_process";

/** How long somebody else may hold a lock, in seconds. */
const lockPatience = 600;
const betweenTries = 1000;
const locked = /Could not get lock|Unable to (?:lock|acquire)|is another process using it/;

/**
 * Runs apt-get and answers whether it succeeded. For the lock of dpkg it waits itself; for the lock of its lists, of which it
 * knows no waiting, it is run again. `log` is told once that there is somebody to wait for.
 */
export function aptGet(args, { sudo = [], log = console.error, patience = lockPatience } = {}) {
  const command = [...sudo, "env", "LC_ALL=C", "DEBIAN_FRONTEND=noninteractive", "apt-get"];
  const [program, ...rest] = [...command, "-o", `DPkg::Lock::Timeout=${patience}`, ...args];
  const end = Date.now() + patience * 1000;
  for (let told = false; ; told = true) {
    const { status, stderr = "" } = spawnSync(program, rest, {
      stdio: ["ignore", 2, "pipe"],
      encoding: "utf8",
    });
    const isLocked = status !== 0 && locked.test(stderr ?? "");
    if (!isLocked) process.stderr.write(stderr ?? "");
    if (!isLocked) return status === 0;
    if (Date.now() > end) {
      log(`apt-get is still locked by another program after ${patience} s: ${stderr.trim()}`);
      return false;
    }
    if (!told) log(`waiting for another program that uses apt-get, for at most ${patience} s …`);
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, betweenTries);
  }
}

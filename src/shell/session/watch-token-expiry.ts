import { window } from "vscode";
import type { Disposable } from "../../core/disposal.ts";
import type { Accounts } from "./accounts.ts";

/** What time it is, and what is done later; in milliseconds. */
interface Clock {
  now(): number;
  /** Runs `action` once, after so many. */
  after(milliseconds: number, action: () => void): Disposable;
}

/** The most that one timer waits: longer ones would be over at once. */
const longest = 2 ** 31 - 1;

const systemClock: Clock = {
  now: () => Date.now(),
  after(milliseconds, action) {
    const timer = setTimeout(action, milliseconds);
    // keeps no process alive
    timer.unref?.();
    return { dispose: () => clearTimeout(timer) };
  },
};

/**
 * Tells when a pasted token expires, by one timer until the next that does. A machine that slept has timers that are late, so it
 * looks as well when the window gets the focus.
 */
export function watchTokenExpiry(
  { tenants, onDidChange }: Pick<Accounts, "tenants" | "onDidChange">,
  onExpire: () => void,
  clock = systemClock,
): Disposable[] {
  let timer: Disposable | undefined;
  let looked = clock.now();
  const look = () => {
    timer?.dispose();
    const now = clock.now();
    const ends = tenants
      .all()
      .flatMap(({ way }) =>
        way?.kind === "token" && way.expiresAt !== undefined ? [way.expiresAt * 1000] : [],
      );
    const next = Math.min(...ends.filter((end) => end > now));
    timer = Number.isFinite(next) ? clock.after(Math.min(next - now, longest), look) : undefined;
    if (ends.some((end) => end > looked && end <= now)) onExpire();
    looked = now;
  };
  look();
  return [
    onDidChange(look),
    window.onDidChangeWindowState(({ focused }) => focused && look()),
    { dispose: () => timer?.dispose() },
  ];
}

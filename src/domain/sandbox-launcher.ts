import type { SandboxInfo } from "./account.ts";

/** A sandbox that was started as a child process. */
export interface SandboxProcess {
  readonly info: SandboxInfo;
  /** Ends when the process has ended, however that came about. */
  readonly ended: Promise<void>;
  stop(): Promise<void>;
}

/** Starts the local sandbox. Throws `Failure` with the process's own words when it does not come up. */
export interface SandboxLauncher {
  start(options: { readonly stateFile: string }, signal: AbortSignal): Promise<SandboxProcess>;
}

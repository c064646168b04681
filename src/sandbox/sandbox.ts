import type { RequestListener } from "node:http";
import type { AuthorityFile } from "./authority-file.ts";
import { authorityFile } from "./authority-file.ts";
import type { Exchange } from "./exchange.ts";
import type { PartName } from "./faults.ts";
import { Faults } from "./faults.ts";
import type { SandboxInfo } from "./info.ts";
import { describeSandbox } from "./info.ts";
import type { Listeners } from "./listeners.ts";
import { bindListeners, partNames } from "./listeners.ts";
import type { Parts } from "./parts.ts";
import { createParts } from "./parts.ts";
import type { Pipeline } from "./pipeline.ts";
import { handleRequest } from "./pipeline.ts";
import { defaultPatience, waitForPredecessor } from "./predecessor.ts";
import { beginAlone } from "./start-lock.ts";
import type { SandboxState, SigningKeys } from "./state.ts";
import { moveOrigins, parseState, portsOf, reseedState, seedState } from "./state.ts";
import { readStateText, StateFile } from "./state-file.ts";
import { createAuthority, issueServerCertificate, renewAuthority } from "./tls/certificates.ts";

/** How to start a sandbox; everything may be left out. */
export interface SandboxOptions {
  /** The first of six consecutive ports; 0 (the default) takes those of the last start, or any free ones. */
  readonly port?: number;
  /** Where the state is kept; without it the state lives in memory only. */
  readonly stateFile?: string;
  /** Begins with the seed even when there is a state. */
  readonly reset?: boolean;
  /** Milliseconds since the epoch; the system's clock by default. */
  readonly now?: () => number;
  /** Given every request to Auth0, Entra ID and Azure Resource Manager with its answer, but for injected faults. */
  readonly record?: (exchange: Exchange) => void;
  /** Keys for a new state to sign with, instead of keys of its own. */
  readonly keys?: SigningKeys;
  /** Milliseconds to wait for another sandbox on the same state to end; see `predecessor.ts`. */
  readonly patience?: number;
  /** Lets faults be added over HTTP, see `admin.ts`. */
  readonly admin?: boolean;
}

/** A sandbox that listens. */
export interface RunningSandbox {
  readonly info: SandboxInfo;
  /** The state as it is now; a reset replaces it. */
  readonly state: SandboxState;
  readonly faults: Faults;
  /** To be called after changing `state` from outside. */
  changed(): void;
  /** Restores the seed; credentials, ports and certificate authority stay. */
  reset(): Promise<void>;
  /** Ends all connections and writes the state. */
  stop(): Promise<void>;
}

/**
 * Starts a local Auth0 tenant and Azure with an API Management instance on loopback.
 *
 * @throws Failure `unreachable` when a fixed port is taken, `invalid-input` when the state file is of no use,
 * `already-exists` when another sandbox works on it.
 */
export async function startSandbox(options: SandboxOptions = {}): Promise<RunningSandbox> {
  const sandbox = new Sandbox(options);
  await sandbox.start();
  return sandbox;
}

class Sandbox implements RunningSandbox {
  readonly faults = new Faults();
  private readonly now: () => number;
  private readonly file: StateFile | undefined;
  private current: SandboxState | undefined;
  private parts: Parts | undefined;
  private listeners: Listeners | undefined;
  private authority: AuthorityFile | undefined;

  constructor(private readonly options: SandboxOptions) {
    this.now = options.now ?? Date.now;
    const { stateFile } = options;
    this.file = stateFile ? new StateFile(stateFile, () => JSON.stringify(this.state)) : undefined;
  }

  get state(): SandboxState {
    return started(this.current);
  }

  get info(): SandboxInfo {
    return describeSandbox(this.state, started(this.authority).path);
  }

  start(): Promise<void> {
    const { stateFile } = this.options;
    return stateFile ? beginAlone(stateFile, () => this.begin()) : this.begin();
  }

  private async begin(): Promise<void> {
    const { stateFile, port = 0, reset = false } = this.options;
    const earlier = stateFile ? this.readEarlier(stateFile, reset) : undefined;
    if (stateFile && earlier) {
      await waitForPredecessor(earlier, stateFile, this.options.patience ?? defaultPatience);
    }
    const today = new Date(this.now());
    const authority = earlier ? renewAuthority(earlier.authority, today) : createAuthority(today);
    const leaf = issueServerCertificate(authority, today);
    const ports = { first: port, earlier: earlier ? portsOf(earlier.origins, partNames) : [] };
    this.listeners = await bindListeners(ports, leaf, authority.certificate, (part) => this.listenerOf(part));
    try {
      const { origins } = this.listeners;
      const moved = earlier && this.move({ ...earlier, authority }, origins);
      if (moved) this.current = reset ? reseedState(moved, this.now()) : moved;
      else this.current = seedState(origins, this.now(), authority, this.options.keys);
      this.authority = authorityFile(authority.certificate, stateFile);
      this.parts = await this.createParts();
      this.file?.write();
    } catch (error) {
      await this.stop();
      throw error;
    }
  }

  changed(): void {
    this.file?.changed();
  }

  async reset(): Promise<void> {
    this.faults.clear();
    this.current = reseedState(this.state, this.now());
    this.parts = await this.createParts();
    this.changed();
  }

  async stop(): Promise<void> {
    await this.listeners?.close();
    this.file?.close();
    this.authority?.release();
  }

  /** With `reset`, a state that cannot be used is as good as none. */
  private readEarlier(path: string, reset: boolean): SandboxState | undefined {
    try {
      const text = readStateText(path);
      return text === undefined ? undefined : parseState(text, path);
    } catch (error) {
      if (reset) return undefined;
      throw error;
    }
  }

  private move(earlier: SandboxState, origins: SandboxState["origins"]): SandboxState {
    const text = moveOrigins(JSON.stringify(earlier), earlier.origins, origins);
    return { ...(JSON.parse(text) as SandboxState), origins, authority: earlier.authority };
  }

  private createParts(): Promise<Parts> {
    const { origins, authority } = this.state;
    const context = { origins, ca: authority.certificate, now: this.now, changed: () => this.changed() };
    return createParts(context, this.state);
  }

  private listenerOf(part: PartName): RequestListener {
    return (request, response) => {
      handleRequest(this.pipeline(), part, request, response).catch(() => request.socket.destroy());
    };
  }

  private pipeline(): Pipeline {
    return {
      faults: this.faults,
      origins: this.state.origins,
      part: (name) => started(this.parts)[name],
      record: this.options.record,
      admin: this.options.admin
        ? {
            addFault: (fault) => void this.faults.add(fault),
            clearFaults: () => this.faults.clear(),
            reset: () => this.reset(),
          }
        : undefined,
    };
  }
}

/** `value`, which is there from the end of `start` on. */
function started<T>(value: T | undefined): T {
  if (value === undefined) throw new Error("The sandbox has not been started.");
  return value;
}

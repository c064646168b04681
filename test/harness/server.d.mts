import type { Browser, Page } from "playwright-core";

/** The VS Code server that was started for tests or the demo. */
export interface VSCodeServer {
  readonly port: number;
  readonly origin: string;
  readonly version: string;
  readonly dataDir: string;
  readonly exited: Promise<{ code: number | null; sig: string | null }>;
  url(options?: { folder?: string; payload?: readonly (readonly [string, string])[] }): string;
  uri(path: string): { scheme: string; authority: string; path: string };
  open(
    page: Page,
    options: {
      folder?: string;
      payload?: readonly (readonly [string, string])[];
      extensionDevelopmentPath?: string | undefined;
    },
  ): Promise<void>;
  stop(options?: { keep?: boolean }): Promise<void>;
}

export function startServer(options?: {
  env?: Record<string, string>;
  settings?: Record<string, unknown>;
  vsix?: string | undefined;
  /** The project's folder, to be installed as it was built. */
  placedExtension?: string | undefined;
  keepDir?: string;
  port?: number;
}): Promise<VSCodeServer>;

export function launchBrowser(options?: object): Promise<Browser>;

import type { CommandId } from "../ids.ts";

/** A button of a final message. */
export interface Choice {
  readonly title: string;
  run(): unknown;
}

/** What a command says when it has ended. */
export interface Report {
  readonly text: string;
  readonly kind?: "information" | "warning" | "error";
  readonly choices?: readonly Choice[];
  /** For small things such as "Copied": in the status bar rather than as a notification. */
  readonly quiet?: boolean;
}

/** A command of the extension. It throws `Failure`s; what it returns is told to the person. */
export interface Command {
  readonly id: CommandId;
  /** As in the manifest, for messages about the command itself. */
  readonly title: string;
  run(argument: unknown): Promise<Report | undefined>;
}

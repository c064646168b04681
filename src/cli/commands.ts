/** Runs one command with the words that follow its name; resolves to the exit status. */
type CliRun = (args: string[]) => Promise<number>;

/** One command of the program, loaded only when it is called. */
export interface CliCommand {
  readonly name: string;
  readonly usage: string;
  readonly summary: string;
  readonly load: () => Promise<CliRun>;
}

/** Every command of the program. */
export const commands: readonly CliCommand[] = [
  {
    name: "lint",
    usage: "lint [--format text|json|sarif|github] [--fix] [--allow-empty] [--config FILE] PATH…",
    summary: "find what is wrong in policy files, and mend it",
    load: async () => (await import("./lint/lint-command.ts")).runLint,
  },
  {
    name: "format",
    usage: "format [--check] [--allow-empty] [--indent N|tab] PATH…",
    summary: "indent policy files, leaving expressions and texts as they are",
    load: async () => (await import("./format/format-command.ts")).runFormat,
  },
  {
    name: "access",
    usage:
      "access [--format text|json|sarif|html] [--expect FILE] [--since FOLDER|FILE] (--instance ID | FOLDER)",
    summary: "tell for every operation who gets in, and why",
    load: async () => (await import("./access/access-command.ts")).runAccess,
  },
  {
    name: "sandbox",
    usage: "sandbox [--port N] [--state FILE] [--reset] [--record FILE] [--faults]",
    summary: "start a local Auth0 tenant and API Management instance",
    load: async () => (await import("../sandbox/command.ts")).runSandboxCommand,
  },
];

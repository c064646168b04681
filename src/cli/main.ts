#!/usr/bin/env node
import { Failure } from "../core/failure.ts";
import { type CliCommand, commands } from "./commands.ts";
import { complain, endQuietlyWithoutReader, status } from "./output.ts";

function help(): string {
  const width = Math.max(...commands.map((command) => command.usage.length));
  const lines = commands.map((command) => `  auth0-apim ${command.usage.padEnd(width)}  ${command.summary}`);
  return [
    "Auth0 for Azure API Management, on the command line.",
    "",
    ...lines,
    "  auth0-apim --version",
    "",
    "lint and format end with 0 when all is well, with 1 when lint has found an error or a file would change with format",
    "--check, and with 2 when something could not be read, formatted or written, when there is no policy in the paths that",
    "are named (--allow-empty takes that for right), or when the command line or the configuration is wrong. access ends with",
    "0 when nothing is open or unknown, 1 when something is open, 3 when something is unknown and nothing open, and 2 likewise.",
    "",
  ].join("\n");
}

async function main([name, ...args]: readonly string[]): Promise<number> {
  if (name === undefined || name === "help" || name === "--help" || name === "-h") {
    process.stdout.write(help());
    return name === undefined ? status.trouble : status.clean;
  }
  if (name === "--version") {
    const { default: manifest } = await import("../../package.json", { with: { type: "json" } });
    process.stdout.write(`${manifest.version}\n`);
    return status.clean;
  }
  const command: CliCommand | undefined = commands.find((candidate) => candidate.name === name);
  if (!command) {
    complain(new Failure("invalid-input", `There is no command “${name}”.`, { remedy: `\n${help()}` }));
    return status.trouble;
  }
  const run = await command.load();
  return run(args);
}

endQuietlyWithoutReader();
try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  complain(error);
  process.exitCode = status.trouble;
}

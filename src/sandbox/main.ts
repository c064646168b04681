import { runSandboxCommand } from "./command.ts";

process.exitCode = await runSandboxCommand(process.argv.slice(2));
// a parent's channel would keep the process alive
if (process.connected) process.disconnect();

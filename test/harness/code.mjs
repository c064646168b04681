#!/usr/bin/env node
// A `code` for extension tests: takes the command line that @vscode/test-electron gives the desktop VS Code
// (vscodeExecutablePath), and runs the tests in the VS Code under test.
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { runExtensionTests } from "./run-tests.mjs";

const options = {
  env: {},
  artifacts: process.env.TEST_ARTIFACTS ?? fs.mkdtempSync(path.join(os.tmpdir(), "vscode-tests-")),
  extensionDevelopmentPath: [],
  vsix: [],
};
if (process.env.TEST_TIMEOUT_MS) options.timeout = Number(process.env.TEST_TIMEOUT_MS);
for (const argument of process.argv.slice(2)) {
  const [, name, value] = /^--([\w-]+)(?:=(.*))?$/.exec(argument) ?? [];
  if (name === "extensionDevelopmentPath") options.extensionDevelopmentPath.push(value);
  else if (name === "extensionTestsPath") options.extensionTestsPath = value;
  else if (name === "install-extension") options.vsix.push(value);
  else if (!name) options.folder ??= path.resolve(argument);
}
if (!options.extensionTestsPath) {
  console.error("only for --extensionTestsPath=… runs");
  process.exit(2);
}
process.exit(await runExtensionTests(options));

// The in-host tests. Without arguments in the VS Code under test (npm packages and Chromium, no desktop, no download);
// `--desktop` in a desktop VS Code: $VSCODE_EXECUTABLE, or the build that @vscode/test-electron downloads.
// TEST_VSIX=file.vsix tests the packaged extension rather than the working tree.
import * as fs from "node:fs";
import * as path from "node:path";
import { fileURLToPath } from "node:url";

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "..");
const artifacts = path.join(root, "test-results/host");
fs.rmSync(artifacts, { recursive: true, force: true });
const folder = path.join(artifacts, "workspace");
fs.cpSync(path.join(root, "test/fixtures/workspace"), folder, { recursive: true });
const extensionTestsPath = path.join(root, "test/harness/host-entry.cjs");
const vsix = process.env.TEST_VSIX;

async function inDesktop() {
  const { runTests } = await import("@vscode/test-electron");
  const executable = process.env.VSCODE_EXECUTABLE;
  return runTests({
    ...(executable && { vscodeExecutablePath: executable }),
    version: process.env.VSCODE_VERSION ?? "stable",
    extensionDevelopmentPath: vsix ? path.join(root, "test/harness/empty-extension") : root,
    extensionTestsPath,
    launchArgs: [folder, ...(vsix ? [`--install-extension=${vsix}`] : ["--disable-extensions"])],
  }).catch((error) => {
    console.error(String(error));
    return 1;
  });
}

async function inVSCodeUnderTest() {
  const { runExtensionTests } = await import("../test/harness/run-tests.mjs");
  return runExtensionTests({
    extensionDevelopmentPath: vsix ? undefined : root,
    extensionTestsPath,
    folder,
    vsix,
    artifacts,
    env: { TEST_ROOT: root, ...(process.env.TEST_COUNTS && { TEST_COUNTS: process.env.TEST_COUNTS }) },
    timeout: Number(process.env.TEST_TIMEOUT_MS ?? 240_000),
  });
}

process.exit(await (process.argv.includes("--desktop") ? inDesktop() : inVSCodeUnderTest()));

// The main job, without any account: a real VS Code on the sandbox.
//   npm run demo                 a desktop VS Code when there is one, otherwise VS Code in the browser at a printed address
//   npm run demo -- --browser    the browser even when there is a desktop VS Code
//   npm run demo -- --port 8080  the browser, at this port
//   npm run demo -- --check      drives the whole story headless and leaves pictures in test-results/demo
import { spawn, spawnSync } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "..");
const { values: options } = parseArgs({
  options: { check: { type: "boolean" }, browser: { type: "boolean" }, port: { type: "string" } },
});

/** Opens the explorer and starts the sandbox by itself, as the button in the explorer would. */
const demoSettings = { "auth0Apim.sandbox.startAutomatically": true, "workbench.startupEditor": "none" };

function build() {
  console.log("building …");
  const { status } = spawnSync(process.execPath, ["esbuild.mjs"], { cwd: root, stdio: "inherit" });
  if (status !== 0) process.exit(status ?? 1);
}

function desktopCode() {
  if (options.browser || options.port) return undefined;
  const hasScreen = process.platform !== "linux" || process.env.DISPLAY || process.env.WAYLAND_DISPLAY;
  const named = process.env.VSCODE_EXECUTABLE ?? "code";
  const works =
    hasScreen &&
    spawnSync(named, ["--version"], { stdio: "ignore", shell: process.platform === "win32" }).status === 0;
  return works ? named : undefined;
}

function demoFolder() {
  const folder = path.join(fs.mkdtempSync(path.join(os.tmpdir(), "auth0-apim-demo-")), "demo");
  fs.cpSync(path.join(root, "test/fixtures/workspace"), folder, { recursive: true });
  return folder;
}

function openDesktop(code) {
  const folder = demoFolder();
  const data = path.join(path.dirname(folder), "user-data");
  fs.mkdirSync(path.join(data, "User"), { recursive: true });
  fs.writeFileSync(path.join(data, "User/settings.json"), JSON.stringify(demoSettings, null, 2));
  console.log("opening VS Code with a profile of its own …");
  const file = path.join(folder, "calculator.policy.xml");
  spawn(
    code,
    [
      "--new-window",
      `--user-data-dir=${data}`,
      "--disable-workspace-trust",
      `--extensionDevelopmentPath=${root}`,
      folder,
      file,
    ],
    { stdio: "inherit", shell: process.platform === "win32" },
  );
}

async function openBrowser() {
  const { ensureVSCode } = await import("../test/harness/install.mjs");
  ensureVSCode();
  const { startServer } = await import("../test/harness/server.mjs");
  const folder = demoFolder();
  const server = await startServer({
    placedExtension: root,
    settings: demoSettings,
    ...(options.port && { port: Number(options.port) }),
  });
  const file = `vscode-remote://127.0.0.1:${server.port}${folder}/calculator.policy.xml`;
  console.log(`\nVS Code ${server.version} with the extension and its sandbox:\n`);
  console.log(`  ${server.url({ folder, payload: [["openFile", file]] })}\n`);
  console.log("Open it in a browser on this machine. Ctrl+C ends it and leaves nothing behind.");
  const end = async () => {
    await server.stop();
    fs.rmSync(path.dirname(folder), { recursive: true, force: true });
    process.exit(0);
  };
  process.once("SIGINT", end);
  process.once("SIGTERM", end);
  await server.exited;
}

async function check() {
  const { ensureChromium } = await import("../test/harness/chromium.mjs");
  const { ensureVSCode } = await import("../test/harness/install.mjs");
  ensureChromium();
  ensureVSCode();
  build();
  const { status } = spawnSync(process.execPath, ["--import", "tsx", "test/ui/check-demo.ts"], {
    cwd: root,
    stdio: "inherit",
  });
  process.exit(status ?? 1);
}

if (options.check) await check();
build();
const code = desktopCode();
if (code) openDesktop(code);
else await openBrowser();

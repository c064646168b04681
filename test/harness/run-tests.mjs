// Runs a VS Code extension test entry point (module with `run()`) inside the extension host of the VS Code under test.
// Returns the exit code: 0 passed, 1 tests failed, 2 the run itself broke (crash, time-out, nothing reported).
import * as fs from "node:fs";
import * as path from "node:path";
import { fileURLToPath } from "node:url";
import { format } from "node:util";
import { launchBrowser, startServer } from "./server.mjs";

const prefix = "\u0001";
const empty = path.join(path.dirname(fileURLToPath(import.meta.url)), "empty-extension");

export async function runExtensionTests({
  extensionDevelopmentPath,
  extensionTestsPath,
  folder,
  vsix,
  env = {},
  settings,
  artifacts,
  timeout = 180_000,
  log = console.log,
}) {
  fs.mkdirSync(artifacts, { recursive: true });
  const verdictFile = path.join(artifacts, "verdict.json");
  fs.rmSync(verdictFile, { force: true });
  const transcript = fs.createWriteStream(path.join(artifacts, "vscode-console.log"));
  const t0 = Date.now();
  const since = () => `[${((Date.now() - t0) / 1000).toFixed(2)} s]`;
  let server,
    browser,
    timer,
    code = 2;
  try {
    server = await startServer({
      vsix,
      settings,
      env: {
        ...env,
        TEST_ENTRY: path.resolve(extensionTestsPath),
        TEST_VERDICT_FILE: verdictFile,
        TEST_LINE_PREFIX: prefix,
      },
    });
    browser = await launchBrowser();
    const page = await (await browser.newContext({ viewport: { width: 1280, height: 800 } })).newPage();
    log(`${since()} VS Code ${server.version}, server and browser up`);
    const done = new Promise((resolve, reject) => {
      const broke = (m) => reject(new Error(m));
      timer = setTimeout(() => broke(`no result within ${timeout / 1000} s`), timeout);
      page.on("crash", () => broke("the page crashed"));
      browser.on("disconnected", () => broke("the browser went away"));
      server.exited.then((e) => broke(`the server exited: ${JSON.stringify(e)}`));
      // the two hooks that the workbench calls when it runs extension tests
      page.exposeFunction("codeAutomationExit", (exit, logs) => {
        fs.writeFileSync(path.join(artifacts, "vscode-logs.json"), JSON.stringify(logs, null, 1));
        resolve(exit);
      });
      page.exposeFunction("codeAutomationLog", (type, args) => {
        const line = format(...args);
        if (line.startsWith(prefix)) {
          log(line.slice(prefix.length));
        } else {
          transcript.write(`[${type}] ${line}\n`);
          if (process.env.TEST_DEBUG) {
            log(`    [${type}] ${line}`);
          }
        }
      });
    });
    done.catch(() => {});
    await server.open(page, {
      folder,
      extensionDevelopmentPath: extensionDevelopmentPath ?? empty, // some development extension has to be there for tests to run
      extensionTestsPath: path.join(path.dirname(empty), "tests-host.cjs"),
    });
    const exit = await done.catch(async (e) => {
      await page.screenshot({ path: path.join(artifacts, "failure.png"), timeout: 5000 }).catch(() => {});
      throw e;
    });
    if (!fs.existsSync(verdictFile)) {
      throw new Error(
        `VS Code reported exit code ${exit}, but the test run never ended (did the extension host die?)`,
      );
    }
    const v = JSON.parse(fs.readFileSync(verdictFile, "utf8"));
    log(
      `${since()} ${v.ok ? "passed" : "FAILED"}; tests started at ${((v.started - t0) / 1000).toFixed(2)} s and took ${((v.ended - v.started) / 1000).toFixed(2)} s; extension host: node ${v.node}, ${v.rssMb} MB`,
    );
    code = v.ok && exit === 0 ? 0 : 1;
  } catch (e) {
    log(`${since()} ${e?.stack ?? e}`);
  } finally {
    clearTimeout(timer);
    await browser?.close().catch(() => {});
    transcript.end();
    if (server && code) {
      for (const d of ["server.log", "data/logs"]) {
        fs.cpSync(path.join(server.dataDir, d), path.join(artifacts, "logs", path.basename(d)), {
          recursive: true,
          force: true,
        });
      }
    }
    await server?.stop();
  }
  return code;
}

// Finds a Chromium to show VS Code in, and installs the distribution's where it may.
import { spawnSync } from "node:child_process";
import * as fs from "node:fs";
import { aptGet } from "./apt.mjs";

const candidates = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/usr/bin/google-chrome-stable",
  "/usr/bin/chromium-headless-shell",
  "/snap/bin/chromium",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
];

/** Path of a Chromium, or `undefined`. `CHROMIUM_PATH` goes first. Ubuntu's stub that only points at a snap does not count. */
export function findChromium() {
  const named = process.env.CHROMIUM_PATH;
  if (named && !fs.existsSync(named)) throw new Error(`CHROMIUM_PATH names ${named}, which does not exist.`);
  return [named, ...candidates].find((file) => file && fs.existsSync(file) && !isSnapStub(file));
}

/** Path of a Chromium; installs the distribution's package when there is none and this user may. Throws with what to type otherwise. */
export function ensureChromium(log = (line) => console.error(line)) {
  const found = findChromium();
  if (found) return found;
  if (fs.existsSync("/usr/bin/apt-get")) {
    const sudo = process.getuid?.() === 0 ? [] : canSudo() ? ["sudo", "-n"] : undefined;
    if (sudo) {
      log("installing Chromium from the distribution (apt-get install chromium), about 400 MB on disk …");
      aptGet(["update", "-qq"], { sudo, log });
      aptGet(["install", "-y", "--no-install-recommends", "chromium", "-qq"], { sudo, log });
      const installed = findChromium();
      if (installed) return installed;
    }
  }
  throw new Error(
    `No Chromium found, and it could not be installed from here. Type one of:
  sudo apt-get install -y --no-install-recommends chromium   (Debian)
  sudo snap install chromium                                 (Ubuntu)
or set CHROMIUM_PATH to a Chromium or Chrome program.`,
  );
}

function canSudo() {
  return spawnSync("sudo", ["-n", "true"], { stdio: "ignore" }).status === 0;
}

/** Ubuntu's package `chromium-browser` is a shell script that asks for the snap. */
function isSnapStub(file) {
  if (file.startsWith("/snap/")) return false;
  const head = Buffer.alloc(4096);
  const handle = fs.openSync(file, "r");
  const length = fs.readSync(handle, head, 0, head.length, 0);
  fs.closeSync(handle);
  const text = head.toString("latin1", 0, length);
  return text.startsWith("#!") && /snap install chromium|requires the chromium snap/.test(text);
}

// Builds and packs the extension into a VSIX. The packager is installed beside this script at first use.
import { execFileSync } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";
import { fileURLToPath } from "node:url";

const here = path.dirname(fileURLToPath(import.meta.url));
const root = path.resolve(here, "..");
const packaging = path.join(here, "packaging");
const vsce = path.join(packaging, "node_modules/@vscode/vsce/vsce");
const run = (program, args, cwd = root) => execFileSync(program, args, { cwd, stdio: "inherit" });

if (!fs.existsSync(vsce)) {
  console.log("installing the packager (124 MB, once) …");
  run("npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"], packaging);
}
run(process.execPath, ["esbuild.mjs"]);
const { name, version } = JSON.parse(fs.readFileSync(path.join(root, "package.json"), "utf8"));
const file = path.join("test-results", `${name}-${version}.vsix`);
fs.mkdirSync(path.join(root, "test-results"), { recursive: true });
run(process.execPath, [
  vsce,
  "package",
  "--no-dependencies",
  "--skip-license",
  "--allow-missing-repository",
  "--no-rewrite-relative-links",
  "-o",
  file,
]);

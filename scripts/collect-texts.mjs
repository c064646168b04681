// Writes l10n/bundle.l10n.json: every text that the code hands to `l10n.t`, for translators to start from.
import * as fs from "node:fs";
import * as path from "node:path";
import { fileURLToPath } from "node:url";

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "..");
const translation = /\bl10n\.t\(\s*("(?:[^"\\]|\\.)*")/g;

/** The texts of all sources below `src`, sorted. */
export function collectTexts() {
  const texts = new Set();
  for (const name of fs.readdirSync(path.join(root, "src"), { recursive: true, encoding: "utf8" })) {
    if (!name.endsWith(".ts")) continue;
    const source = fs.readFileSync(path.join(root, "src", name), "utf8");
    for (const [, literal] of source.matchAll(translation)) texts.add(JSON.parse(literal));
  }
  return [...texts].sort();
}

/** Calls of `l10n.t` whose text is not a plain literal, as `file: call`; translators would never see them. */
export function unreadableCalls() {
  const found = [];
  for (const name of fs.readdirSync(path.join(root, "src"), { recursive: true, encoding: "utf8" })) {
    if (!name.endsWith(".ts")) continue;
    const source = fs.readFileSync(path.join(root, "src", name), "utf8");
    for (const [call] of source.matchAll(/\bl10n\.t\(\s*[^"\s][^\n]*/g)) found.push(`${name}: ${call}`);
  }
  return found;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const bundle = Object.fromEntries(collectTexts().map((text) => [text, text]));
  fs.mkdirSync(path.join(root, "l10n"), { recursive: true });
  fs.writeFileSync(path.join(root, "l10n/bundle.l10n.json"), `${JSON.stringify(bundle, undefined, 2)}\n`);
  console.log(`l10n/bundle.l10n.json  ${Object.keys(bundle).length} texts`);
}

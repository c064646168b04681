// The notices of the packages whose code is in the bundles: name, version, licence and its text, as their licences ask.
import * as fs from "node:fs";
import * as path from "node:path";

/** What the file is called, in the project and in the extension. */
export const noticesFile = "THIRD-PARTY-NOTICES.txt";

const packageFolder = /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/;
const licence = /^(?:licen[cs]e|copying|unlicense)/i;
const notice = /^(?:notice|copyright-?notice|third-party-notices)/i;

/**
 * Packages that are published under the MIT licence without its text: who holds the copyright, from their repositories or, where those have no
 * licence either, the author that the package names.
 */
const copyrightElsewhere = {
  "koa-compose": "Copyright (c) 2013 TJ Holowaychuk tj@apex.sh",
  "@nodable/entities": "Copyright (c) Amit Gupta",
  "@vscode/l10n": "Copyright (c) Microsoft Corporation.",
};

/** The packages that put at least a byte into one of the bundler's `outputs`, by name, then version. */
export function bundledPackages(outputs, root = ".") {
  const folders = new Set();
  for (const { inputs } of Object.values(outputs)) {
    for (const [file, { bytesInOutput }] of Object.entries(inputs)) {
      const [folder] = packageFolder.exec(file) ?? [];
      if (folder && bytesInOutput > 0) folders.add(folder);
    }
  }
  return [...folders]
    .map((folder) => {
      const { name, version, license } = JSON.parse(
        fs.readFileSync(path.join(root, folder, "package.json"), "utf8"),
      );
      return { name, version, license, folder: path.join(root, folder) };
    })
    .sort((a, b) => (`${a.name}@${a.version}` < `${b.name}@${b.version}` ? -1 : 1));
}

/** The notices of all packages in `outputs`. Throws when one of them has no licence, or no text of it. */
export function noticesOf(outputs, root = ".") {
  const packages = bundledPackages(outputs, root).map((one) => ({ ...one, texts: textsOf(one) }));
  const lacking = packages.filter(({ license, texts }) => typeof license !== "string" || texts.length === 0);
  if (lacking.length > 0) {
    const names = lacking.map(({ name, version }) => `${name} ${version}`).join(", ");
    throw new Error(
      `No licence or no text of it in the package: ${names}. Look in its repository, and name the holder of the copyright in scripts/notices.mjs; or do without the package.`,
    );
  }
  const sections = new Set(
    packages.map(({ name, version, license, texts }) =>
      [`${name} ${version} (${license})`, ...texts].join("\n\n"),
    ),
  );
  const head = `This product contains code of the ${sections.size} packages below. Each comes under its own licence.`;
  return `${[head, ...sections].join(`\n\n${"-".repeat(80)}\n\n`)}\n`;
}

function textsOf({ name, license, folder }) {
  const names = fs.readdirSync(folder).sort();
  const read = (pattern) =>
    names
      .filter((file) => pattern.test(file) && fs.statSync(path.join(folder, file)).isFile())
      .map((file) => fs.readFileSync(path.join(folder, file), "utf8").replaceAll("\r\n", "\n").trim())
      .filter(Boolean);
  const texts = read(licence);
  const holder = copyrightElsewhere[name];
  if (texts.length === 0 && license === "MIT" && holder) texts.push(mitLicence(holder));
  return texts.length === 0 ? [] : [...texts, ...read(notice)];
}

/** The licence's text is the same for everybody but for the line of the copyright. */
function mitLicence(holder) {
  const own = fs.readFileSync(new URL("../LICENSE", import.meta.url), "utf8").trim();
  return own.replace(/^Copyright.*$/m, holder);
}

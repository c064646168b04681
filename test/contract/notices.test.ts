import assert from "node:assert/strict";
import * as fs from "node:fs";
import { noticesFile } from "../../scripts/notices.mjs";
import { buildOutputs } from "../integration/build-outputs.ts";

interface Locked {
  readonly version: string;
  readonly license?: string;
}

/** The packages of the lock file by the folder they are installed in. */
const locked: Readonly<Record<string, Locked>> = JSON.parse(
  fs.readFileSync("package-lock.json", "utf8"),
).packages;

/** The folders of the packages that the bundler put something of into what ships. */
function bundled(): readonly string[] {
  const files = Object.values(buildOutputs()).flatMap(({ inputs }) =>
    Object.entries(inputs).flatMap(([file, { bytesInOutput }]) => (bytesInOutput > 0 ? [file] : [])),
  );
  const folders = Object.keys(locked).filter((folder) => folder.includes("node_modules/"));
  return [
    ...new Set(
      files
        .filter((file) => file.includes("node_modules/"))
        .map((file) => {
          const owners = folders.filter((folder) => file.startsWith(`${folder}/`));
          const owner = owners.sort((a, b) => b.length - a.length)[0];
          assert.ok(owner, `${file} is of no package in package-lock.json`);
          return owner;
        }),
    ),
  ];
}

suite(`${noticesFile} of the build`, () => {
  test("names every bundled package with version and licence, and nothing else", () => {
    const text = fs.readFileSync(noticesFile, "utf8");
    const named = [...text.matchAll(/(?<=^-{80}\n\n)(.+) \((.+)\)$/gm)].map(([line]) => line);
    const expected = new Set(
      bundled().map((folder) => {
        const name = folder.slice(folder.lastIndexOf("node_modules/") + "node_modules/".length);
        return `${name} ${locked[folder]?.version} (${locked[folder]?.license})`;
      }),
    );
    assert.ok(expected.size > 80, `${expected.size} packages`);
    assert.deepEqual(named.sort(), [...expected].sort());
  });

  test("has for each of them a text that grants something", () => {
    const sections = fs
      .readFileSync(noticesFile, "utf8")
      .split(`\n${"-".repeat(80)}\n`)
      .slice(1);
    for (const section of sections) {
      assert.match(
        section,
        /permission|redistribution|licensed under|terms and conditions/i,
        section.slice(0, 80),
      );
      assert.match(section, /copyright/i, section.slice(0, 80));
    }
  });
});

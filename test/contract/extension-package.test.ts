import assert from "node:assert/strict";
import * as fs from "node:fs";
import { deflateRawSync } from "node:zlib";
import { suite, test } from "mocha";
import manifest from "../../package.json" with { type: "json" };
import { extensionFiles } from "../../scripts/extension-parts.mjs";

/** What a ZIP file needs for each file besides its bytes: two headers with the name, and what the packager adds to them. */
const headers = (name: string) => 2 * name.length + 100;

suite("the extension as it is installed", () => {
  const files = extensionFiles(".");

  test("has everything that its manifest names, the schemas of documents among it", () => {
    const named = [
      manifest.main,
      manifest.icon,
      ...manifest.contributes.languages.flatMap((one) => ("configuration" in one ? one.configuration : [])),
      ...manifest.contributes.grammars.map(({ path }) => path),
      ...manifest.contributes.jsonValidation.map(({ url }) => url),
    ].map((file) => (file ?? "").replace(/^\.\//, ""));
    assert.ok(named.filter((file) => file.startsWith("schemas/resources/")).length >= 3);
    assert.deepEqual(
      named.filter((file) => !files.includes(file)),
      [],
    );
  });

  test("has no sources, no tests and no packages", () => {
    const strange = /(^|\/)(src|test|node_modules|scripts|\.[^/]+)\/|\.(map|ts|mts)$/;
    assert.deepEqual(
      files.filter((file) => strange.test(file)),
      [],
    );
  });

  test("is packed into no more than 2 MB", () => {
    const bytes = files.map((file) => deflateRawSync(fs.readFileSync(file)).byteLength + headers(file));
    const sum = bytes.reduce((total, one) => total + one, 0);
    assert.ok(sum > 500_000, `only ${sum} bytes: is it built?`);
    assert.ok(sum <= 2_000_000, `${sum} bytes; the largest: ${largest(files, bytes)}`);
  });
});

function largest(files: readonly string[], bytes: readonly number[]): string {
  const all = files.map((file, index) => ({ file, size: bytes[index] ?? 0 }));
  const first = all.sort((one, other) => other.size - one.size).slice(0, 5);
  return first.map(({ file, size }) => `${file} (${size})`).join(", ");
}

import assert from "node:assert/strict";
import { build } from "esbuild";
import { suite, test } from "mocha";

suite("the cloud factory", () => {
  test("brings no package along until a cloud is opened", async function () {
    this.timeout(30_000);
    const { metafile } = await build({
      entryPoints: ["src/adapters/cloud-factory.ts"],
      bundle: true,
      splitting: true,
      format: "esm",
      platform: "node",
      metafile: true,
      write: false,
      outdir: "out",
      logLevel: "silent",
    });
    const outputs = metafile.outputs;
    /** Everything that is loaded together with an output. */
    const loadedWith = (path: string, seen = new Set<string>()): Set<string> => {
      if (seen.has(path)) return seen;
      seen.add(path);
      for (const { path: other, kind } of outputs[path]?.imports ?? []) {
        if (kind === "import-statement" && other in outputs) loadedWith(other, seen);
      }
      return seen;
    };
    const packagesOf = (path: string) =>
      [...loadedWith(path)]
        .flatMap((one) => Object.keys(outputs[one]?.inputs ?? {}))
        .filter((input) => input.includes("node_modules/"));
    assert.deepEqual(packagesOf("out/cloud-factory.js"), []);

    const cloudOf = (input: string) =>
      Object.keys(outputs).find((path) => outputs[path]?.entryPoint?.endsWith(input)) ?? "";
    const ofAuth0 = packagesOf(cloudOf("auth0/sdk-auth0-cloud.ts"));
    const ofAzure = packagesOf(cloudOf("azure/sdk-azure-cloud.ts"));
    assert.ok(ofAuth0.some((input) => input.startsWith("node_modules/auth0/")));
    assert.ok(ofAzure.some((input) => input.startsWith("node_modules/@azure/arm-apimanagement/")));
    assert.ok(!ofAuth0.some((input) => input.includes("node_modules/@azure/")));
    assert.ok(!ofAzure.some((input) => input.startsWith("node_modules/auth0/")));
  });
});

import assert from "node:assert/strict";
import { build } from "esbuild";
import { suite, test } from "mocha";

suite("the gateway factory", () => {
  test("brings no package along until a gateway is opened", async function () {
    this.timeout(30_000);
    const { metafile } = await build({
      entryPoints: ["src/adapters/gateway-factory.ts"],
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
    assert.deepEqual(packagesOf("out/gateway-factory.js"), []);

    const gatewayOf = (input: string) =>
      Object.keys(outputs).find((path) => outputs[path]?.entryPoint?.endsWith(input)) ?? "";
    const ofAuth0 = packagesOf(gatewayOf("auth0/sdk-auth0-gateway.ts"));
    const ofAzure = packagesOf(gatewayOf("azure/sdk-apim-gateway.ts"));
    assert.ok(ofAuth0.some((input) => input.startsWith("node_modules/auth0/")));
    assert.ok(ofAzure.some((input) => input.startsWith("node_modules/@azure/arm-apimanagement/")));
    assert.ok(!ofAuth0.some((input) => input.includes("node_modules/@azure/")));
    assert.ok(!ofAzure.some((input) => input.startsWith("node_modules/auth0/")));
  });
});
